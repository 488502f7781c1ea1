#pragma once
// For the tests of sim/model/guard, attack and access: specifications from YAML, what is said of
// wrong ones, Poisson arrivals.

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <string>

#include <doctest/doctest.h>

#include "core/distribution.hpp"
#include "core/random.hpp"
#include "load/checker.hpp"
#include "load/read.hpp"
#include "load/text/render.hpp"
#include "model/guard/guard.hpp"

namespace edgecase::testing {

template <class T>
T spec_from(const std::string& text) {
  Diagnostics diagnostics;
  const auto document = parse_document(text, "t.yaml", {}, diagnostics);
  REQUIRE_MESSAGE(document, render_text(diagnostics));
  const auto spec = read<T>(*document, diagnostics);
  REQUIRE_MESSAGE(spec, render_text(diagnostics));
  return *spec;
}

/// Everything that is said of a text, warnings included; empty: nothing.
template <class T>
std::string said_of(const std::string& text) {
  Diagnostics diagnostics;
  const auto document = parse_document(text, "t.yaml", {}, diagnostics);
  if (document) read<T>(*document, diagnostics);
  return diagnostics.empty() ? "" : render_text(diagnostics);
}

inline void says(const std::string& said, std::initializer_list<const char*> parts) {
  CAPTURE(said);
  for (const char* part : parts) {
    CAPTURE(part);
    CHECK(said.find(part) != std::string::npos);
  }
}

/// Brings a guard's firewall rules to the state that their releases have reached by then.
inline void deliver_rules(Guard& guard, Instant now, std::uint16_t pops) {
  for (std::uint16_t rule = 0; rule < guard.rules(); ++rule) {
    const RuleRelease* release = guard.release(rule);
    for (std::uint16_t pop = 0; release != nullptr && pop < pops; ++pop) {
      if (release->stops(pop, now)) {
        guard.apply(RuleActivates{0, rule, pop});
      } else {
        guard.apply(RuleDeactivates{0, rule, pop});
      }
    }
  }
}

/// Arrivals of a Poisson process.
class PoissonClock {
 public:
  PoissonClock(double per_second, std::uint64_t seed)
      : draws_(Stream(seed, 0, "test arrivals")), mean_ns_(1e9 / per_second) {}
  Instant next() {
    ns_ += -std::log(draws_.unit()) * mean_ns_;
    return Instant{Duration{static_cast<std::int64_t>(ns_)}};
  }

 private:
  Draws draws_;
  double mean_ns_;
  double ns_ = 0;
};

}  // namespace edgecase::testing
