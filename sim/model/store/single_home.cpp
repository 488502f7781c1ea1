// One instance for each key, in one place, which serves its requests one after the other: no
// anomalies, and no more requests than one thread can do.
//
// An instance that had no request for `hibernate_after` wakes first. Billed is the time in which
// it works: an idle instance that may hibernate costs nothing (Cloudflare docs, 2026-11). Assumes:
// reads and writes cost the same. Not modelled: instances that move, WebSocket connections, alarms.

#include <boost/unordered/unordered_flat_map.hpp>

#include "model/store/kinds.hpp"

namespace edgecase {
namespace {

class SingleHomeStore final : public Store {
 public:
  SingleHomeStore(const SingleHomeSpec& spec, const StoreContext& context)
      : Store(context),
        home_(spec),
        service_(distribution_of(spec.service)),
        wake_(distribution_of(spec.wake)),
        draws_(context.seed, context.replication, "single home", context.entity) {}

  void holders(const StoreCall& call, std::vector<PlaceId>& places) const override {
    const auto at = instances_.find(call.key);
    if (at != instances_.end()) places.push_back(place_of(at->second.site));
  }

 private:
  struct Instance {
    Instant busy_until{};
    std::uint16_t site = 0;
  };

  Instance& instance_of(const StoreCall& call) {
    const auto [entry, first] = instances_.try_emplace(call.key);
    if (first) {
      entry->second.site = home_.home == ObjectHome::at ? 0 : map_.nearest(call.from);
      entry->second.busy_until = Instant::min();
    }
    move_if_lost(entry->second, call.from);
    return entry->second;
  }

  /// The data of a lost home are elsewhere too: after a while the instance starts there.
  void move_if_lost(Instance& instance, PlaceId from) const {
    if (home_.on_loss == HomeLost::refuses || health_.always_well()) return;
    const Instant since = health_.down_since(instance.site, engine_.now());
    if (since == Instant::max() || engine_.now() - since < home_.move_after) return;
    const std::uint16_t other = nearest_reachable(from);
    if (other == StoreHealth::no_site) return;
    instance = {Instant::min(), other};
  }

  Step<StoreAnswer> read(StoreCall call) override { return serve(call); }
  Step<StoreAnswer> write(StoreCall call, Basis) override { return serve(call); }
  Step<StoreAnswer> update(StoreCall call) override { return serve(call); }

  Step<StoreAnswer> serve(StoreCall call) {
    const std::uint16_t site = instance_of(call).site;
    co_await engine_.travel(place_of(site), way_there(call.from, site));
    if (!reaches(call.from, site)) co_return unavailable(call);
    const Instant now = engine_.now();
    Instance& instance = instance_of(call);  // others may have moved it in memory
    const Duration waits = instance.busy_until > now ? instance.busy_until - now : Duration{0};
    if (waits > home_.longest_wait) {
      StoreAnswer refused = shown(call, nullptr);
      refused.end = StoreEnd::overloaded;
      refused.back = way_back(call.from, site);
      co_return refused;
    }
    Duration work = from_seconds(service_(draws_.bits(call.number)));
    const bool asleep =
        instance.busy_until == Instant::min() || now - instance.busy_until > home_.hibernate_after;
    if (asleep) work += from_seconds(wake_(draws_.bits(call.number, 1)));
    if (call.measured) flows_.add_active(call.phase, work);
    instance.busy_until = now + waits + work;
    co_await engine_.delay(waits + work);
    if (!reaches(call.from, site)) co_return unavailable(call);
    StoreAnswer answer = finish(call, site);
    answer.at_store = waits + work;
    answer.back = way_back(call.from, site);
    co_return answer;
  }

  StoreAnswer finish(const StoreCall& call, std::uint16_t site) {
    switch (call.operation) {
      case Operation::write:
        return commit(call, {}, site);
      case Operation::read_modify_write:
        return commit_update(call, site);
      case Operation::read:
        break;
    }
    sends(call, site, call.size, FlowReason::read);
    return shown(call, log_.newest(call.key));
  }

  const SingleHomeSpec& home_;
  QuantileTable service_, wake_;
  Stream draws_;
  boost::unordered_flat_map<std::uint32_t, Instance> instances_;
};

}  // namespace

std::vector<Field> fields(Of<SingleHomeSpec>) {
  return list<SingleHomeSpec>(
      field("home", &SingleHomeSpec::home, "where the instance of a key lives",
            source("Durable Objects are created near the first request and stay there "
                   "(Cloudflare docs)",
                   "2026-11")),
      field("service", &SingleHomeSpec::service, "time of one request at the instance",
            source("Durable Objects: about 1,000 requests per second and object (Cloudflare docs)",
                   "2026-11")),
      field("longest_wait", &SingleHomeSpec::longest_wait,
            "requests that would wait longer are refused as overloaded", at_least(Duration{0}),
            at_most(Duration{std::chrono::minutes(10)}),
            assumed("the platform queues about a second's work")),
      field("hibernate_after", &SingleHomeSpec::hibernate_after,
            "idle time after which an instance leaves memory", more_than(Duration{0}),
            at_most(Duration{std::chrono::hours(24)}),
            source("Durable Objects stay 10 s after the last client (Cloudflare docs)", "2026-11")),
      field("on_loss", &SingleHomeSpec::on_loss, "what happens to instances whose home is lost",
            assumed("their data are stored in several places")),
      field("move_after", &SingleHomeSpec::move_after,
            "time until an instance starts elsewhere, where it moves", at_least(Duration{0}),
            at_most(Duration{std::chrono::hours(24)}),
            assumed("failure detectors wait for some missed heartbeats")),
      field("wake", &SingleHomeSpec::wake, "time to load an instance that hibernated, or a new one",
            assumed("an isolate's start and a read of its storage")));
}

StorePtr make_store(const SingleHomeSpec& spec, const StoreContext& context) {
  return std::make_unique<SingleHomeStore>(spec, context);
}

}  // namespace edgecase
