#include "load/text/path.hpp"

#include <charconv>

#include <fmt/core.h>

namespace edgecase {

std::optional<std::size_t> PathStep::index() const {
  std::size_t value = 0;
  const auto end = text.data() + text.size();
  const auto done = std::from_chars(text.data(), end, value);
  if (!bracketed || done.ec != std::errc{} || done.ptr != end) return std::nullopt;
  return value;
}

std::optional<std::vector<PathStep>> parse_path(std::string_view path) {
  std::vector<PathStep> steps;
  for (std::size_t i = 0; i < path.size();) {
    if (path[i] == '[') {
      const std::size_t close = path.find(']', i);
      if (close == std::string_view::npos || close == i + 1) return std::nullopt;
      steps.push_back({std::string(path.substr(i + 1, close - i - 1)), true, i + 1});
      i = close + 1;
      if (i < path.size() && path[i] != '.' && path[i] != '[') return std::nullopt;
      continue;
    }
    if (path[i] == '.') {
      if (steps.empty()) return std::nullopt;
      ++i;
    }
    const std::size_t end = std::min(path.find_first_of(".[", i), path.size());
    if (end == i) return std::nullopt;
    steps.push_back({std::string(path.substr(i, end - i)), false, i});
    i = end;
  }
  return steps;
}

std::string join_path(std::string_view base, std::string_view key) {
  if (key.empty() || key.find_first_of(".[] =") != std::string_view::npos)
    return fmt::format("{}[{}]", base, key);
  return base.empty() ? std::string(key) : fmt::format("{}.{}", base, key);
}

std::string join_path(std::string_view base, std::size_t index) {
  return fmt::format("{}[{}]", base, index);
}

}  // namespace edgecase
