#pragma once
// Spatial sampling of traces: a share of the objects with all their requests, replayed on caches
// scaled down by the same share. Several disjoint samples give the sampling error.
//
// How: objects are sorted by popularity (in classes of half an octave) and, within a class, by
// size; from each block of 2/share consecutive ones every half-sample gets one at random. So each
// sample is stratified by popularity and size. Repeated requests that miss count relative to share
// * requests of the whole trace, not of the sample ("adjusted": whether the most popular object is
// in the sample must not matter, as it hits anyway). First requests always miss; they are known
// exactly, and not estimated.
//
// Two errors: random sampling, measured by disjoint samples; and finite size, because a cache of
// few objects does not behave like one of many, measured by halves of the samples in caches of half
// the size. Source: Waldspurger et al., SHARDS, FAST 2015 (sampling by hash, adjustment);
// stratified blocks instead of the hash remove the error due to popularity and size.

#include <cstdint>
#include <vector>

#include "load/trace/trace.hpp"

namespace edgecase {

struct TraceSample {
  std::vector<std::uint32_t> objects;   // of each request, dense in this sample
  std::vector<std::uint32_t> whole;     // object number in the trace, by object of the sample
  std::vector<std::uint32_t> position;  // of each request, in the trace
  std::int64_t footprint = 0;           // bytes of its objects
};

struct TraceSamples {
  std::vector<TraceSample> samples;  // disjoint
  std::vector<TraceSample> halves;   // 2k and 2k + 1 make up sample k
};

/// The number of disjoint samples of this share: 8, fewer above 12.5%.
std::size_t samples_at(double share);

/// Requires: 0 < share <= 0.5, count <= samples_at(share).
TraceSamples sample_trace(const Trace& trace, double share, std::size_t count, std::uint64_t seed);

}  // namespace edgecase
