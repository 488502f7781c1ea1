#include "path/store_source.hpp"

#include <algorithm>

namespace edgecase {
namespace {

Failure failure_of(StoreEnd end) {
  switch (end) {
    case StoreEnd::done:
    case StoreEnd::sold_out:
      return Failure::none;
    case StoreEnd::conflict:
      return Failure::store_conflict;
    case StoreEnd::overloaded:
      return Failure::store_overloaded;
    case StoreEnd::throttled:
      return Failure::store_throttled;
    case StoreEnd::unavailable:
      return Failure::store_unavailable;
  }
  return Failure::none;
}

/// The key of a sub-request that is not the request's own object.
std::uint32_t other_key(std::uint32_t object, std::int64_t which) {
  return static_cast<std::uint32_t>(mix(object, static_cast<std::uint64_t>(which) + 1) >> 32);
}

}  // namespace

StoreCall StoreSource::call_of(const Request& r, PlaceId from) const {
  return {.operation = r.operation,
          .key = r.object,
          .number = r.number,
          .from = from,
          .size = world_.size_of(r.route, r.object),
          .stock = plan_.routes[r.route].stock,
          .phase = r.phase,
          .measured = r.measured,
          .weight = r.weight};
}

std::optional<Content> StoreSource::at_once(Request& r) {
  const auto store = static_cast<std::size_t>(plan_.routes[r.route].store);
  if (r.operation != Operation::read) return std::nullopt;
  const StoreCall call = call_of(r, world_.place_of_pop(r.pop));
  const std::optional<StoreAnswer> answer = world_.stores[store]->known(call);
  if (!answer) return std::nullopt;
  if (history_ != nullptr) ends(begins(r, store, call), *answer);
  count(r, store, call, *answer, world_.engine.now());
  r.spend(Stage::store, answer->back);
  r.ahead_ns = answer->back.count();
  return content_of(r, call, *answer);
}

std::optional<Reply> StoreSource::known(Request&, const Level&, const Upstream&) {
  return std::nullopt;
}

// The store travels by itself; the request's frame only takes the last way back.
Step<Reply> StoreSource::ask(Request& r, Level asker, Upstream up) {
  const Instant asked = world_.engine.now();
  const std::size_t store = up.store;
  const StoreCall call = call_of(r, place_of(up));
  const std::uint32_t operation = history_ == nullptr ? 0 : begins(r, store, call);
  const StoreAnswer answer = co_await world_.stores[store]->perform(call);
  count(r, store, call, answer, asked);
  const Duration all = world_.engine.now() + answer.back - asked;
  const Duration inside = std::min(answer.at_store, all);
  r.spend(Stage::store, inside);
  r.spend(Stage::store_network, all - inside);
  Content content = content_of(r, call, answer);
  if (asker.site != nullptr) content.fetched = caching_.born(r, asker.level, world_.engine.now());
  if (history_ != nullptr) on_their_way_[operation] = answer;
  co_return Reply{.content = content, .stay = answer.back, .operation = operation};
}

Content StoreSource::received(Request&, const Level&, const Upstream&, const Reply& reply) {
  if (history_ != nullptr) {
    ends(reply.operation, on_their_way_.at(reply.operation));
    on_their_way_.erase(reply.operation);
  }
  return reply.content;
}

std::uint32_t StoreSource::begins(const Request& r, std::size_t store, const StoreCall& call) {
  return history_->invoke(store, call, plan_.traffic.by_route[r.route].owned, world_.engine.now());
}

void StoreSource::ends(std::uint32_t operation, const StoreAnswer& answer) {
  history_->end(operation, answer, world_.engine.now());
}

Content StoreSource::content_of(const Request& r, const StoreCall& call,
                                const StoreAnswer& answer) const {
  Content content;
  const bool shows = call.operation == Operation::read && answer.end == StoreEnd::done;
  if (shows) content.size = world_.size_of(r.route, r.object);
  content.fetched = world_.engine.now();
  content.outdated = Instant::max();
  if (shows) {
    const CommitLog& log =
        world_.stores[static_cast<std::size_t>(plan_.routes[r.route].store)]->log();
    content.version = answer.version;
    content.outdated = log.superseded(call.key, answer.version);
  }
  content.failure = failure_of(answer.end);
  return content;
}

void StoreSource::count(Request& r, std::size_t store, const StoreCall& call,
                        const StoreAnswer& answer, Instant asked) {
  const bool done = answer.end == StoreEnd::done || answer.end == StoreEnd::sold_out;
  if (done && call.key == r.object) recorder_.residency.stored(r, *world_.stores[store], call);
  if (call.operation == Operation::read_modify_write && answer.end == StoreEnd::done &&
      call.stock > 0) {
    const bool oversold = ++sold_[store][call.key] > call.stock;
    if (r.measured) recorder_.store_meter(r, store).oversold += oversold;
  }
  const bool owned = plan_.traffic.by_route[r.route].owned;
  if (answer.end == StoreEnd::done && writes(call.operation) && r.attack == 0 && owned) {
    UserView& view = users_[store][call.key];
    view.written = view.seen = std::max(view.written, answer.version);
    view.written_at = view.seen_at = world_.engine.now() + answer.back;
  }
  if (!r.measured) return;
  StoreMeter& meter = recorder_.store_meter(r, store);
  if (r.attack != 0) {
    meter.bot_reads += answer.end == StoreEnd::done ? r.weight : 0;
    return;
  }
  const auto took = static_cast<std::uint64_t>((world_.engine.now() + answer.back - asked).count());
  meter.repeated += answer.tries - 1;
  switch (answer.end) {
    case StoreEnd::conflict:
      ++meter.conflicts;
      return;
    case StoreEnd::overloaded:
      ++meter.overloaded;
      return;
    case StoreEnd::throttled:
      ++meter.throttled;
      return;
    case StoreEnd::unavailable:
      ++meter.unavailable;
      return;
    case StoreEnd::sold_out:
      ++meter.sold_out;
      return;
    case StoreEnd::done:
      break;
  }
  const auto bytes = static_cast<std::uint64_t>(call.size.count);
  if (call.operation == Operation::read) {
    meter.read_ns.add(took);
    meter.read_bytes += bytes;
    count_read(meter, r, store, call, answer, asked);
    return;
  }
  ++meter.writes;
  meter.updates += call.operation == Operation::read_modify_write;
  meter.written_bytes += bytes;
  meter.write_ns.add(took);
  meter.lost_updates += answer.undid;
}

void StoreSource::count_read(StoreMeter& meter, const Request& r, std::size_t store,
                             const StoreCall& call, const StoreAnswer& answer, Instant asked) {
  ++meter.reads;
  meter.copied += answer.copied;
  const CommitLog& log = world_.stores[store]->log();
  const CommitLog::Commit* newest = log.newest(call.key);
  if (newest == nullptr) {
    meter.judged += plan_.traffic.by_route[r.route].owned;
    return;
  }
  const std::uint32_t expected = log.version_at(call.key, asked);
  if (answer.version < expected) {
    ++meter.stale;
    const std::uint32_t behind = expected - answer.version;
    meter.versions_behind += behind;
    for (std::size_t i = 0; i < versions_behind_steps.size(); ++i)
      meter.behind[i] += behind >= versions_behind_steps[i];
    const Instant since = log.superseded(call.key, answer.version);
    meter.stale_age.add(static_cast<std::uint64_t>((answer.served - since).count()));
  }
  if (!plan_.traffic.by_route[r.route].owned) return;
  ++meter.judged;
  UserView& view = users_[store][call.key];
  meter.own_write_missing += answer.version < view.written && view.written_at <= asked;
  meter.went_back += answer.version < view.seen && view.seen_at <= asked;
  if (answer.version <= view.seen) return;
  view.seen = answer.version;
  view.seen_at = world_.engine.now() + answer.back;
}

Step<Failure> StoreSource::sub_request(Request& r, std::uint8_t store, std::int64_t which,
                                       std::int64_t count_of_all, std::uint64_t number) {
  Engine& engine = world_.engine;
  const Instant asked = engine.now();
  StoreCall call = call_of(r, engine.here());
  call.number = number;
  if (which + 1 < count_of_all) {
    call.key = other_key(r.object, which);
    call.operation = Operation::read;
  }
  const std::uint32_t operation = history_ == nullptr ? 0 : begins(r, store, call);
  const StoreAnswer answer = co_await world_.stores[store]->perform(call);
  count(r, store, call, answer, asked);
  co_await engine.travel(call.from, answer.back);
  if (history_ != nullptr) ends(operation, answer);
  co_return failure_of(answer.end);
}

}  // namespace edgecase
