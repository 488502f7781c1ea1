#pragma once
// A table as text: a header line, then one row per line, cells separated by commas. Catalogues with
// hundreds of rows use it inside YAML (more readable and many times faster to load than mappings),
// and measured matrices are such files. Cells are trimmed; a cell in double quotes may contain
// commas, "" is a quote. Blank lines and lines that start with # are skipped. Errors: every invalid
// line is reported with its number; none is repaired.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace edgecase {

struct TableProblem {
  int line = 0;  // counts from 1 in the table's own text
  std::string message;
};

struct TableRow {
  int line = 0;
  std::vector<std::string> cells;
};

class Table {
 public:
  explicit Table(std::string_view text);

  const std::vector<std::string>& columns() const { return columns_; }
  const std::vector<TableRow>& rows() const { return rows_; }
  std::optional<std::size_t> column(std::string_view name) const;
  const std::vector<TableProblem>& problems() const { return problems_; }

 private:
  std::vector<std::string> columns_;
  std::vector<TableRow> rows_;
  std::vector<TableProblem> problems_;
};

/// Reads the cells of a table by column name and collects errors.
class TableReader {
 public:
  /// Reports missing and unknown columns.
  TableReader(std::string_view text, std::span<const std::string_view> columns);

  const std::vector<TableRow>& rows() const { return table_.rows(); }
  /// The cell of the n-th requested column; an empty one is an error.
  const std::string& text(const TableRow& row, std::size_t column);
  /// A decimal number within the limits.
  double number(const TableRow& row, std::size_t column, double lowest, double highest);
  void report(const TableRow& row, std::string message);

  bool usable() const { return where_.size() == names_.size(); }
  const std::vector<TableProblem>& problems() const { return problems_; }

 private:
  Table table_;
  std::vector<std::string_view> names_;
  std::vector<std::size_t> where_;
  std::vector<TableProblem> problems_;
};

}  // namespace edgecase
