#pragma once
// What `edgecase cache` writes: the rows as text, Markdown, JSON or CSV, and the curves.

#include <string>
#include <vector>

#include "load/trace/trace.hpp"
#include "replay/cache_curve.hpp"
#include "report/plot.hpp"
#include "report/report.hpp"

namespace edgecase::cli {

struct CacheAnswer {
  Trace trace;
  std::string admission;  // as it was written
  std::uint64_t seed = 0;
  CacheCurve curve;
  std::string next;           // a command to paste
  std::uint64_t warm_up = 0;  // requests that are not counted
};

/// The columns policy, capacity, requests, misses, miss_ratio, byte_miss_ratio, evictions,
/// requests_per_second; where the trace was sampled also miss_ratio_lo, miss_ratio_hi,
/// byte_miss_ratio_lo, byte_miss_ratio_hi. Only requests_per_second differs between two calls.
std::string render(const CacheAnswer& answer, Format format, const TextStyle& style);

/// Miss ratios over the size of the cache, by requests and by bytes.
Plot plot_of(const CacheAnswer& answer);

}  // namespace edgecase::cli
