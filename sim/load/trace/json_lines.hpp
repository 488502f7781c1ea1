#pragma once
// A record as a JSON object on a line. A member inside another is called by its path:
// httpRequest.requestUrl. Members of arrays are not looked at.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "load/csv/cells.hpp"

namespace edgecase {

/// The paths of all values in an object; empty: this is no JSON object.
std::vector<std::string> json_paths(std::string_view line);

class JsonLineReader {
 public:
  /// The cells are the values at these paths; one that a line lacks is empty.
  explicit JsonLineReader(std::vector<std::string> paths);

  /// False: not a JSON object; `problem()` is the offset.
  bool read(std::string_view line);
  std::span<const CsvCell> cells() const { return cells_; }
  std::size_t problem() const { return problem_; }
  static constexpr std::string_view complaint = "not a JSON object";
  static constexpr std::string_view remedy = "one object per line";

 private:
  std::vector<std::string> paths_;
  std::vector<std::string> values_;
  std::vector<CsvCell> cells_;
  std::size_t problem_ = 0;
};

}  // namespace edgecase
