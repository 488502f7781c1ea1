#pragma once
// A recorded sequence of requests, read from a file: who asked for what, and how large it was. The
// names of objects become dense numbers in the order of first sight.
//
// Assumes: an object keeps the size it had at first sight (SizeRule::first), or every request says
// its own (SizeRule::each). The order of the records counts, not their times.
// Memory: 4 bytes a request and 8 an object (SizeRule::each: 12 a request) once read; while reading
// also the table of names (interner.hpp). 100 million requests: 0.4 GB.
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
        "24-byte records: time (u32), object (u64), size (u32), next request of it (i64)"},
       {"csv", TraceFormat::csv, "a header that names the columns, one request a line"},
       {"keys", TraceFormat::keys, "one key a line; every object counts 1 byte"}});
}

enum class SizeRule { first, each };
inline auto names(Of<SizeRule>) {
  return enumerators<SizeRule>(
      {{"first", SizeRule::first, "an object keeps the size of its first request"},
       {"each", SizeRule::each,
        "each request counts its own size; what is cached keeps the size it came with"}});
}

/// Which columns of a CSV hold what: names from the header, or numbers from 1 where there is no
/// header. Empty: found by its usual names.
struct TraceColumns {
  std::string key = {};
  std::string size = {};
  std::string time = {};
};

struct TraceOptions {
  std::optional<TraceFormat> format = {};  // absent: told by the file's name and first bytes
  SizeRule sizes = SizeRule::first;
  TraceColumns columns = {};
};

struct Trace {
  std::string name;  // as the user gave it
  TraceFormat format = TraceFormat::keys;
  SizeRule rule = SizeRule::first;
  bool has_sizes = false;  // otherwise every object counts 1 byte
  bool has_times = false;

  std::vector<std::uint32_t> requests;      // the object of each
  std::vector<std::int64_t> object_sizes;   // of each object, at first sight; all > 0
  std::vector<std::int64_t> request_sizes;  // of each request; empty unless SizeRule::each

  std::int64_t footprint = 0;  // bytes of all objects, each once
  std::int64_t bytes = 0;      // bytes of all requests
  std::uint64_t resized = 0;   // requests whose record says another size than the first one's
  double first_time = 0;       // seconds; the least and the greatest time of any record
  double last_time = 0;

  std::uint32_t objects() const { return static_cast<std::uint32_t>(object_sizes.size()); }
  std::int64_t size_of(std::size_t request) const {
    return request_sizes.empty() ? object_sizes[requests[request]] : request_sizes[request];
  }
};

/// Nothing, and the diagnostics say at which record, where it cannot be read. A warning where time
/// runs backwards. Throws Error: the file cannot be opened, or has 2^32 - 1 requests or more.
std::optional<Trace> read_trace(const std::filesystem::path& file, const TraceOptions& options,
                                Diagnostics& diagnostics);

/// "key=url,size=bytes": nothing, and the diagnostics say where in the option, if it is not that.
std::optional<TraceColumns> parse_trace_columns(const std::string& option, const std::string& text,
                                                Diagnostics& diagnostics);

}  // namespace edgecase
