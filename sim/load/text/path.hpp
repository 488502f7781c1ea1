#pragma once
// Paths into a document: design.caches.static.ttl, faults[0].at, faults[gru].at (the item whose
// `name` is gru), thresholds[latency.p99] (a key that is not one plain word).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgecase {

struct PathStep {
  std::string text;
  bool bracketed = false;
  std::size_t at = 0;  // offset of the text in the path
  /// The index, if this step is one.
  std::optional<std::size_t> index() const;
};

/// Nothing when malformed (an empty step, an open bracket).
std::optional<std::vector<PathStep>> parse_path(std::string_view path);

std::string join_path(std::string_view base, std::string_view key);
std::string join_path(std::string_view base, std::size_t index);

}  // namespace edgecase
