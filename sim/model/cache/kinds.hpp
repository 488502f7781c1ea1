#pragma once
// The menu of cache policies. To add one: a file with its class and its `makers`, its spec here and
// a line in kinds.cpp; the YAML name, `explain`, the schema, the law tests and the bench follow.
// Definitions, papers and how far each agrees with others' counts: docs/models/cache.md.

#include <memory>

#include "load/fields.hpp"
#include "model/cache/admission.hpp"
#include "model/cache/policy.hpp"
#include "model/cache/replay.hpp"
#include "model/cache/spec.hpp"

namespace edgecase {

struct PolicyMakers;

struct LruSpec {};
inline auto fields(Of<LruSpec>) { return list<LruSpec>(); }
PolicyMakers makers(Of<LruSpec>);

struct FifoSpec {};
inline auto fields(Of<FifoSpec>) { return list<FifoSpec>(); }
PolicyMakers makers(Of<FifoSpec>);

struct RandomSpec {};
inline auto fields(Of<RandomSpec>) { return list<RandomSpec>(); }
PolicyMakers makers(Of<RandomSpec>);

struct ClockSpec {
  Count bits{1};
};
inline auto fields(Of<ClockSpec>) {
  return list<ClockSpec>(field("bits", &ClockSpec::bits,
                               "size of each object's use counter; with b bits it is spared up to "
                               "2^b - 1 times",
                               at_least(std::int64_t{1}), at_most(std::int64_t{6}),
                               source("one use bit (Corbato 1968)", "2026-11")));
}
PolicyMakers makers(Of<ClockSpec>);

struct SieveSpec {};
inline auto fields(Of<SieveSpec>) { return list<SieveSpec>(); }
PolicyMakers makers(Of<SieveSpec>);

enum class LfuAging { none, dynamic };
inline auto names(Of<LfuAging>) {
  return enumerators<LfuAging>(
      {{"none", LfuAging::none, "counts are kept while the object is cached, and never decay"},
       {"dynamic", LfuAging::dynamic,
        "a newcomer's count starts at the last victim's (LFU with dynamic aging)"}});
}
struct LfuSpec {
  LfuAging aging = LfuAging::none;
};
inline auto fields(Of<LfuSpec>) {
  return list<LfuSpec>(field("aging", &LfuSpec::aging, "how old popularity is forgotten",
                             assumed("plain LFU; dynamic aging is Arlitt et al. 2000")));
}
PolicyMakers makers(Of<LfuSpec>);

struct GdsfSpec {};
inline auto fields(Of<GdsfSpec>) { return list<GdsfSpec>(); }
PolicyMakers makers(Of<GdsfSpec>);

struct SlruSpec {
  Count segments{5};
};
inline auto fields(Of<SlruSpec>) {
  return list<SlruSpec>(
      field("segments", &SlruSpec::segments, "equal parts of the capacity; a hit climbs one",
            at_least(std::int64_t{2}), at_most(std::int64_t{12}),
            source("libCacheSim's published counts use five; S4LRU (Huang 2013) four", "2026-11")));
}
PolicyMakers makers(Of<SlruSpec>);

struct TwoQSpec {
  Share in = 25_percent;
  Share out = 50_percent;
};
inline auto fields(Of<TwoQSpec>) {
  return list<TwoQSpec>(
      field("in", &TwoQSpec::in, "part of the capacity for objects seen once (Kin)",
            more_than(Share{0}), less_than(Share{1}),
            source("Kin = 25% (Johnson & Shasha, VLDB 1994)", "2026-11")),
      field("out", &TwoQSpec::out,
            "how much of what left that part is remembered, relative to the capacity (Kout)",
            more_than(Share{0}), at_most(Share{10}),
            source("Kout = 50% (Johnson & Shasha, VLDB 1994)", "2026-11")));
}
PolicyMakers makers(Of<TwoQSpec>);

enum class ArcStep { unit, object };
inline auto names(Of<ArcStep>) {
  return enumerators<ArcStep>(
      {{"unit", ArcStep::unit, "one unit of the capacity (a byte, or an object)"},
       {"object", ArcStep::object, "the size of the object that was remembered"}});
}
struct ArcSpec {
  ArcStep step = ArcStep::unit;
};
inline auto fields(Of<ArcSpec>) {
  return list<ArcSpec>(
      field("step", &ArcSpec::step, "by how much a remembered object moves the target",
            source("libCacheSim's published counts; the paper has pages of one size", "2026-11")));
}
PolicyMakers makers(Of<ArcSpec>);

struct LirsSpec {
  Share hir = 1_percent;
  Share stack = 200_percent;
  bool demotes_early = false;
};
inline auto fields(Of<LirsSpec>) {
  return list<LirsSpec>(
      field("hir", &LirsSpec::hir, "part of the capacity for objects of high recency",
            more_than(Share{0}), less_than(Share{1}),
            source("1% of the cache (Jiang & Zhang, SIGMETRICS 2002)", "2026-11")),
      field("stack", &LirsSpec::stack,
            "what the recency stack may hold, relative to the capacity, before old memories go",
            at_least(Share{1}), at_most(Share{10}),
            source("twice the capacity, as libCacheSim bounds it", "2026-11")),
      field("demotes_early", &LirsSpec::demotes_early,
            "whether a hit outside the stack already makes room among those of low recency",
            source("no (Jiang & Zhang 2002); libCacheSim's published counts do", "2026-11")));
}
PolicyMakers makers(Of<LirsSpec>);

struct S3FifoSpec {
  Share small = 10_percent;
  Share ghost = 90_percent;
  Count move_to_main{2};
};
inline auto fields(Of<S3FifoSpec>) {
  return list<S3FifoSpec>(
      field("small", &S3FifoSpec::small, "part of the capacity for newcomers", more_than(Share{0}),
            less_than(Share{1}), source("10% (Yang et al., SOSP 2023)", "2026-11")),
      field("ghost", &S3FifoSpec::ghost, "how much is remembered, relative to the capacity",
            more_than(Share{0}), at_most(Share{10}),
            source("as many as the main queue holds (Yang et al., SOSP 2023)", "2026-11")),
      field("move_to_main", &S3FifoSpec::move_to_main,
            "uses in the small queue that earn a place in the main queue",
            at_least(std::int64_t{1}), at_most(std::int64_t{3}),
            source("more than one (Yang et al., SOSP 2023)", "2026-11")));
}
PolicyMakers makers(Of<S3FifoSpec>);

struct WTinyLfuSpec {
  Share window = 1_percent;
  Share protected_share = 80_percent;
  Count sample{10};
};
inline auto fields(Of<WTinyLfuSpec>) {
  return list<WTinyLfuSpec>(
      field("window", &WTinyLfuSpec::window, "part of the capacity for newcomers",
            more_than(Share{0}), less_than(Share{1}),
            source("1% (Einziger, Friedman, Manes, ACM TOS 2017)", "2026-11")),
      field("protected", &WTinyLfuSpec::protected_share,
            "part of the rest for objects that were used again", more_than(Share{0}),
            less_than(Share{1}), source("80% (Einziger et al. 2017)", "2026-11")),
      field("sample", &WTinyLfuSpec::sample,
            "requests per cached object after which all counters are halved",
            at_least(std::int64_t{1}), at_most(std::int64_t{1000}),
            source("10, as the authors' Caffeine has it", "2026-11")));
}
PolicyMakers makers(Of<WTinyLfuSpec>);

struct BeladySpec {};
inline auto fields(Of<BeladySpec>) { return list<BeladySpec>(); }
PolicyMakers makers(Of<BeladySpec>);

struct UnboundedSpec {};
inline auto fields(Of<UnboundedSpec>) { return list<UnboundedSpec>(); }
PolicyMakers makers(Of<UnboundedSpec>);

/// The policy a scenario chose, for one cache. Requires: not offline.
std::unique_ptr<Policy> make_policy(const PolicyChoice& choice, const PolicyContext& context);
/// The same for a sequence of requests.
std::unique_ptr<ReplayRun> make_replay(const PolicyChoice& policy, const AdmissionChoice& admission,
                                       CacheLimits limits, std::uint32_t objects,
                                       std::uint64_t seed);

}  // namespace edgecase
