#pragma once
// One line of a CSV as cells: trimmed of blanks (spaces; tabs where they do not separate), quotes
// removed (RFC 4180; a cell ends with its line). Where spaces separate, runs of blanks are one
// separator. Used for traces and for tables.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgecase {

struct CsvCell {
  std::string_view text;
  std::size_t at = 0;  // offset in the line, for messages
  std::size_t length = 0;
  bool quoted() const { return length != text.size(); }
};

/// The whole cell as a finite decimal number ("-3.25", "1e3"); nothing else.
std::optional<double> parse_decimal(std::string_view cell);

class CellReader {
 public:
  explicit CellReader(char separator)
      : separator_(separator), other_blank_(separator == '\t' ? ' ' : '\t') {}

  /// False for an unclosed quote or text after a closing quote; `problem()` is its offset. The
  /// cells are valid as long as the line, until the next call.
  bool read(std::string_view line);
  const std::vector<CsvCell>& cells() const { return cells_; }
  std::size_t problem() const { return problem_; }

  /// The most frequent of comma, semicolon, tab and pipe in the line; spaces, if there is none but
  /// them; a comma if none.
  static char separator_of(std::string_view line);

 private:
  bool quoted(std::string_view line, std::size_t& at);
  bool read_words(std::string_view line);
  bool is_blank(char c) const { return c == ' ' || c == other_blank_; }

  char separator_;
  char other_blank_;
  std::vector<CsvCell> cells_;
  std::string unquoted_;  // text of cells with doubled quotes
  std::size_t problem_ = 0;
};

}  // namespace edgecase
