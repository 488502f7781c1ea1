#include "load/csv/table.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/csv/cells.hpp"

namespace edgecase {

namespace {

std::string_view trimmed_line(std::string_view s) {
  const auto first = s.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return s.substr(first, s.find_last_not_of(" \t\r") - first + 1);
}

/// False: a quote stays open, or stands inside a cell.
bool split_cells(CellReader& reader, std::string_view line, std::vector<std::string>& cells) {
  if (!reader.read(line)) return false;
  cells.reserve(reader.cells().size());
  for (const CsvCell& cell : reader.cells()) {
    if (!cell.quoted() && cell.text.find('"') != std::string_view::npos) return false;
    cells.emplace_back(cell.text);
  }
  return true;
}

}  // namespace

Table::Table(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  CellReader reader(',');
  for (int line = 1; !text.empty(); ++line) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view content = trimmed_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (content.empty() || content.front() == '#') continue;
    TableRow row{.line = line, .cells = {}};
    if (!split_cells(reader, content, row.cells)) {
      problems_.push_back({line, "unclosed quote, or a quote inside a cell"});
    } else if (columns_.empty()) {
      columns_ = std::move(row.cells);
    } else if (row.cells.size() != columns_.size()) {
      problems_.push_back({line, fmt::format("{} cells, but the header has {} columns",
                                             row.cells.size(), columns_.size())});
    } else {
      rows_.push_back(std::move(row));
    }
  }
}

std::optional<std::size_t> Table::column(std::string_view name) const {
  const auto found = std::find(columns_.begin(), columns_.end(), name);
  if (found == columns_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns_.begin());
}

TableReader::TableReader(std::string_view text, std::span<const std::string_view> columns)
    : table_(text), names_(columns.begin(), columns.end()), problems_(table_.problems()) {
  for (const std::string_view name : names_) {
    if (const auto at = table_.column(name))
      where_.push_back(*at);
    else
      problems_.push_back({1, fmt::format("column `{}` is missing", name)});
  }
  for (const std::string& name : table_.columns())
    if (std::find(names_.begin(), names_.end(), name) == names_.end())
      problems_.push_back({1, fmt::format("unknown column `{}`", name)});
}

const std::string& TableReader::text(const TableRow& row, std::size_t column) {
  const std::string& cell = row.cells[where_[column]];
  if (cell.empty()) report(row, fmt::format("`{}` is empty", names_[column]));
  return cell;
}

double TableReader::number(const TableRow& row, std::size_t column, double lowest, double highest) {
  const std::string& cell = row.cells[where_[column]];
  const std::optional<double> value = parse_decimal(cell);
  if (!value) {
    report(row, fmt::format("`{}` must be a number, not `{}`", names_[column], cell));
    return lowest;
  }
  if (*value < lowest || *value > highest)
    report(row, fmt::format("`{}` must be between {} and {}, not {}", names_[column], lowest,
                            highest, cell));
  return *value;
}

void TableReader::report(const TableRow& row, std::string message) {
  problems_.push_back({row.line, std::move(message)});
}

}  // namespace edgecase
