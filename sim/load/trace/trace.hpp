#pragma once
// A recorded sequence of requests, read from a file: keys, sizes and times. Object names become
// dense numbers in order of appearance.
//
// Assumes: an object keeps the size of its first request (SizeRule::first), or every request has
// its own (SizeRule::each). The order of the records counts, not their times.
// Memory: 4 bytes per request and 8 per object (SizeRule::each: 12 per request) once read; while
// reading also the table of names (interner.hpp). 100 million requests: 0.4 GB.
// Not modelled: methods, clients, time to live: a trace is keys, sizes and times.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/text/diagnostics.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

enum class TraceFormat { oracle_general, csv, keys };
inline auto names(Of<TraceFormat>) {
  return enumerators<TraceFormat>(
      {{"oracle_general", TraceFormat::oracle_general,
        "24-byte records: time (u32), object (u64), size (u32), index of its next request (i64)"},
       {"csv", TraceFormat::csv, "one request per line, with a header that names the columns"},
       {"keys", TraceFormat::keys, "one key per line; every object counts as 1 byte"}});
}

enum class SizeRule { first, each };
inline auto names(Of<SizeRule>) {
  return enumerators<SizeRule>(
      {{"first", SizeRule::first, "an object keeps the size of its first request"},
       {"each", SizeRule::each,
        "each request has its own size; cached objects keep the size they were stored with"}});
}

/// The columns of a CSV: names from the header, or numbers from 1 if there is no header. Empty:
/// found by common names.
struct TraceColumns {
  std::string key = {};
  std::string size = {};
  std::string time = {};
};

struct TraceOptions {
  std::optional<TraceFormat> format = {};  // absent: detected by first bytes and file name
  SizeRule sizes = SizeRule::first;
  TraceColumns columns = {};
};

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

  std::uint32_t objects() const { return static_cast<std::uint32_t>(object_sizes.size()); }
  std::int64_t size_of(std::size_t request) const {
    return request_sizes.empty() ? object_sizes[requests[request]] : request_sizes[request];
  }
};

/// Empty if a record cannot be read; the diagnostics locate it. Warns if times are out of order.
/// Throws Error: the file cannot be opened, or has 2^32 - 1 requests or more.
std::optional<Trace> read_trace(const std::filesystem::path& file, const TraceOptions& options,
                                Diagnostics& diagnostics);

/// Parses "key=url,size=bytes"; empty if invalid, with diagnostics that locate the error.
std::optional<TraceColumns> parse_trace_columns(const std::string& option, const std::string& text,
                                                Diagnostics& diagnostics);

}  // namespace edgecase
