#include "model/cache/kinds.hpp"

#include <utility>

#include "core/check.hpp"
#include "load/type/kind_table.hpp"
#include "model/cache/makers.hpp"

namespace edgecase {
namespace {

/// The factories of a policy, and its restrictions.
struct PolicyMake {
  PolicyMakers makers;
  bool offline = false;    // needs future requests
  bool unbounded = false;  // ignores the capacity
};
using PolicyTable = KindTable<PolicyMake>;
using PolicyKind = PolicyTable::Row;

template <class Spec>
PolicyKind policy_kind(const char* name, const char* doc) {
  return {alternative<Spec>(name, doc), {makers(Of<Spec>{})}};
}
PolicyKind offline(PolicyKind kind) {
  kind.make.offline = true;
  return kind;
}
PolicyKind unbounded(PolicyKind kind) {
  kind.make.unbounded = true;
  return kind;
}

const PolicyTable& policy_table() {
  static const PolicyTable all{
      policy_kind<FifoSpec>("fifo", "first in, first out; cheap, ignores popularity"),
      policy_kind<LruSpec>("lru", "evicts the least recently used object"),
      policy_kind<RandomSpec>("random", "evicts a random object"),
      policy_kind<ClockSpec>("clock", "FIFO with a second chance for recently used objects"),
      policy_kind<LfuSpec>("lfu", "evicts the least frequently used object"),
      policy_kind<SlruSpec>("slru",
                            "segmented LRU: a hit moves an object up one segment; resists scans"),
      policy_kind<TwoQSpec>("two_q", "a FIFO for objects seen once, LRU for those seen again"),
      policy_kind<ArcSpec>("arc",
                           "balances recency and frequency by hits on recently evicted objects"),
      policy_kind<LirsSpec>("lirs", "keeps objects with short reuse distances"),
      policy_kind<SieveSpec>(
          "sieve", "FIFO with a moving hand that evicts unused objects; strong on web traffic"),
      policy_kind<S3FifoSpec>("s3_fifo", "three FIFO queues: evicts one-hit wonders early"),
      policy_kind<WTinyLfuSpec>("w_tinylfu", "a small LRU window, then admission by frequency"),
      policy_kind<QdLpSpec>("qd_lp",
                            "a small FIFO in front of a 2-bit CLOCK: quick demotion (QD-LP-FIFO)"),
      policy_kind<HyperbolicSpec>("hyperbolic",
                                  "evicts the sampled object with the fewest uses per time cached"),
      policy_kind<LecarSpec>("lecar",
                             "LRU or LFU at random, by weights learnt from evicted objects"),
      policy_kind<GdsfSpec>("gdsf",
                            "evicts large, rarely used objects (greedy dual size frequency)"),
      offline(policy_kind<BeladySpec>(
          "belady",
          "optimal offline policy: evicts the object used furthest in the future; only for "
          "replays")),
      unbounded(policy_kind<UnboundedSpec>("unbounded",
                                           "never evicts: the upper bound for any capacity")),
  };
  return all;
}

}  // namespace

Menu menu(Of<PolicyMenu>) { return policy_table().menu(); }

bool offline(const PolicyChoice& choice) { return policy_table().of(choice).offline; }

CacheLimits limits_under(const PolicyChoice& choice, CacheLimits limits) {
  return policy_table().of(choice).unbounded ? CacheLimits{{INT64_MAX}, unlimited} : limits;
}

std::unique_ptr<Policy> make_policy(const PolicyChoice& choice, const PolicyContext& context) {
  const PolicyMake& kind = policy_table().of(choice);
  EC_CHECK(!kind.offline, "an offline policy in a simulation");
  return kind.makers.policy(choice.spec(), context);
}

std::unique_ptr<ReplayRun> make_replay(const PolicyChoice& policy, const AdmissionChoice& admission,
                                       CacheLimits limits, std::uint32_t objects,
                                       std::uint64_t seed) {
  return policy_table().of(policy).makers.replay(
      policy.spec(), {limits_under(policy, limits), objects, Stream(seed, 0, "eviction"),
                      make_admission(admission, Stream(seed, 0, "admission"), objects)});
}

}  // namespace edgecase
