#include "cli/saved_result.hpp"

#include <filesystem>
#include <fstream>

#include <fmt/core.h>

#include "cli/command.hpp"

namespace edgecase::cli {

void refuse_saved_result(const std::string& file) {
  std::error_code absent;
  if (!std::filesystem::is_regular_file(file, absent)) return;
  std::string beginning(512, '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  beginning.resize(static_cast<std::size_t>(in.gcount()));
  const std::size_t first = beginning.find_first_not_of(" \t\r\n");
  const auto has = [&](const char* key) { return beginning.find(key) != std::string::npos; };
  if (first == std::string::npos || beginning[first] != '{' || !has("\"schema_version\"") ||
      !has("\"tool_version\""))
    return;
  throw UsageError(
      fmt::format("{} is a saved result, not a scenario; the scenario that it is of is its member "
                  "`resolved_scenario`: jq .resolved_scenario {} > scenario.json",
                  file, file));
}

}  // namespace edgecase::cli
