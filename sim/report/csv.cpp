// Results as tidy CSV: one observation a line, every label a column, numbers in full precision. The
// columns follow from the fields of a row.
#include "report/csv.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/core.h>

#include "report/report.hpp"
#include "report/result_fields.hpp"

namespace edgecase {
namespace {

/// Columns whose name is not the key of the field.
std::string column_of(const Field& field) {
  if (field.key == "name") return "metric";
  if (field.key == "absolute") return "change";
  return field.type().as<ListType>() ? "n" : field.key;
}

/// Rows of one type. A mapping is a column for each key that any row has, an estimate three columns
/// (its mean, lo, hi), a list the number of values that occurred.
class CsvTable {
 public:
  CsvTable(const ListType& list, const void* rows)
      : fields_(list.element().as<RecordType>()->fields) {
    for (std::size_t i = 0; i < list.size(rows); ++i) rows_.push_back(list.at(rows, i));
    for (const Field& field : fields_)
      if (const auto* map = field.type().as<MapType>())
        for (const void* row : rows_)
          for (const auto& [key, value] : map->entries(member(row, field))) labels_.emplace(key);
  }

  std::string text() {
    for (const Field& field : fields_) head(field);
    end_line();
    for (const void* row : rows_) {
      for (const Field& field : fields_) cells(field.type(), member(row, field));
      end_line();
    }
    return std::move(text_);
  }

 private:
  void add(const std::string& cell) { text_ += cell + ","; }
  void end_line() { text_.back() = '\n'; }

  void head(const Field& field) {
    if (field.type().as<MapType>()) {
      for (const std::string& label : labels_) add(csv_text(label));
    } else if (const auto* record = field.type().as<RecordType>()) {
      const std::string column = column_of(field);
      for (const Field& part : record->fields)
        add(field.inlined ? part.key : part.key == "mean" ? column : column + "_" + part.key);
    } else {
      add(column_of(field));
    }
  }

  void cells(const Type& type, const void* value) {
    if (const auto* scalar = type.as<ScalarType>()) {
      const bool number = scalar->form.json == JsonForm::number;
      add(number ? csv_number(static_cast<double>(scalar->number(value)))
                 : csv_text(scalar->print(value)));
    } else if (const auto* record = type.as<RecordType>()) {
      for (const Field& part : record->fields) cells(part.type(), member(value, part));
    } else if (const auto* map = type.as<MapType>()) {
      labels(*map, value);
    } else {
      add(fmt::format("{}", occurred(*type.as<ListType>(), value)));
    }
  }

  /// How many numbers of a list are any.
  static std::size_t occurred(const ListType& list, const void* values) {
    const auto* scalar = list.element().as<ScalarType>();
    std::size_t count = 0;
    for (std::size_t i = 0; i < list.size(values); ++i)
      count += std::isnan(scalar->number(list.at(values, i))) ? 0 : 1;
    return count;
  }

  void labels(const MapType& map, const void* value) {
    const auto entries = map.entries(value);
    for (const std::string& label : labels_) {
      const auto at = std::ranges::find(entries, label, [](const auto& e) { return e.first; });
      add(at == entries.end() ? "" : csv_text(*static_cast<const std::string*>(at->second)));
    }
  }

  const std::vector<Field>& fields_;
  std::vector<const void*> rows_;
  std::set<std::string, std::less<>> labels_;
  std::string text_;
};

std::string outcome_text(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass:
      return "pass";
    case Outcome::fail:
      return "fail";
    case Outcome::inconclusive:
      break;
  }
  return "inconclusive";
}

/// The metrics, and a row `verdict` for each objective with its labels `objective` and `outcome`.
std::vector<Metric> rows_of(const Result& result) {
  std::vector<Metric> rows = result.metrics;
  for (const Judgement& one : result.judgements) {
    std::string objective =
        fmt::format("{} {} {}", one.indicator, one.comparison, csv_number(one.limit));
    rows.push_back({"verdict",
                    {{"objective", std::move(objective)}, {"outcome", outcome_text(one.outcome)}},
                    one.unit,
                    one.estimate,
                    {}});
  }
  if (result.outcome) {
    rows.push_back({"verdict",
                    {{"objective", "all"}, {"outcome", outcome_text(*result.outcome)}},
                    "1",
                    {NAN, NAN, NAN},
                    {}});
  }
  return rows;
}

template <class Row>
std::string csv_of(const std::vector<Row>& rows) {
  const Type& type = type_of<std::vector<Row>>();
  return CsvTable(std::get<ListType>(type.of), &rows).text();
}

}  // namespace

std::string csv_text(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string csv_number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "";
}

std::string as_csv(const Result& result) { return csv_of(rows_of(result)); }
std::string as_csv(const ComparisonResult& comparison) { return csv_of(comparison.differences); }

}  // namespace edgecase
