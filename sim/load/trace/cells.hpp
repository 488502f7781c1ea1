#pragma once
// Splits a line of a CSV into cells: spaces trimmed, quotes removed (RFC 4180; a cell ends with
// its line).

#include <string>
#include <string_view>
#include <vector>

namespace edgecase {

struct CsvCell {
  std::string_view text;
  std::size_t at = 0;  // offset in the line, for messages
  std::size_t length = 0;
};

class CellReader {
 public:
  explicit CellReader(char separator) : separator_(separator) {}

  /// False for an unclosed quote or text after a closing quote; `problem()` is its offset. The
  /// cells are valid as long as the line, until the next call.
  bool read(std::string_view line);
  const std::vector<CsvCell>& cells() const { return cells_; }
  std::size_t problem() const { return problem_; }

  /// The most frequent of comma, semicolon and tab in the line; a comma if none.
  static char separator_of(std::string_view line);

 private:
  bool quoted(std::string_view line, std::size_t& at);

  char separator_;
  std::vector<CsvCell> cells_;
  std::string unquoted_;  // text of cells with doubled quotes
  std::size_t problem_ = 0;
};

}  // namespace edgecase
