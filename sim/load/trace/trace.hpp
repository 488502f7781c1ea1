#pragma once
// A recorded sequence of requests, read from a file: keys, sizes and times. Object names become
// dense numbers in order of appearance.
//
// Assumes: an object keeps the size of its first request (SizeRule::first), every request has its
// own (each), or a key with another size is another object (version). The order of the records
// counts, not their times.
// Memory: 4 bytes per request and 8 per object (SizeRule::each: 12 per request) once read; while
// reading also the table of names (interner.hpp). 100 million requests: 0.4 GB. A trace that needs
// more memory than the machine has is refused while it is read.
// Not modelled: clients, time to live, deletions: a trace is keys, sizes and times.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "load/text/diagnostics.hpp"
#include "load/trace/columns.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

enum class TraceFormat { oracle_general, csv, combined, json, keys };
inline auto names(Of<TraceFormat>) {
  return enumerators<TraceFormat>(
      {{"oracle_general", TraceFormat::oracle_general,
        "24-byte records: time (u32), object (u64), size (u32), index of its next request (i64)"},
       {"csv", TraceFormat::csv,
        "a table of one request per line, with or without a header: comma, semicolon, tab, pipe or "
        "spaces; also W3C logs (CloudFront, IIS) and Squid's"},
       {"combined", TraceFormat::combined, "the access log of nginx and Apache (common, combined)"},
       {"json", TraceFormat::json, "one JSON object per line"},
       {"keys", TraceFormat::keys, "one key per line; every object counts as 1 byte"}});
}

enum class SizeRule { first, each, version };
inline auto names(Of<SizeRule>) {
  return enumerators<SizeRule>(
      {{"first", SizeRule::first, "an object keeps the size of its first request"},
       {"each", SizeRule::each,
        "each request has its own size; cached objects keep the size they were stored with"},
       {"version", SizeRule::version, "a key with another size is another object"}});
}

enum class TimeUnit { s, ms, us, ticks, ns };
inline auto names(Of<TimeUnit>) {
  return enumerators<TimeUnit>({{"s", TimeUnit::s, "seconds"},
                                {"ms", TimeUnit::ms, "milliseconds"},
                                {"us", TimeUnit::us, "microseconds"},
                                {"100ns", TimeUnit::ticks, "units of 100 ns (Windows file times)"},
                                {"ns", TimeUnit::ns, "nanoseconds"}});
}

/// What is done with records that have no size (0, "-", empty) or cannot be read.
enum class TraceSkip { nothing, unsized, invalid };
inline auto names(Of<TraceSkip>) {
  return enumerators<TraceSkip>(
      {{"nothing", TraceSkip::nothing, "the trace is refused"},
       {"unsized", TraceSkip::unsized, "records of size 0, `-` or none are skipped and counted"},
       {"invalid", TraceSkip::invalid, "all records that cannot be read are skipped and counted"}});
}

struct TraceOptions {
  std::optional<TraceFormat> format = {};  // absent: detected by first bytes and file name
  std::optional<SizeRule> sizes = {};      // absent: first
  TraceColumns columns = {};
  std::optional<TimeUnit> time_unit = {};  // absent: by magnitude or by the column's name
  TraceSkip skip = TraceSkip::nothing;
  std::vector<std::string> operations = {};  // those that count, in any case; empty: all
  bool anyway = false;  // accept a trace whose keys are all different, or all alike
};

/// How a trace was interpreted, and what was left out.
struct TraceReading {
  std::string layout = {};  // "a table separated by commas, with a header"
  std::string key = {};     // "`url` (column 2)"
  std::string size = {};    // empty: none
  std::string time = {};    // empty: none
  std::vector<std::pair<std::string, std::uint64_t>> skipped = {};     // "comment lines", 3
  std::vector<std::pair<std::string, std::uint64_t>> operations = {};  // records by operation
  std::vector<std::string> notes = {};                                 // whole sentences
};

inline constexpr const char* other_operations = "records of other operations";  // if skipped

/// "Read as …: key = `url` (column 2)."; what was skipped; what else to know.
std::vector<std::string> sentences_of(const TraceReading& reading);

struct Trace {
  std::string name;  // as the user gave it
  TraceFormat format = TraceFormat::keys;
  SizeRule rule = SizeRule::first;
  bool has_sizes = false;  // otherwise every object counts as 1 byte
  bool has_times = false;

  std::vector<std::uint32_t> requests;      // the object of each
  std::vector<std::int64_t> object_sizes;   // of each object's first request; all > 0
  std::vector<std::int64_t> request_sizes;  // of each request; empty unless SizeRule::each

  std::int64_t footprint = 0;  // bytes of all objects, each once
  std::int64_t bytes = 0;      // bytes of all requests
  std::uint64_t resized = 0;   // requests whose size differs from the object's first one
  double first_time = 0;       // seconds; the least and the greatest time of any record
  double last_time = 0;
  TraceReading reading;

  std::uint32_t objects() const { return static_cast<std::uint32_t>(object_sizes.size()); }
  std::int64_t size_of(std::size_t request) const {
    return request_sizes.empty() ? object_sizes[requests[request]] : request_sizes[request];
  }
};

/// Empty if the trace cannot be read, or cannot be right (each request is for another object, or
/// all for one; an option does not apply to it); the diagnostics locate it. Warns if times are out
/// of order. `file`: "-" is stdin. Throws Error: the file cannot be opened, or the trace has 2^32 -
/// 1 requests or more than memory can hold.
std::optional<Trace> read_trace(const std::filesystem::path& file, const TraceOptions& options,
                                Diagnostics& diagnostics);

}  // namespace edgecase
