#include "report/cause_text.hpp"

#include <fmt/core.h>

#include "measure/stage.hpp"

namespace edgecase {

std::string cause_text(std::string_view cause, std::string_view amount) {
  std::string text = fmt::format("{} ({}", cause, amount);
  for (std::size_t i = 0; i < failure_count; ++i)
    if (failure_names[i] == cause) text += fmt::format(": {}", failure_meanings[i]);
  return text + ")";
}

}  // namespace edgecase
