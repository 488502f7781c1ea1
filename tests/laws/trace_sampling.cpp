// Replaying samples of a trace: what it estimates, and that its intervals are honest.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "core/popularity.hpp"
#include "replay/cache_curve.hpp"
#include "replay/trace_sample.hpp"

using namespace edgecase;

namespace {

/// Independent references by Zipf(exponent); sizes from 1 to 64 kB, evenly on a logarithmic scale.
Trace zipf_trace(double exponent, std::uint32_t objects, std::uint64_t requests, bool sizes,
                 std::uint64_t seed) {
  Trace trace;
  trace.has_sizes = true;
  const Popularity popularity = Popularity::zipf(exponent, objects);
  const Stream stream(seed, 0, "test/trace");
  std::vector<std::uint32_t> numbers(objects, UINT32_MAX);
  for (std::uint64_t i = 0; i < requests; ++i) {
    std::uint32_t& number = numbers[popularity.draw(stream, i)];
    if (number == UINT32_MAX) {
      number = trace.objects();
      const double u = unit_open(mix(seed, number));
      trace.object_sizes.push_back(sizes ? static_cast<std::int64_t>(1000 * std::pow(64, u)) : 1);
      trace.footprint += trace.object_sizes.back();
    }
    trace.requests.push_back(number);
    trace.bytes += trace.object_sizes[number];
  }
  return trace;
}

std::vector<NamedPolicy> sampled_policies(std::initializer_list<const char*> names) {
  std::vector<NamedPolicy> all;
  for (const char* name : names) all.push_back({name, PolicyChoice(name)});
  return all;
}

std::vector<NamedCapacity> shares(std::initializer_list<double> values) {
  std::vector<NamedCapacity> all;
  for (const double value : values) {
    CacheCapacity capacity;
    capacity.measure = CacheCapacity::Measure::footprint;
    capacity.footprint = {value};
    all.push_back({std::to_string(value), capacity});
  }
  return all;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("samples of a trace are disjoint, halves make them up, and requests keep their order") {
    const Trace trace = zipf_trace(0.9, 5000, 40'000, true, 3);
    const TraceSamples all = sample_trace(trace, 0.05, samples_at(0.05), 42);
    REQUIRE(all.samples.size() == 8);
    REQUIRE(all.halves.size() == 16);
    std::vector<int> taken(trace.objects());
    for (std::size_t k = 0; k < 8; ++k) {
      const TraceSample& sample = all.samples[k];
      CHECK(std::abs(static_cast<double>(sample.whole.size()) / trace.objects() - 0.05) < 0.002);
      CHECK(sample.whole.size() ==
            all.halves[2 * k].whole.size() + all.halves[2 * k + 1].whole.size());
      CHECK(sample.footprint == all.halves[2 * k].footprint + all.halves[2 * k + 1].footprint);
      CHECK(std::ranges::is_sorted(sample.position));
      for (const std::uint32_t object : sample.whole) ++taken[object];
      for (std::size_t i = 0; i < sample.objects.size(); ++i)
        REQUIRE(trace.requests[sample.position[i]] == sample.whole[sample.objects[i]]);
    }
    CHECK(*std::ranges::max_element(taken) == 1);
    CHECK(sample_trace(trace, 0.05, 8, 42).samples[3].whole == all.samples[3].whole);
    CHECK(sample_trace(trace, 0.05, 8, 43).samples[3].whole != all.samples[3].whole);
  }

  TEST_CASE("at 1% the miss ratio of every kind of policy is within 0.01, and intervals say so") {
    const auto kinds =
        sampled_policies({"lru", "fifo", "clock", "sieve", "s3_fifo", "lfu", "gdsf"});
    const auto sizes = shares({0.1, 0.3});
    const AdmissionChoice admission("all");
    int covered = 0, intervals = 0;
    double widest = 0;
    for (const bool sized : {false, true}) {
      for (const double exponent : {0.7, 1.0}) {
        const Trace trace = zipf_trace(exponent, 100'000, 700'000, sized, 11);
        const CacheCurve whole = cache_curve(trace, kinds, admission, sizes);
        const CacheCurve sampled = cache_curve(trace, kinds, admission, sizes, {.sample = 0.01});
        for (std::size_t i = 0; i < whole.points.size(); ++i) {
          const double truth = whole.points[i].miss_ratio.mean;
          const Interval& estimate = sampled.points[i].miss_ratio;
          CAPTURE(whole.points[i].policy);
          CAPTURE(whole.points[i].capacity);
          CAPTURE(truth);
          CHECK(std::abs(estimate.mean - truth) < 0.01);
          covered += estimate.contains(truth);
          widest = std::max(widest, estimate.half_width());
          ++intervals;
        }
      }
    }
    // 95% intervals, not independent of each other (all policies meet the same samples).
    MESSAGE(covered << " of " << intervals << " intervals contain the truth; half-width at most "
                    << widest);
    CHECK(covered >= intervals * 9 / 10);
    CHECK(widest < 0.03);
  }

  TEST_CASE("what the whole trace says is not estimated: first requests always miss") {
    const Trace trace = zipf_trace(0.8, 20'000, 60'000, true, 5);
    CacheCapacity everything;
    everything.bytes = {INT64_MAX};
    const CacheCurve curve = cache_curve(trace, sampled_policies({"lru"}), AdmissionChoice("all"),
                                         {{"unlimited", everything}}, {.sample = 0.01});
    CHECK(curve.points[0].counts.misses == trace.objects());
    CHECK(curve.points[0].miss_ratio.half_width() < 1e-12);
  }

  TEST_CASE("a warm-up is replayed, and not counted") {
    const Trace trace = zipf_trace(0.8, 100, 1000, false, 5);
    const CacheCurve curve = cache_curve(trace, sampled_policies({"lru"}), AdmissionChoice("all"),
                                         shares({0.1}), {.warm_up = {.requests = 400}});
    CHECK(curve.points[0].counts.requests == 600);
    CHECK(curve.points[0].replayed == 1000);  // in `seconds`, as all of them take time
  }

  TEST_CASE("a sample of a trace does not depend on the number of threads") {
    const Trace trace = zipf_trace(0.9, 20'000, 100'000, true, 6);
    const auto call = [&](unsigned threads) {
      return cache_curve(trace, sampled_policies({"lru", "random", "belady"}),
                         AdmissionChoice("all"), shares({0.1}),
                         {.threads = threads, .sample = 0.05});
    };
    const CacheCurve one = call(1), three = call(3);
    for (std::size_t i = 0; i < one.points.size(); ++i) {
      CHECK(one.points[i].counts.misses == three.points[i].counts.misses);
      CHECK(one.points[i].miss_ratio.lo == doctest::Approx(three.points[i].miss_ratio.lo).scale(0));
    }
  }
}
