#pragma once
// The knobs of cache policies and admissions, at the edge and in an upper tier.

#include <string>
#include <vector>

#include "support/knobs.hpp"

namespace edgecase::testing {

struct ChoiceKnob {
  const char* leaf;  ///< under the choice
  const char* one;
  const char* other;
};

/// Room for five of twenty objects, counted.
inline constexpr ChoiceKnob policy_table[] = {
    {"lru", "fifo", "lru"},
    {"fifo", "lru", "fifo"},
    {"random", "lru", "random"},
    {"clock.bits", "{clock: {bits: 1}}", "{clock: {bits: 3}}"},
    {"lfu.aging", "{lfu: {aging: none}}", "{lfu: {aging: dynamic}}"},
    {"slru.segments", "{slru: {segments: 2}}", "{slru: {segments: 5}}"},
    {"two_q.in", "{two_q: {in: 20%}}", "{two_q: {in: 60%}}"},
    {"two_q.out", "{two_q: {out: 20%}}", "{two_q: {out: 200%}}"},
    {"lirs.hir", "{lirs: {hir: 20%}}", "{lirs: {hir: 60%}}"},
    {"lirs.stack", "{lirs: {stack: 100%}}", "{lirs: {stack: 300%}}"},
    {"lirs.demotes_early", "{lirs: {hir: 40%, demotes_early: false}}",
     "{lirs: {hir: 40%, demotes_early: true}}"},
    {"sieve", "lru", "sieve"},
    {"s3_fifo.variant", "{s3_fifo: {small: 20%, variant: current}}",
     "{s3_fifo: {small: 20%, variant: original}}"},
    {"s3_fifo.small", "{s3_fifo: {small: 20%}}", "{s3_fifo: {small: 60%}}"},
    {"s3_fifo.ghost", "{s3_fifo: {ghost: 20%}}", "{s3_fifo: {ghost: 200%}}"},
    {"s3_fifo.move_to_main", "{s3_fifo: {move_to_main: 1}}", "{s3_fifo: {move_to_main: 3}}"},
    {"w_tinylfu.window", "{w_tinylfu: {window: 20%}}", "{w_tinylfu: {window: 60%}}"},
    {"w_tinylfu.protected", "{w_tinylfu: {protected: 20%}}", "{w_tinylfu: {protected: 80%}}"},
    {"w_tinylfu.sample", "{w_tinylfu: {sample: 1}}", "{w_tinylfu: {sample: 100}}"},
    {"qd_lp.small", "{qd_lp: {small: 20%}}", "{qd_lp: {small: 60%}}"},
    {"qd_lp.ghost", "{qd_lp: {ghost: 20%}}", "{qd_lp: {ghost: 200%}}"},
    {"hyperbolic.sample", "{hyperbolic: {sample: 1}}", "{hyperbolic: {sample: 64}}"},
    {"lecar.learning_rate", "{lecar: {learning_rate: 0.1}}", "{lecar: {learning_rate: 9}}"},
    {"lecar.history", "{lecar: {history: 20%}}", "{lecar: {history: 200%}}"},
    {"gdsf", "lru", "gdsf"},
    {"belady", "lru", "belady"},  // refused
    {"unbounded", "lru", "unbounded"},
};
/// Room for fifty kilobytes.
inline constexpr ChoiceKnob sized_policy_table[] = {
    {"arc.step", "{arc: {step: unit}}", "{arc: {step: object}}"},
};
inline constexpr ChoiceKnob admission_table[] = {
    {"all", "{size_limit: {most: 1kB}}", "all"},
    {"size_limit.most", "{size_limit: {most: 1kB}}", "{size_limit: {most: 20kB}}"},
    {"second_hit.objects", "{second_hit: {objects: 1}}", "{second_hit: {objects: 100}}"},
    {"second_hit.false_positives", "{second_hit: {objects: 5, false_positives: 0.1%}}",
     "{second_hit: {objects: 5, false_positives: 50%}}"},
    {"size_probability.scale", "{size_probability: {scale: 5kB}}",
     "{size_probability: {scale: 50kB}}"},
};

inline std::vector<Knob> cache_choice_knobs() {
  const std::string edge = "design.caches.*.";
  const std::string upper = edge + "upper_tier.";
  const std::string regional = edge + "regional_tier.";
  const std::string set = "design.caches.edge=";
  std::vector<Knob> all;
  const auto add = [&](const std::string& what, const ChoiceKnob& knob, const std::string& room) {
    const auto at_edge = [&](const char* choice) {
      return set + "{ttl: 2s, " + room + ", " + what + ": " + choice + "}";
    };
    const auto in_tier = [&](const char* tier, const char* choice) {
      return set + "{objects: 1, ttl: 2s, " + tier + ": {capacity: 50kB, " + what + ": " + choice +
             "}}";
    };
    all.push_back(
        {edge + what + "." + knob.leaf, KnobWorld::lab, at_edge(knob.one), at_edge(knob.other)});
    all.push_back({upper + what + "." + knob.leaf, KnobWorld::lab, in_tier("upper_tier", knob.one),
                   in_tier("upper_tier", knob.other)});
    all.push_back({regional + what + "." + knob.leaf, KnobWorld::lab,
                   in_tier("regional_tier", knob.one), in_tier("regional_tier", knob.other)});
  };
  for (const ChoiceKnob& knob : policy_table) add("policy", knob, "objects: 5");
  for (const ChoiceKnob& knob : sized_policy_table) add("policy", knob, "capacity: 50kB");
  for (const ChoiceKnob& knob : admission_table) add("admission", knob, "objects: 5");
  return all;
}

}  // namespace edgecase::testing
