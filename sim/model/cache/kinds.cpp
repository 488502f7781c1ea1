#include "model/cache/kinds.hpp"

#include <utility>

#include "core/check.hpp"
#include "load/type/kind_table.hpp"
#include "model/cache/makers.hpp"

namespace edgecase {
namespace {

/// How a policy is made, and where it may be used.
struct PolicyMake {
  PolicyMakers makers;
  bool offline = false;    // must know the future
  bool unbounded = false;  // pays no heed to the capacity
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
      policy_kind<FifoSpec>("fifo", "first in, first out; cheap, and blind to what is popular"),
      policy_kind<LruSpec>("lru", "evicts what was used longest ago"),
      policy_kind<RandomSpec>("random", "evicts any object with the same chance"),
      policy_kind<ClockSpec>("clock", "FIFO that spares what was used since it last came round"),
      policy_kind<LfuSpec>("lfu", "evicts what was used least often while cached"),
      policy_kind<SlruSpec>("slru",
                            "LRU in segments: each hit climbs one, a scan stays at the bottom"),
      policy_kind<TwoQSpec>("two_q", "a queue for what is seen once, LRU for what came back"),
      policy_kind<ArcSpec>("arc", "balances recency and frequency by what it evicted too early"),
      policy_kind<LirsSpec>("lirs", "keeps what has short gaps between its uses"),
      policy_kind<SieveSpec>("sieve",
                             "FIFO with a hand that sieves out the unused; strong on web traffic"),
      policy_kind<S3FifoSpec>("s3_fifo", "three FIFO queues: one-hit wonders leave early"),
      policy_kind<WTinyLfuSpec>("w_tinylfu", "a small LRU window before a frequency contest"),
      policy_kind<GdsfSpec>("gdsf",
                            "evicts what is rarely used and large (greedy dual size frequency)"),
      offline(policy_kind<BeladySpec>("belady",
                                      "evicts what is needed last; knows the future, so only "
                                      "in a replay")),
      unbounded(policy_kind<UnboundedSpec>("unbounded", "never evicts: the bound of any capacity")),
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
  EC_CHECK(!kind.offline, "a policy that needs the future, in a world that has none");
  return kind.makers.policy(choice.spec(), context);
}

std::unique_ptr<ReplayRun> make_replay(const PolicyChoice& policy, const AdmissionChoice& admission,
                                       CacheLimits limits, std::uint32_t objects,
                                       std::uint64_t seed) {
  return policy_table().of(policy).makers.replay(
      policy.spec(), {limits_under(policy, limits), objects, Stream(seed, 0, "eviction"),
                      make_admission(admission, Stream(seed, 0, "admission"))});
}

}  // namespace edgecase
