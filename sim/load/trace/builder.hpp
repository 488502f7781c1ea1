#pragma once
// Collects the records and errors of the trace readers.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "load/text/diagnostics.hpp"
#include "load/trace/bytes.hpp"
#include "load/trace/interner.hpp"
#include "load/trace/trace.hpp"

namespace edgecase {

/// The location of a record, and the part of its line that a diagnostic is about.
struct TracePlace {
  std::uint64_t record = 0;    // from 1
  std::uint64_t line = 0;      // from 1; 0: a binary trace
  std::uint64_t byte = 0;      // of a binary trace
  std::string_view text = {};  // the whole line
  std::size_t column = 0;      // from 0
  std::size_t length = 1;
};

class TraceBuilder {
 public:
  TraceBuilder(Trace& trace, Diagnostics& diagnostics) : trace_(trace), diagnostics_(diagnostics) {}

  /// Requires: all of one length (times may be empty), sizes > 0.
  void add(std::span<const std::uint64_t> keys, std::span<const std::int64_t> sizes,
           std::span<const double> times);
  void add(std::string_view key, std::int64_t size, std::optional<double> time = {}) {
    texts_.push(trace_.rule == SizeRule::version ? versioned(key, size) : key);
    sizes_.push_back(size);
    if (time) times_.push_back(*time);
    if (texts_.pending() == TextInterner::batch) drain();
  }
  /// Adds the records of the last, partial batch.
  void drain();

  /// False after too many rejected records; the rest need not be read.
  bool refuse(const TracePlace& place, Finding finding);
  /// Reports an error of the file as a whole.
  void refuse(Finding finding);
  bool refused() const { return refused_ > 0; }

  /// Reports the collected errors and warnings.
  void finish();

 private:
  void add(std::uint32_t object, std::int64_t size);
  /// Throws Error: the machine's memory would not hold twice as much.
  void check_memory() const;
  void add_time(double time) {
    if (trace_.requests.size() == 1) trace_.first_time = trace_.last_time = previous_time_ = time;
    if (time < previous_time_) [[unlikely]]
      backwards(time);
    previous_time_ = time;
    if (time > trace_.last_time) trace_.last_time = time;
  }
  void backwards(double time);
  /// A name of this key with this size, which no other has.
  std::string_view versioned(std::string_view key, std::int64_t size);

  struct Refusal {
    TracePlace place;
    std::string text;
    Finding finding;
  };

  Trace& trace_;
  Diagnostics& diagnostics_;
  NumberInterner numbers_;
  TextInterner texts_;
  std::vector<std::uint32_t> scratch_;
  std::string versioned_;
  std::vector<std::int64_t> sizes_;  // of the pending keys in `texts_`
  std::vector<double> times_;        // likewise; empty if the trace has no times
  std::vector<Refusal> refusals_;
  std::size_t refused_ = 0;
  double previous_time_ = 0;
  std::uint64_t backwards_ = 0;  // records that are earlier than the one before them
  std::uint64_t first_backwards_ = 0;
};

void refuse_long_line(std::uint64_t line, TraceBuilder& builder);

}  // namespace edgecase
