#include "core/check.hpp"

#include <utility>

#include <fmt/core.h>

namespace edgecase {

CheckFailure::CheckFailure(std::string_view expression, std::string_view file, int line,
                           std::string message)
    : std::logic_error("check failed"),
      expression_(expression),
      file_(file),
      line_(line),
      message_(std::move(message)) {
  compose();
}

void CheckFailure::locate(Instant time, PlaceId place) {
  if (time_) return;
  time_ = time;
  place_ = place;
  compose();
}

void CheckFailure::compose() {
  text_ = fmt::format("{}:{}: check failed: {}", file_, line_, expression_);
  if (!message_.empty()) text_ += fmt::format(" ({})", message_);
  if (time_)
    text_ += fmt::format(", at {:.9f} s of simulated time", in_seconds(*time_ - Instant{}));
  if (place_ != no_place) text_ += fmt::format(", at place {}", place_.index);
}

void check_failed(std::string_view expression, std::string_view file, int line,
                  std::string message) {
  throw CheckFailure(expression, file, line, std::move(message));
}

}  // namespace edgecase
