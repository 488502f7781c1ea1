// A leader that takes all writes, and read replicas that receive them after a lag.
//
// A replica shows a write after half the round trip from the leader plus a draw of `lag`; it
// applies the writes of a key in their order. While nothing passes between them, writes wait at the
// leader. If the leader is lost, the first replica that can be reached is promoted after
// `detection` (and `decision`, where a person decides): acknowledged writes that it had not
// received are lost for good. Not modelled: replicas that fall behind under load, two leaders at a
// time.

#include "load/checker.hpp"
#include "load/text/codes.hpp"
#include "model/store/kinds.hpp"

namespace edgecase {
namespace {

class ReplicatedStore final : public Store {
 public:
  ReplicatedStore(const ReplicatedSpec& spec, const StoreContext& context)
      : Store(context),
        replicated_(spec),
        read_(distribution_of(spec.read)),
        write_(distribution_of(spec.write)),
        lag_(distribution_of(spec.lag)),
        draws_(context.seed, context.replication, "replicated", context.entity) {}

 private:
  Step<StoreAnswer> read(StoreCall call) override {
    const bool compares = writes(call.operation) && conflicts_ == Conflicts::compare_and_set;
    const bool leads = compares || replicated_.reads == ReplicaReads::leader;
    const std::uint16_t site = leads ? leader_ : nearest_reachable(call.from);
    if (site == StoreHealth::no_site) co_return unavailable(call);
    co_await engine_.travel(place_of(site), way_there(call.from, site));
    if (!reaches(call.from, site)) co_return unavailable(call);
    const Duration work = from_seconds(read_(draws_.bits(call.number)));
    StoreAnswer answer = shown(call, log_.newest_of(call.key, [&](const CommitLog::Commit& one) {
      return received(site, call.key, one, lag_, draws_) <= engine_.now();
    }));
    sends(call, site, call.size, FlowReason::read);
    answer.copied = site != leader_;
    answer.at_store = work;
    answer.back = work + way_back(call.from, site);
    co_return answer;
  }

  Step<StoreAnswer> write(StoreCall call, Basis basis) override {
    const std::uint16_t site = leader_;
    co_await engine_.travel(place_of(site), way_there(call.from, site) + work_of(call));
    if (site != leader_ || !reaches(call.from, site)) co_return unavailable(call);
    co_return finish(call, commit(call, basis, site));
  }

  Step<StoreAnswer> update(StoreCall call) override {
    const std::uint16_t site = leader_;
    co_await engine_.travel(place_of(site), way_there(call.from, site) + work_of(call));
    if (site != leader_ || !reaches(call.from, site)) co_return unavailable(call);
    co_return finish(call, commit_update(call, site));
  }

  Duration work_of(const StoreCall& call) const {
    return from_seconds(write_(draws_.bits(call.number, 1)));
  }
  StoreAnswer finish(const StoreCall& call, StoreAnswer answer) {
    if (answer.end == StoreEnd::done) replicates(call, leader_);
    answer.at_store = work_of(call);
    answer.back = way_back(call.from, leader_);
    return answer;
  }

  void failed(std::uint16_t site) override {
    if (site != leader_ || replicated_.failover == Failover::none) return;
    const bool by_hand = replicated_.failover == Failover::manual;
    promote_later(engine_.now(),
                  replicated_.detection + (by_hand ? replicated_.decision : Duration{0}));
  }

  Traveller promote_later(Instant crashed, Duration after) {
    co_await engine_.delay(after);
    if (health_.down_since(leader_, engine_.now()) > crashed) co_return;  // it has returned
    std::uint16_t next = 0;
    while (next < map_.sites.size() && health_.down_since(next, engine_.now()) != Instant::max())
      ++next;
    if (next == map_.sites.size()) co_return;
    losses_.without_writes = std::max(losses_.without_writes, engine_.now() - crashed);
    log_.lose([&](std::uint32_t key, const CommitLog::Commit& commit) {
      if (commit.at > crashed || received(next, key, commit, lag_, draws_) <= crashed) return false;
      ++losses_.writes;
      losses_.oldest = std::max(losses_.oldest, crashed - commit.at);
      return true;
    });
    leader_ = next;
  }

  const ReplicatedSpec& replicated_;
  QuantileTable read_, write_, lag_;
  Stream draws_;
  std::uint16_t leader_ = 0;
};

}  // namespace

std::vector<Field> fields(Of<ReplicatedSpec>) {
  return list<ReplicatedSpec>(
      field("replicas", &ReplicatedSpec::replicas,
            "places of read replicas, e.g. [eu-central-1, ap-northeast-1]", required()),
      field("reads", &ReplicatedSpec::reads, "which replica answers reads",
            assumed("replicas are there to be read")),
      field("failover", &ReplicatedSpec::failover, "what happens when the leader is lost",
            assumed("managed databases promote a replica by themselves")),
      field(
          "detection", &ReplicatedSpec::detection, "time until the loss of the leader is certain",
          at_least(Duration{0}), at_most(Duration{std::chrono::hours(24)}),
          assumed("several missed heartbeats, so that a slow leader is not taken for a lost one")),
      field("decision", &ReplicatedSpec::decision,
            "time until a person has decided, where failover is manual", at_least(Duration{0}),
            at_most(Duration{std::chrono::hours(24)}),
            assumed("somebody is paged, looks and acts")),
      field("lag", &ReplicatedSpec::lag,
            "time beyond the way until a replica shows a write of the leader",
            assumed("asynchronous replication: tens of ms, a tail of hundreds")),
      field("read", &ReplicatedSpec::read, "time of a read", assumed("an indexed row in memory")),
      field("write", &ReplicatedSpec::write, "time of a write at the leader",
            assumed("a log flushed to disk")));
}

void check(const ReplicatedSpec& spec, Checker& checker) {
  if (spec.replicas.empty())
    checker.report("replicas", {code::missing_value, "a replicated store without replicas", "empty",
                                "name at least one place; a store in one place is `origin_db` or "
                                "`object`"});
}

StorePtr make_store(const ReplicatedSpec& spec, const StoreContext& context) {
  return std::make_unique<ReplicatedStore>(spec, context);
}

}  // namespace edgecase
