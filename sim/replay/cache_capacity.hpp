#pragma once
// The capacity of a cache on the command line: 128MiB, 10k objects, 10% (of the trace's footprint:
// the bytes of all its objects, each counted once), unlimited.

#include <edgecase/units.hpp>

#include "load/text/scalar.hpp"
#include "load/trace/trace.hpp"
#include "model/cache/cache.hpp"

namespace edgecase {

struct CacheCapacity {
  enum class Measure { bytes, objects, footprint };
  Measure measure = Measure::bytes;
  Bytes bytes;      // unlimited: INT64_MAX
  Count objects;    // if given in objects
  Share footprint;  // if given as a share of the trace's footprint
};

template <>
struct Scalar<CacheCapacity> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, CacheCapacity& out);
  static std::string print(const CacheCapacity& value);
};

/// A share becomes the nearest whole number of bytes, at least 1.
CacheLimits limits_for(const CacheCapacity& capacity, const Trace& trace);

}  // namespace edgecase
