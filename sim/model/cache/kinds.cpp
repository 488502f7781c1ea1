#include "model/cache/kinds.hpp"

#include <array>
#include <utility>

#include "core/check.hpp"
#include "model/cache/makers.hpp"

namespace edgecase {
namespace {

struct PolicyKind {
  Alternative alternative;
  PolicyMakers makers;
  bool offline = false;    // must know the future
  bool unbounded = false;  // pays no heed to the capacity
};

template <class Spec>
PolicyKind kind(const char* name, const char* doc) {
  return {alternative<Spec>(name, doc), makers(Of<Spec>{})};
}
PolicyKind offline(PolicyKind kind) {
  kind.offline = true;
  return kind;
}
PolicyKind unbounded(PolicyKind kind) {
  kind.unbounded = true;
  return kind;
}

const auto& kinds() {
  static const std::array all{
      kind<FifoSpec>("fifo", "first in, first out; cheap, and blind to what is popular"),
      kind<LruSpec>("lru", "evicts what was used longest ago"),
      kind<RandomSpec>("random", "evicts any object with the same chance"),
      kind<ClockSpec>("clock", "FIFO that spares what was used since it last came round"),
      kind<LfuSpec>("lfu", "evicts what was used least often while cached"),
      kind<SlruSpec>("slru", "LRU in segments: each hit climbs one, a scan stays at the bottom"),
      kind<TwoQSpec>("two_q", "a queue for what is seen once, LRU for what came back"),
      kind<ArcSpec>("arc", "balances recency and frequency by what it evicted too early"),
      kind<LirsSpec>("lirs", "keeps what has short gaps between its uses"),
      kind<SieveSpec>("sieve",
                      "FIFO with a hand that sieves out the unused; strong on web traffic"),
      kind<S3FifoSpec>("s3_fifo", "three FIFO queues: one-hit wonders leave early"),
      kind<WTinyLfuSpec>("w_tinylfu", "a small LRU window before a frequency contest"),
      kind<GdsfSpec>("gdsf", "evicts what is rarely used and large (greedy dual size frequency)"),
      offline(kind<BeladySpec>("belady",
                               "evicts what is needed last; knows the future, so only "
                               "in a replay")),
      unbounded(kind<UnboundedSpec>("unbounded", "never evicts: the bound of any capacity")),
  };
  return all;
}

const PolicyKind& kind_of(const PolicyChoice& choice) {
  for (const PolicyKind& k : kinds()) {
    if (k.alternative.name == choice.name()) return k;
  }
  EC_CHECK(false, "a policy that is not on the menu");
  return kinds().front();
}

}  // namespace

Menu menu(Of<PolicyMenu>) {
  Menu all;
  for (const PolicyKind& k : kinds()) all.alternatives.push_back(k.alternative);
  return all;
}

bool offline(const PolicyChoice& choice) { return kind_of(choice).offline; }

CacheLimits limits_under(const PolicyChoice& choice, CacheLimits limits) {
  return kind_of(choice).unbounded ? CacheLimits{{INT64_MAX}, unlimited} : limits;
}

std::unique_ptr<Policy> make_policy(const PolicyChoice& choice, const PolicyContext& context) {
  const PolicyKind& kind = kind_of(choice);
  EC_CHECK(!kind.offline, "a policy that needs the future, in a world that has none");
  return kind.makers.policy(choice.spec(), context);
}

std::unique_ptr<ReplayRun> make_replay(const PolicyChoice& policy, const AdmissionChoice& admission,
                                       CacheLimits limits, std::uint32_t objects,
                                       std::uint64_t seed) {
  return kind_of(policy).makers.replay(
      policy.spec(), {limits_under(policy, limits), objects, Stream(seed, 0, "eviction"),
                      make_admission(admission, Stream(seed, 0, "admission"))});
}

}  // namespace edgecase
