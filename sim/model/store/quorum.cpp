// Equal replicas without a leader (Dynamo): the replica nearest to the caller coordinates. A write
// is sent to all of them and done when W have acknowledged it; a read takes the newest of R
// answers. Concurrent writes: the one that began last wins.
//
// With `choice: random`, W replicas receive a write and R answer a read, chosen anew each time, and
// nothing else ever carries it on: the setting of probabilistically bounded staleness (Bailis et
// al., 2012), where a read misses the last k writes with probability (C(N-W,R)/C(N,R))^k. A replica
// that cannot be reached when a write is sent never receives it. Not modelled: read repair, hinted
// hand-off, sloppy quorums.

#include <algorithm>
#include <array>
#include <numeric>

#include "load/checker.hpp"
#include "load/text/codes.hpp"
#include "model/store/kinds.hpp"

namespace edgecase {
namespace {

class QuorumStore final : public Store {
 public:
  QuorumStore(const QuorumSpec& spec, const StoreContext& context)
      : Store(context),
        quorum_(spec),
        read_(distribution_of(spec.read)),
        write_(distribution_of(spec.write)),
        draws_(context.seed, context.replication, "quorum", context.entity) {}

 private:
  std::size_t replicas() const { return map_.sites.size(); }

  /// The replicas in an order drawn for this operation.
  std::vector<std::uint16_t> shuffled(std::uint64_t number, std::uint32_t lane) const {
    std::vector<std::uint16_t> all(replicas());
    std::iota(all.begin(), all.end(), std::uint16_t{0});
    for (std::size_t i = all.size(); i > 1; --i)
      std::swap(all[i - 1],
                all[below(draws_.bits(number, lane + static_cast<std::uint32_t>(i)), i)]);
    return all;
  }
  Duration work(const QuantileTable& table, std::uint64_t number, std::uint32_t lane) const {
    return from_seconds(table(draws_.bits(number, lane)));
  }

  /// When this replica has a version that its coordinator sent out at commit.at.
  Instant arrival(std::uint32_t key, const CommitLog::Commit& commit, std::uint16_t site) const {
    const std::uint64_t which = std::uint64_t{key} << 32 | commit.version;
    if (quorum_.choice == QuorumChoice::random) {
      const std::vector<std::uint16_t> order = shuffled(which, write_lane);
      const auto chosen = order.begin() + quorum_.w.value;
      if (std::find(order.begin(), chosen, site) == chosen) return Instant::max();
    }
    const std::uint16_t coordinator = commit.writer;
    if (passes(coordinator, site, commit.at) != commit.at) return Instant::max();
    return commit.at + way_there(place_of(coordinator), site) +
           work(write_, which, site_lane + site);
  }

  Step<StoreAnswer> read(StoreCall call) override {
    const std::uint16_t coordinator = nearest_reachable(call.from);
    if (coordinator == StoreHealth::no_site) co_return unavailable(call);
    co_await engine_.travel(place_of(coordinator), way_there(call.from, coordinator));
    struct Leg {
      Duration takes;
      std::uint16_t site;
    };
    std::vector<Leg> legs;
    const bool random = quorum_.choice == QuorumChoice::random;
    const std::vector<std::uint16_t> order = shuffled(call.number, read_lane);
    for (std::size_t i = 0; i < (random ? static_cast<std::size_t>(quorum_.r.value) : order.size());
         ++i) {
      if (passes(coordinator, order[i], engine_.now()) != engine_.now()) continue;
      const Duration way = way_there(place_of(coordinator), order[i]);
      legs.push_back({2 * way + work(read_, call.number, site_lane + order[i]), order[i]});
    }
    if (legs.size() < static_cast<std::size_t>(quorum_.r.value)) co_return unavailable(call);
    for (const Leg& leg : legs)  // those that answer late have sent it too
      if (leg.site != coordinator && call.measured)
        flows_.add({.from = leg.site,
                    .kind = FlowTo::site,
                    .to = coordinator,
                    .reason = FlowReason::read,
                    .phase = call.phase},
                   call.size);
    std::ranges::sort(legs, {}, &Leg::takes);
    legs.resize(static_cast<std::size_t>(quorum_.r.value));
    const CommitLog::Commit* newest = nullptr;
    for (const Leg& leg : legs) {
      const Instant asked = engine_.now() + way_there(place_of(coordinator), leg.site);
      const CommitLog::Commit* has = log_.newest_of(call.key, [&](const CommitLog::Commit& one) {
        return arrival(call.key, one, leg.site) <= asked;
      });
      if (has != nullptr && (newest == nullptr || has->version > newest->version)) newest = has;
    }
    StoreAnswer answer = shown(call, newest);
    sends(call, coordinator, call.size, FlowReason::read);
    answer.at_store = legs.back().takes;
    answer.back = legs.back().takes + way_back(call.from, coordinator);
    co_return answer;
  }

  bool has_write_quorum(std::uint16_t coordinator) const {
    std::int64_t reached = 0;
    for (std::uint16_t site = 0; site < replicas(); ++site)
      reached += passes(coordinator, site, engine_.now()) == engine_.now();
    return reached >= quorum_.w.value;
  }

  Step<StoreAnswer> write(StoreCall call, Basis basis) override {
    const std::uint16_t coordinator = nearest_reachable(call.from);
    if (coordinator == StoreHealth::no_site) co_return unavailable(call);
    co_await engine_.travel(place_of(coordinator), way_there(call.from, coordinator));
    if (!has_write_quorum(coordinator)) co_return unavailable(call);
    co_return send_out(call, coordinator, commit(call, basis, coordinator, Instant::max()));
  }

  /// A merged update: replicas add it to whatever they have. Of a stock, the coordinator takes a
  /// unit while it knows of one: others may have taken the last.
  Step<StoreAnswer> update(StoreCall call) override {
    const std::uint16_t coordinator = nearest_reachable(call.from);
    if (coordinator == StoreHealth::no_site) co_return unavailable(call);
    co_await engine_.travel(place_of(coordinator), way_there(call.from, coordinator));
    if (!has_write_quorum(coordinator)) co_return unavailable(call);
    const StoreAnswer newest = shown(call, log_.newest(call.key));
    if (call.stock > 0) {
      StoreAnswer here = shown(call, log_.newest_of(call.key, [&](const CommitLog::Commit& one) {
        return arrival(call.key, one, coordinator) <= engine_.now();
      }));
      here.end = StoreEnd::sold_out;
      here.back = way_back(call.from, coordinator);
      if (here.value == 0) co_return here;
    }
    // A unit that is taken though none is left: the count stays at none.
    const std::uint32_t value = call.stock > 0 ? std::max(newest.value, 1U) : newest.value;
    const Basis basis{.read = true, .version = newest.version, .value = value};
    StoreAnswer made = commit(call, basis, coordinator, Instant::max());
    made.undid = 0;
    co_return send_out(call, coordinator, made);
  }

  StoreAnswer send_out(const StoreCall& call, std::uint16_t coordinator, StoreAnswer answer) {
    const CommitLog::Commit& made = *log_.newest(call.key);
    std::vector<Duration> acknowledged;
    for (std::uint16_t site = 0; site < replicas(); ++site) {
      const Instant there = arrival(call.key, made, site);
      if (there == Instant::max()) continue;
      acknowledged.push_back(there - engine_.now() + way_back(place_of(coordinator), site));
      if (site != coordinator && call.measured)
        flows_.add({.from = coordinator,
                    .kind = FlowTo::site,
                    .to = site,
                    .reason = FlowReason::replication,
                    .phase = call.phase},
                   call.size);
    }
    std::ranges::sort(acknowledged);
    if (acknowledged.size() < static_cast<std::size_t>(quorum_.w.value))
      return unavailable(call);  // those that have it show it to readers all the same
    const Duration takes = acknowledged[static_cast<std::size_t>(quorum_.w.value) - 1];
    log_.done(call.key, engine_.now() + takes);
    answer.at_store = takes;
    answer.back = takes + way_back(call.from, coordinator);
    return answer;
  }

  static constexpr std::uint32_t read_lane = 1000, write_lane = 2000, site_lane = 3000;
  const QuorumSpec& quorum_;
  QuantileTable read_, write_;
  Stream draws_;
};

}  // namespace

std::vector<Field> fields(Of<QuorumSpec>) {
  return list<QuorumSpec>(
      field("replicas", &QuorumSpec::replicas,
            "places of the other replicas; with the store's home they are N", required()),
      field("r", &QuorumSpec::r, "answers that a read waits for", at_least(std::int64_t{1}),
            assumed("a majority of three")),
      field("w", &QuorumSpec::w, "acknowledgements that a write waits for",
            at_least(std::int64_t{1}), assumed("a majority of three")),
      field("choice", &QuorumSpec::choice, "which replicas those are",
            assumed("coordinators ask all replicas and take the first answers")),
      field("read", &QuorumSpec::read, "time of a read at a replica",
            assumed("an indexed row in memory")),
      field("write", &QuorumSpec::write, "time of a write at a replica",
            assumed("a log flushed to disk")));
}

void check(const QuorumSpec& spec, Checker& checker) {
  const auto n = static_cast<std::int64_t>(spec.replicas.size()) + 1;
  for (const auto& [key, value] : {std::pair{"r", spec.r.value}, {"w", spec.w.value}})
    if (value > n)
      checker.report(key,
                     {code::out_of_range,
                      std::string(key) + " is " + std::to_string(value) + ", but there are " +
                          std::to_string(n) + " replicas",
                      "more than there are", "the store's home and each of `replicas` is one"});
  if (spec.r.value <= n && spec.w.value <= n && spec.r.value + spec.w.value <= n)
    checker.report("r",
                   {code::stale_reads,
                    "r + w is not more than the " + std::to_string(n) +
                        " replicas: a read may miss the last write",
                    "reads and writes may not meet",
                    "raise r or w, if reads must show every write before them", Severity::warning});
}

StorePtr make_store(const QuorumSpec& spec, const StoreContext& context) {
  return std::make_unique<QuorumStore>(spec, context);
}

}  // namespace edgecase
