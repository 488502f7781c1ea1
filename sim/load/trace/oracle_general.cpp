// The binary trace format of libCacheSim: 24 bytes per request, little-endian: time in seconds
// (u32), object (u64), size in bytes (u32), index of the object's next request (i64; not used, as
// it is computed where needed). Source: libCacheSim, doc "Trace format", oracleGeneral.
#include <array>
#include <cstring>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/trace/readers.hpp"

namespace edgecase {
namespace {

constexpr std::size_t record_bytes = 24;
constexpr std::size_t batch = 1024;

template <class T>
T at(const char* record, std::size_t offset) {
  static_assert(std::endian::native == std::endian::little);
  T value;
  std::memcpy(&value, record + offset, sizeof value);
  return value;
}

struct RecordBatch {
  std::array<std::uint64_t, batch> keys;
  std::array<std::int64_t, batch> sizes;
  std::array<double, batch> times;

  /// The number of valid records before the first invalid one.
  std::size_t fill(const char* records, std::size_t count) {
    std::size_t fine = count;
    for (std::size_t i = 0; i < count; ++i) {
      const char* record = records + i * record_bytes;
      times[i] = at<std::uint32_t>(record, 0);
      keys[i] = at<std::uint64_t>(record, 4);
      sizes[i] = at<std::uint32_t>(record, 12);
      if (sizes[i] == 0) return i;
      if (at<std::int64_t>(record, 16) < -1) return i;
    }
    return fine;
  }
};

void refuse_record(const char* record, std::uint64_t number, std::uint64_t byte,
                   TraceBuilder& builder) {
  const TracePlace place{.record = number, .byte = byte};
  if (at<std::uint32_t>(record, 12) == 0) {
    builder.refuse(place,
                   {code::trace_record,
                    fmt::format("record {}: the size is 0 bytes", number),
                    {},
                    "an object has at least 1 byte; such records can be skipped and counted: "
                    "--skip unsized"});
    return;
  }
  builder.refuse(place,
                 {code::trace_record,
                  fmt::format("record {}: its next request is number {}", number,
                              at<std::int64_t>(record, 16)),
                  {},
                  "-1 means never; a smaller number means that the records are not 24 bytes each"});
}

}  // namespace

void read_oracle_general(ByteSource& bytes, const TraceOptions& options, Trace& trace,
                         TraceBuilder& builder) {
  const auto rows = std::make_unique<RecordBatch>();
  std::uint64_t number = 0;
  std::uint64_t unsized = 0;
  do {
    while (bytes.window().size() >= record_bytes) {
      const char* records = bytes.window().data();
      const std::size_t count = std::min(batch, bytes.window().size() / record_bytes);
      const std::size_t fine = rows->fill(records, count);
      builder.add({rows->keys.data(), fine}, {rows->sizes.data(), fine},
                  {rows->times.data(), fine});
      number += fine;
      const char* wrong = records + fine * record_bytes;
      const bool unsized_one = fine < count && at<std::uint32_t>(wrong, 12) == 0;
      if (fine < count && !(unsized_one && options.skip != TraceSkip::nothing))
        return refuse_record(wrong, number + 1, bytes.offset() + fine * record_bytes, builder);
      number += unsized_one ? 1 : 0;
      unsized += unsized_one ? 1 : 0;
      bytes.consume((fine + (unsized_one ? 1 : 0)) * record_bytes);
    }
  } while (bytes.more());
  if (options.skip != TraceSkip::nothing)
    trace.reading.skipped.emplace_back("records without a size", unsized);
  if (!bytes.window().empty() && bytes.damage().empty()) {
    builder.refuse({.record = number + 1, .byte = bytes.offset()},
                   {code::trace_truncated,
                    fmt::format("record {}: the file ends after {} of its 24 bytes", number + 1,
                                bytes.window().size()),
                    {},
                    "the file is cut off, or it is not oracleGeneral: see --trace-format"});
  }
}

}  // namespace edgecase
