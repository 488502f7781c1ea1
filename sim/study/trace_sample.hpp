#pragma once
// Small traces that miss like a large one: a share of its objects with all their requests, to be
// replayed against caches smaller by the same share (spatial sampling). Several disjoint samples
// tell how far one is off.
//
// How: objects are ranked by their number of requests; of each block of 1/share consecutive ranks
// every sample gets one object, by chance. So each holds its part of the popular and of the rare
// objects. Misses are counted against share * requests of the whole trace, not against those of the
// sample ("adjusted": whether the most popular object is among them must not matter, it hits anyway).
// Source: Waldspurger et al., SHARDS, FAST 2015 (sampling by hash, adjustment); blocks of ranks in
// place of the hash take the popularity of objects out of its error.
// Not modelled: caches of so few objects that a sample's holds next to none; see `fewest_objects`.

#include <cstdint>
#include <vector>

#include "load/trace/trace.hpp"

namespace edgecase {

struct TraceSample {
  std::vector<std::uint32_t> objects;  // of each request, dense in this sample
  std::vector<std::uint32_t> whole;    // the trace's number of each of the sample's objects
  std::vector<std::uint32_t> position;  // of each request, in the trace
};

/// How many disjoint samples of this share there are to compare: 8, fewer above 12.5%.
std::size_t samples_at(double share);

/// Requires: 0 < share <= 0.5.
std::vector<TraceSample> sample_trace(const Trace& trace, double share, std::size_t count,
                                      std::uint64_t seed);

}  // namespace edgecase
