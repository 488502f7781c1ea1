// A leader that takes all writes, and read replicas that receive them after a lag.
//
// A replica shows a write after half the round trip from the leader plus a draw of `lag`; it applies
// the writes of a key in their order. Not modelled: replicas that fall behind under load.

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
  bool has_received(std::uint16_t site, std::uint32_t key, const CommitLog::Commit& commit) const {
    if (site == 0) return true;
    const std::uint64_t which = std::uint64_t{key} << 32 | commit.version;
    const Duration lag = from_seconds(lag_(draws_.bits(which, 2U + site)));
    return commit.at + way_there(place_of(0), site) + lag <= engine_.now();
  }

  Step<StoreAnswer> read(StoreCall call) override {
    const bool compares =
        writes(call.operation) && conflicts_ == Conflicts::compare_and_set;
    const bool leader = compares || replicated_.reads == ReplicaReads::leader;
    const std::uint16_t site = leader ? 0 : map_.nearest(call.from);
    co_await engine_.travel(place_of(site), way_there(call.from, site));
    const Duration work = from_seconds(read_(draws_.bits(call.number)));
    StoreAnswer answer = shown(call, log_.newest_of(call.key, [&](const CommitLog::Commit& one) {
      return has_received(site, call.key, one);
    }));
    sends(call, site, call.size, FlowReason::read);
    answer.copied = site != 0;
    answer.at_store = work;
    answer.back = work + way_back(call.from, site);
    co_return answer;
  }

  Step<StoreAnswer> write(StoreCall call, Basis basis) override {
    co_await begin(call);
    StoreAnswer answer = commit(call, basis, 0);
    co_return finish(call, answer);
  }

  Step<StoreAnswer> update(StoreCall call) override {
    co_await begin(call);
    StoreAnswer answer = commit_update(call, 0);
    co_return finish(call, answer);
  }

  Duration work_of(const StoreCall& call) const {
    return from_seconds(write_(draws_.bits(call.number, 1)));
  }
  Step<> begin(const StoreCall& call) {
    co_await engine_.travel(place_of(0), way_there(call.from, 0) + work_of(call));
  }
  StoreAnswer finish(const StoreCall& call, StoreAnswer answer) {
    if (answer.end == StoreEnd::done) replicates(call, 0);
    answer.at_store = work_of(call);
    answer.back = way_back(call.from, 0);
    return answer;
  }

  const ReplicatedSpec& replicated_;
  QuantileTable read_, write_, lag_;
  Stream draws_;
};

}  // namespace

std::vector<Field> fields(Of<ReplicatedSpec>) {
  return list<ReplicatedSpec>(
      field("replicas", &ReplicatedSpec::replicas,
            "places of read replicas, e.g. [eu-central-1, ap-northeast-1]", required()),
      field("reads", &ReplicatedSpec::reads, "which replica answers reads",
            assumed("replicas are there to be read")),
      field("lag", &ReplicatedSpec::lag,
            "time beyond the way until a replica shows a write of the leader",
            assumed("asynchronous replication: tens of ms, a tail of hundreds")),
      field("read", &ReplicatedSpec::read, "time of a read", assumed("an indexed row in memory")),
      field("write", &ReplicatedSpec::write, "time of a write at the leader",
            assumed("a log flushed to disk")));
}

StorePtr make_store(const ReplicatedSpec& spec, const StoreContext& context) {
  return std::make_unique<ReplicatedStore>(spec, context);
}

}  // namespace edgecase
