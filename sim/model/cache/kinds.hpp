#pragma once
// The menu of cache policies. To add one: a file with its class and its `makers`, its spec here and
// a line in kinds.cpp; the YAML name, `explain`, the schema, the law tests and the bench follow.
// Definitions, papers and agreement with published miss counts: docs/models/cache.md.

#include <memory>

#include "load/type/fields.hpp"
#include "model/cache/admission.hpp"
#include "model/cache/policy.hpp"
#include "model/cache/replay.hpp"
#include "model/cache/spec.hpp"

namespace edgecase {

struct PolicyMakers;

struct LruSpec {};
std::vector<Field> fields(Of<LruSpec>);
PolicyMakers makers(Of<LruSpec>);

struct FifoSpec {};
std::vector<Field> fields(Of<FifoSpec>);
PolicyMakers makers(Of<FifoSpec>);

struct RandomSpec {};
std::vector<Field> fields(Of<RandomSpec>);
PolicyMakers makers(Of<RandomSpec>);

struct ClockSpec {
  Count bits{1};
};
std::vector<Field> fields(Of<ClockSpec>);
PolicyMakers makers(Of<ClockSpec>);

struct SieveSpec {};
std::vector<Field> fields(Of<SieveSpec>);
PolicyMakers makers(Of<SieveSpec>);

enum class LfuAging { none, dynamic };
inline auto names(Of<LfuAging>) {
  return enumerators<LfuAging>(
      {{"none", LfuAging::none, "counts are kept while the object is cached and never decay"},
       {"dynamic", LfuAging::dynamic,
        "a new object's count starts at the last victim's (LFU with dynamic aging)"}});
}
struct LfuSpec {
  LfuAging aging = LfuAging::none;
};
std::vector<Field> fields(Of<LfuSpec>);
PolicyMakers makers(Of<LfuSpec>);

struct GdsfSpec {};
std::vector<Field> fields(Of<GdsfSpec>);
PolicyMakers makers(Of<GdsfSpec>);

struct SlruSpec {
  Count segments{5};
};
std::vector<Field> fields(Of<SlruSpec>);
PolicyMakers makers(Of<SlruSpec>);

struct TwoQSpec {
  Share in = 25_percent;
  Share out = 50_percent;
};
std::vector<Field> fields(Of<TwoQSpec>);
PolicyMakers makers(Of<TwoQSpec>);

enum class ArcStep { unit, object };
inline auto names(Of<ArcStep>) {
  return enumerators<ArcStep>(
      {{"unit", ArcStep::unit, "one unit of the capacity (a byte, or an object)"},
       {"object", ArcStep::object, "the size of the ghost object"}});
}
struct ArcSpec {
  ArcStep step = ArcStep::unit;
};
std::vector<Field> fields(Of<ArcSpec>);
PolicyMakers makers(Of<ArcSpec>);

struct LirsSpec {
  Share hir = 1_percent;
  Share stack = 200_percent;
  bool demotes_early = false;
};
std::vector<Field> fields(Of<LirsSpec>);
PolicyMakers makers(Of<LirsSpec>);

enum class S3FifoVariant { current, original };
inline auto names(Of<S3FifoVariant>) {
  return enumerators<S3FifoVariant>(
      {{"current", S3FifoVariant::current,
        "until the first eviction, new objects beyond the small queue enter the main queue "
        "(libCacheSim, S3FIFO.c of 2024-12)"},
       {"original", S3FifoVariant::original,
        "new objects always enter the small queue (SOSP 2023; libCacheSim, S3FIFOv0.c)"}});
}
struct S3FifoSpec {
  S3FifoVariant variant = S3FifoVariant::current;
  Share small = 10_percent;
  Share ghost = 90_percent;
  Count move_to_main{2};
};
std::vector<Field> fields(Of<S3FifoSpec>);
PolicyMakers makers(Of<S3FifoSpec>);

struct WTinyLfuSpec {
  Share window = 1_percent;
  Share protected_share = 80_percent;
  Count sample{10};
};
std::vector<Field> fields(Of<WTinyLfuSpec>);
PolicyMakers makers(Of<WTinyLfuSpec>);

struct QdLpSpec {
  Share small = 10_percent;
  Share ghost = 90_percent;
};
std::vector<Field> fields(Of<QdLpSpec>);
PolicyMakers makers(Of<QdLpSpec>);

struct HyperbolicSpec {
  Count sample{64};
};
std::vector<Field> fields(Of<HyperbolicSpec>);
PolicyMakers makers(Of<HyperbolicSpec>);

struct LecarSpec {
  double learning_rate = 0.45;
  Share history = 100_percent;
};
std::vector<Field> fields(Of<LecarSpec>);
PolicyMakers makers(Of<LecarSpec>);

struct BeladySpec {};
std::vector<Field> fields(Of<BeladySpec>);
PolicyMakers makers(Of<BeladySpec>);

struct UnboundedSpec {};
std::vector<Field> fields(Of<UnboundedSpec>);
PolicyMakers makers(Of<UnboundedSpec>);

/// The policy of one cache, as chosen by the scenario. Requires: not offline.
std::unique_ptr<Policy> make_policy(const PolicyChoice& choice, const PolicyContext& context);
/// The same for a sequence of requests.
std::unique_ptr<ReplayRun> make_replay(const PolicyChoice& policy, const AdmissionChoice& admission,
                                       CacheLimits limits, std::uint32_t objects,
                                       std::uint64_t seed);

}  // namespace edgecase
