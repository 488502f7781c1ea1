#pragma once
// Functions and places for the tests of sim/model/compute: specifications from YAML, Poisson
// arrivals at one place, and what became of them.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "load/read.hpp"
#include "load/text/render.hpp"
#include "model/compute/site.hpp"

namespace edgecase::testing {

/// Relative, for small numbers too: doctest's own Approx adds an absolute part of `share`.
inline doctest::Approx within(double expected, double share) {
  return doctest::Approx(expected).epsilon(share).scale(0);
}

template <class T>
T spec_of(const std::string& text) {
  Diagnostics diagnostics;
  const auto document = parse_document(text, "t.yaml", {}, diagnostics);
  REQUIRE_MESSAGE(document, render_text(diagnostics));
  const auto spec = read<T>(*document, diagnostics);
  REQUIRE_MESSAGE(spec, render_text(diagnostics));
  return *spec;
}

/// A runtime without limits or cold starts; `more` overrides or adds keys.
inline RuntimeSpec runtime_of(const std::string& more) {
  return spec_of<RuntimeSpec>(
      "title: t\nsource: none\nretrieved: now\ncold_start: {}\n"
      "billing: {mode: request, source: none}\n" +
      more);
}
inline ComputeSpec compute_of(const std::string& text) {
  return spec_of<ComputeSpec>("runtime: t\n" + text);
}
inline FunctionPlan plan_of(const std::string& runtime, const std::string& compute,
                            const std::string& name = "f") {
  return plan_function(name, compute_of(compute), runtime_of(runtime));
}

inline constexpr const char* isolate =
    "kind: isolate\nconcurrency: unlimited\njoins_starting: true\nsharding: random\n"
    "cpu_of: server\n";
inline constexpr const char* microvm = "kind: microvm\nconcurrency: 1\nsharding: placed\n";

/// Poisson arrivals, numbered from 0.
class PoissonArrivals {
 public:
  PoissonArrivals(double per_second, std::uint64_t seed)
      : stream_(seed, 0, "arrivals"), gap_(Distribution::exponential(1e9 / per_second)) {}
  Instant next() {
    now_ += Duration{static_cast<std::int64_t>(gap_(stream_.bits(number_++)))};
    return now_;
  }

 private:
  Stream stream_;
  QuantileTable gap_;
  std::uint64_t number_ = 0;
  Instant now_{};
};

/// One place with one function whose requests are all known at once.
struct FunctionLab {
  FunctionLab(FunctionPlan plan_, SiteTerms terms, std::uint64_t seed = 1)
      : plan(std::move(plan_)), functions{&plan}, site(functions, terms, engine, seed, 0) {}
  Invocation call(std::uint64_t number, Instant now) {
    const auto x = site.known(0, {.number = number}, now);
    REQUIRE(x);
    return *x;
  }
  const FunctionMeters& meters() const { return site.meters(0); }

  FunctionPlan plan;
  std::vector<const FunctionPlan*> functions;
  Engine engine;
  ComputeSite site;
};

/// `count` Poisson arrivals; visit(x) for each. Ends with close().
template <class Visit>
void run_known(FunctionLab& place, double per_second, std::int64_t count, std::uint64_t seed,
               Visit visit) {
  PoissonArrivals arrivals(per_second, seed);
  Instant now{};
  for (std::int64_t n = 0; n < count; ++n) {
    now = arrivals.next();
    const auto x = place.site.known(0, {.number = static_cast<std::uint64_t>(n)}, now);
    if (!x) FAIL("not known at once");
    visit(*x);
  }
  place.site.close(now);
}
inline void run_known(FunctionLab& place, double per_second, std::int64_t count,
                      std::uint64_t seed) {
  run_known(place, per_second, count, seed, [](const Invocation&) {});
}

/// A request in simulated time.
inline Traveller ask(ComputeSite& site, std::uint32_t f, std::uint64_t number, Instant when,
                     std::vector<Invocation>& out) {
  co_await site.engine().at(when);
  Invocation x = co_await site.enter(f, {.number = number});
  out[number] = x;
}

}  // namespace edgecase::testing
