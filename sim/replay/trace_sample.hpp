#pragma once
// Small traces that miss like a large one: a share of its objects with all their requests, to be
// replayed against caches smaller by the same share (spatial sampling). Several disjoint samples
// tell how far one is off.
//
// How: objects are put in order by how often they are asked for (in classes of half an octave) and,
// within a class, by size; of each block of 2/share consecutive ones every half of a sample gets
// one by chance. So each has its part of the popular and the rare, the small and the large. What is
// asked for again and missed counts against share * requests of the whole trace, not of the sample
// ("adjusted": whether the most popular object is among them must not matter, it hits anyway).
// First requests always miss; they are known exactly, and not estimated.
//
// Two errors: chance, which disjoint samples tell; and grain, because a cache of a few objects does
// not behave like one of many: halves of the samples, in caches of half the size, tell how much.
// Source: Waldspurger et al., SHARDS, FAST 2015 (sampling by hash, adjustment); blocks in place
// of the hash take popularity and size out of its error.

#include <cstdint>
#include <vector>

#include "load/trace/trace.hpp"

namespace edgecase {

struct TraceSample {
  std::vector<std::uint32_t> objects;   // of each request, dense in this sample
  std::vector<std::uint32_t> whole;     // the trace's number of each of the sample's objects
  std::vector<std::uint32_t> position;  // of each request, in the trace
  std::int64_t footprint = 0;           // bytes of its objects
};

struct TraceSamples {
  std::vector<TraceSample> samples;  // disjoint
  std::vector<TraceSample> halves;   // 2k and 2k + 1 make up sample k
};

/// How many disjoint samples of this share there are to compare: 8, fewer above 12.5%.
std::size_t samples_at(double share);

/// Requires: 0 < share <= 0.5, count <= samples_at(share).
TraceSamples sample_trace(const Trace& trace, double share, std::size_t count, std::uint64_t seed);

}  // namespace edgecase
