#include "replay/trace_sample.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "core/random.hpp"

namespace edgecase {
namespace {

constexpr std::size_t most_samples = 8;
constexpr std::uint8_t in_none = 0xFF;

/// Sorts similar objects together: by popularity in half octaves, then by size.
std::vector<std::uint32_t> ordered(const Trace& trace) {
  std::vector<std::uint32_t> count(trace.objects());
  for (const std::uint32_t object : trace.requests) ++count[object];
  std::vector<std::uint8_t> octave(trace.objects());
  for (std::size_t i = 0; i < count.size(); ++i)
    octave[i] = static_cast<std::uint8_t>(2 * std::log2(static_cast<double>(count[i])));
  std::vector<std::uint32_t> order(trace.objects());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(octave[b], trace.object_sizes[b], count[b], a) <
           std::tuple(octave[a], trace.object_sizes[a], count[a], b);
  });
  return order;
}

/// For each object its sample.
std::vector<std::uint8_t> members(const Trace& trace, double share, std::size_t count,
                                  std::uint64_t seed) {
  const std::vector<std::uint32_t> order = ordered(trace);
  std::vector<std::uint8_t> sample_of(trace.objects(), in_none);
  Draws draws(Stream(seed, 0, "trace/sample"));
  std::vector<std::size_t> block;
  std::size_t from = 0;
  for (std::size_t b = 1; from < order.size(); ++b) {
    const auto to = static_cast<std::size_t>(std::llround(static_cast<double>(b) / share));
    block.resize(to - from);
    std::iota(block.begin(), block.end(), from);
    for (std::size_t k = 0; k < count; ++k) {
      std::swap(block[k], block[k + draws.below(block.size() - k)]);
      // The last block may extend beyond the last object: some samples get nothing there.
      if (block[k] < order.size()) sample_of[order[block[k]]] = static_cast<std::uint8_t>(k);
    }
    from = to;
  }
  return sample_of;
}

/// The objects whose sample number divided by `width` is `k`, with all their requests.
std::vector<TraceSample> collect(const Trace& trace, const std::vector<std::uint8_t>& sample_of,
                                 std::size_t count, std::size_t width) {
  std::vector<TraceSample> samples(count);
  std::vector<std::uint32_t> dense(trace.objects());
  for (std::uint32_t object = 0; object < trace.objects(); ++object) {
    if (sample_of[object] == in_none) continue;
    TraceSample& sample = samples[sample_of[object] / width];
    dense[object] = static_cast<std::uint32_t>(sample.whole.size());
    sample.whole.push_back(object);
    sample.footprint += trace.object_sizes[object];
  }
  for (std::size_t i = 0; i < trace.requests.size(); ++i) {
    const std::uint32_t object = trace.requests[i];
    if (sample_of[object] == in_none) continue;
    TraceSample& sample = samples[sample_of[object] / width];
    sample.objects.push_back(dense[object]);
    sample.position.push_back(static_cast<std::uint32_t>(i));
  }
  return samples;
}

}  // namespace

std::size_t samples_at(double share) {
  return std::min(most_samples, static_cast<std::size_t>(1 / share + 1e-9));
}

TraceSamples sample_trace(const Trace& trace, double share, std::size_t count, std::uint64_t seed) {
  const std::vector<std::uint8_t> half_of = members(trace, share / 2, 2 * count, seed);
  return {collect(trace, half_of, count, 2), collect(trace, half_of, 2 * count, 1)};
}

}  // namespace edgecase
