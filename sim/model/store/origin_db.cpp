// One database server: a limited number of connections, each of which does one thing at a time.
//
// Pooled at the edge, connections are open already and taken for the work alone. Otherwise each
// operation opens one: `handshake` round trips (TCP, TLS, authentication) in which it is taken, as
// it is for the operation's own round trip. Read replicas have connections of their own and follow
// as in `replicated`. Not modelled: locks between rows, slow queries that block others.

#include "core/server_pool.hpp"
#include "model/store/kinds.hpp"

namespace edgecase {
namespace {

class OriginDb final : public Store {
 public:
  OriginDb(const OriginDbSpec& spec, const StoreContext& context)
      : Store(context),
        database_(spec),
        read_(distribution_of(spec.read)),
        write_(distribution_of(spec.write)),
        lag_(distribution_of(spec.lag)),
        draws_(context.seed, context.replication, "origin database", context.entity) {
    for (std::size_t i = 0; i < map_.sites.size(); ++i)
      servers_.emplace_back(spec.connections, spec.queue);
  }

 private:
  /// From the request's arrival at a server until its answer leaves.
  struct Visit {
    bool granted = false;
    Duration waits{};
    Duration works{};
  };
  Duration opening(const StoreCall& call, std::uint16_t site) const {
    if (database_.pooled) return Duration{0};
    return database_.handshake.value * Duration{map_.rtt_ns(call.from, site)};
  }
  Visit enter(const StoreCall& call, std::uint16_t site, Duration works) {
    const Duration trip = database_.pooled ? Duration{0} : Duration{map_.rtt_ns(call.from, site)};
    const ServerPool::Job job =
        servers_[site].arrive(engine_.now(), opening(call, site) + trip + works);
    if (!job.granted) return {};
    return {true, job.start - engine_.now(), works};
  }
  StoreAnswer refused(const StoreCall& call, std::uint16_t site) const {
    StoreAnswer answer = shown(call, log_.newest(call.key));
    answer.end = StoreEnd::overloaded;
    answer.back = way_back(call.from, site);
    return answer;
  }

  Step<StoreAnswer> read(StoreCall call) override {
    const bool compares = writes(call.operation) && conflicts_ == Conflicts::compare_and_set;
    const std::uint16_t site = compares ? std::uint16_t{0} : nearest_reachable(call.from);
    if (site == StoreHealth::no_site) co_return unavailable(call);
    co_await engine_.travel(place_of(site), way_there(call.from, site));
    if (!reaches(call.from, site)) co_return unavailable(call);
    const Visit visit = enter(call, site, from_seconds(read_(draws_.bits(call.number))));
    if (!visit.granted) co_return refused(call, site);
    co_await engine_.delay(visit.waits + opening(call, site) + visit.works);
    StoreAnswer answer = shown(call, log_.newest_of(call.key, [&](const CommitLog::Commit& one) {
      return received(site, call.key, one, lag_, draws_) <= engine_.now();
    }));
    sends(call, site, call.size, FlowReason::read);
    answer.copied = site != 0;
    answer.at_store = visit.waits + visit.works;
    answer.back = way_back(call.from, site);
    co_return answer;
  }

  Step<StoreAnswer> write(StoreCall call, Basis basis) override {
    co_await engine_.travel(place_of(0), way_there(call.from, 0));
    const Visit visit = enter(call, 0, from_seconds(write_(draws_.bits(call.number, 1))));
    if (!visit.granted) co_return refused(call, 0);
    co_await engine_.delay(visit.waits + opening(call, 0) + visit.works);
    if (!reaches(call.from, 0)) co_return unavailable(call);
    co_return written(call, visit, commit(call, basis, 0));
  }

  Step<StoreAnswer> update(StoreCall call) override {
    co_await engine_.travel(place_of(0), way_there(call.from, 0));
    const Visit visit = enter(call, 0, from_seconds(write_(draws_.bits(call.number, 1))));
    if (!visit.granted) co_return refused(call, 0);
    co_await engine_.delay(visit.waits + opening(call, 0) + visit.works);
    if (!reaches(call.from, 0)) co_return unavailable(call);
    co_return written(call, visit, commit_update(call, 0));
  }

  StoreAnswer written(const StoreCall& call, const Visit& visit, StoreAnswer answer) {
    if (answer.end == StoreEnd::done) replicates(call, 0);
    answer.at_store = visit.waits + visit.works;
    answer.back = way_back(call.from, 0);
    return answer;
  }

  const OriginDbSpec& database_;
  QuantileTable read_, write_, lag_;
  Stream draws_;
  std::vector<ServerPool> servers_;  // by site
};

}  // namespace

std::vector<Field> fields(Of<OriginDbSpec>) {
  return list<OriginDbSpec>(
      field("replicas", &OriginDbSpec::replicas, "places of read replicas; absent: none"),
      field(
          "connections", &OriginDbSpec::connections,
          "connections that the server (and each replica) accepts", at_least(std::int64_t{1}),
          at_most(std::int64_t{1'000'000}),
          source("PostgreSQL: max_connections is 100 by default (postgresql.org docs)", "2026-11")),
      field("queue", &OriginDbSpec::queue, "requests that wait for a connection; more are refused",
            at_least(std::int64_t{0}), assumed("poolers queue some hundreds")),
      field("pooled", &OriginDbSpec::pooled,
            "whether connections are pooled near the database, so that callers open none",
            assumed("edge platforms offer poolers")),
      field("handshake", &OriginDbSpec::handshake,
            "round trips to open a connection, where they are not pooled",
            at_least(std::int64_t{0}), at_most(std::int64_t{20}),
            assumed("TCP 1, TLS 1, authentication 2")),
      field("read", &OriginDbSpec::read, "time of a read", assumed("an indexed row in memory")),
      field("write", &OriginDbSpec::write, "time of a write", assumed("a log flushed to disk")),
      field("lag", &OriginDbSpec::lag, "time beyond the way until a replica shows a write",
            assumed("asynchronous replication: tens of ms, a tail of hundreds")));
}

StorePtr make_store(const OriginDbSpec& spec, const StoreContext& context) {
  return std::make_unique<OriginDb>(spec, context);
}

}  // namespace edgecase
