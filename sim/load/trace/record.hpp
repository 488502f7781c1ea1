#pragma once
// Checks the cells of text records and gives them to the builder; counts what is left out.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "load/csv/cells.hpp"
#include "load/trace/builder.hpp"
#include "load/trace/clock.hpp"
#include "load/trace/columns.hpp"

namespace edgecase {

class RecordTaker {
 public:
  RecordTaker(const TraceOptions& options, Trace& trace, TraceBuilder& builder)
      : options_(options), trace_(trace), builder_(builder) {}

  /// `names`: of the columns, or empty; `cells`: how many a record has.
  void expect(const TraceRoles& roles, std::span<const std::string> names, std::size_t cells);

  /// False after too many errors; the rest need not be read.
  bool take(std::string_view line, std::uint64_t number, std::span<const CsvCell> cells);
  /// A line that cannot be split into cells.
  bool broken(std::string_view line, std::uint64_t number, std::size_t column, std::string message,
              std::string label);

  /// After the last record: writes what was left out and how times were read.
  void finish();

 private:
  struct Tally {
    std::string name;
    std::uint64_t records = 0;
    bool counts = true;
  };

  bool refuse(std::string_view line, const CsvCell& cell, std::string message, std::string label,
              std::string hint = {});
  bool operation_counts(std::string_view name);
  /// False: it was refused or skipped; `goes_on` says whether to read on.
  bool size_of(std::string_view line, std::span<const CsvCell> cells, std::int64_t& size,
               bool& goes_on);
  bool unsized(std::string_view line, const CsvCell& cell);
  bool refuse_size(std::string_view line, const CsvCell& cell);
  bool time_of(std::string_view line, std::span<const CsvCell> cells, double& time, bool& goes_on);

  const TraceOptions& options_;
  Trace& trace_;
  TraceBuilder& builder_;
  TraceRoles roles_;
  std::vector<std::string> names_;
  std::size_t cells_ = 0;
  TraceClock clock_;
  bool clock_knows_ = false;
  std::uint64_t record_ = 0;
  std::uint64_t line_ = 0;
  std::uint64_t unsized_ = 0;
  std::uint64_t invalid_ = 0;
  std::vector<Tally> operations_;
  std::size_t last_operation_ = 0;
};

}  // namespace edgecase
