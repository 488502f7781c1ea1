// What kinds of stores share: commits, and the ways to a read-modify-write.

#include "model/store/store.hpp"

#include <algorithm>

#include "core/check.hpp"
#include "model/store/kinds.hpp"

namespace edgecase {
namespace {

bool out_of_stock(const StoreCall& call, std::uint32_t value) {
  return call.stock > 0 && value == 0;
}

/// A stock has one less afterwards, a counter one more.
std::uint32_t after_update(const StoreCall& call, std::uint32_t value) {
  return call.stock > 0 ? value - 1 : value + 1;
}

}  // namespace

Store::Store(const StoreContext& context)
    : engine_(context.engine),
      map_(context.map),
      spec_(context.spec),
      conflicts_(context.spec.conflicts.value_or(usual_conflicts(context.spec.kind))) {}

StoreAnswer Store::shown(const StoreCall& call, const CommitLog::Commit* commit) const {
  StoreAnswer answer;
  answer.served = engine_.now();
  answer.version = commit == nullptr ? 0 : commit->version;
  answer.value = commit == nullptr ? call.stock : commit->value;
  return answer;
}

StoreAnswer Store::commit(const StoreCall& call, const Basis& basis, std::uint16_t site,
                          Instant done) {
  const CommitLog::Commit* newest = log_.newest(call.key);
  StoreAnswer answer = shown(call, newest);
  if (basis.conditional && answer.version != basis.version) {
    answer.end = StoreEnd::conflict;
    return answer;
  }
  std::uint32_t value = answer.value;
  if (basis.read) {
    // What others have added (or taken) since it read is gone.
    answer.undid = static_cast<std::int32_t>(answer.value - basis.value);
    if (call.stock > 0) answer.undid = -answer.undid;
    value = after_update(call, basis.value);
    answer.based_on = basis.version;
  }
  const CommitLog::Commit& made = log_.add(call.key, engine_.now(), done, value, site);
  answer.version = made.version;
  answer.value = made.value;
  return answer;
}

StoreAnswer Store::commit_update(const StoreCall& call, std::uint16_t site) {
  StoreAnswer answer = shown(call, log_.newest(call.key));
  if (out_of_stock(call, answer.value)) {
    answer.end = StoreEnd::sold_out;
    return answer;
  }
  return commit(call, {.read = true, .version = answer.version, .value = answer.value}, site);
}

void Store::sends(const StoreCall& call, std::uint16_t site, Bytes bytes, FlowReason reason) {
  if (!call.measured) return;
  const bool in_cloud = !map_.cloud_of[call.from.index].empty();
  flows_.add(
      {.from = site,
       .kind = in_cloud ? FlowTo::cloud : FlowTo::network,
       .to = static_cast<std::uint16_t>(in_cloud ? call.from.index : map_.region_of(call.from)),
       .reason = reason,
       .phase = call.phase},
      bytes, call.weight);
}

void Store::apply(const StoreSiteFails& change) {
  health_.site_fails(change.site, engine_.now());
  failed(change.site);
}

void Store::apply(const StoreSiteRecovers& change) {
  health_.site_recovers(change.site, engine_.now());
  recovered(change.site);
}

std::uint16_t Store::nearest_reachable(PlaceId from) const {
  if (health_.always_well()) return map_.nearest(from);
  std::uint16_t nearest = StoreHealth::no_site;
  for (std::uint16_t site = 0; site < map_.sites.size(); ++site)
    if (reaches(from, site) &&
        (nearest == StoreHealth::no_site || map_.rtt_ns(from, site) < map_.rtt_ns(from, nearest)))
      nearest = site;
  return nearest;
}

Instant Store::received(std::uint16_t site, std::uint32_t key, const CommitLog::Commit& commit,
                        const QuantileTable& lag, const Stream& draws) const {
  const std::uint16_t from = commit.writer;
  if (site == from) return commit.at;
  const Instant sent = passes(from, site, commit.at);
  if (sent == Instant::max()) return sent;
  const std::uint64_t which = std::uint64_t{key} << 32 | commit.version;
  return sent + way_there(place_of(from), site) + from_seconds(lag(draws.bits(which, 2U + site)));
}

StoreAnswer Store::unavailable(const StoreCall& call) const {
  StoreAnswer answer = shown(call, log_.newest(call.key));
  answer.end = StoreEnd::unavailable;
  answer.back = std::max(Duration{0}, call.asked + spec_.timeout - engine_.now());
  return answer;
}

void Store::replicates(const StoreCall& call, std::uint16_t from) {
  if (!call.measured) return;
  for (std::uint16_t site = 0; site < map_.sites.size(); ++site)
    if (site != from)
      flows_.add({.from = from,
                  .kind = FlowTo::site,
                  .to = site,
                  .reason = FlowReason::replication,
                  .phase = call.phase},
                 call.size);
}

Step<StoreAnswer> Store::update(StoreCall) {
  EC_CHECK(false, "a store that applies no updates itself");
  co_return StoreAnswer{};
}

Step<StoreAnswer> Store::perform(StoreCall call) {
  call.asked = engine_.now();
  switch (call.operation) {
    case Operation::read: {
      const std::optional<StoreAnswer> here = known(call);
      return here ? answered(*here) : read(call);
    }
    case Operation::write:
      return write(call, {});
    case Operation::read_modify_write:
      break;
  }
  const bool itself = conflicts_ == Conflicts::serial || conflicts_ == Conflicts::merge;
  return itself ? update(call) : read_then_write(call);
}

// The asker reads, computes the new value and writes it; compare-and-set starts again if another
// write came between.
Step<StoreAnswer> Store::read_then_write(StoreCall call) {
  const bool conditional = conflicts_ == Conflicts::compare_and_set;
  const auto most = static_cast<std::uint32_t>(conditional ? spec_.attempts.value : 1);
  Duration at_store{};
  for (std::uint32_t tries = 1;; ++tries) {
    StoreAnswer seen;
    if (const std::optional<StoreAnswer> here = conditional ? std::nullopt : known(call)) {
      seen = *here;
      co_await engine_.delay(seen.back);
    } else {
      seen = co_await read(call);
      if (seen.end == StoreEnd::done && !out_of_stock(call, seen.value))
        co_await engine_.travel(call.from, seen.back);
    }
    at_store += seen.at_store;
    seen.at_store = at_store;
    if (seen.end != StoreEnd::done) co_return seen;
    if (out_of_stock(call, seen.value)) {
      seen.end = StoreEnd::sold_out;
      co_return seen;
    }
    call.asked = engine_.now();
    const Basis basis{
        .read = true, .conditional = conditional, .version = seen.version, .value = seen.value};
    StoreAnswer written = co_await write(call, basis);
    at_store += written.at_store;
    written.at_store = at_store;
    written.tries = tries;
    if (written.end != StoreEnd::conflict || tries == most) co_return written;
    co_await engine_.travel(call.from, written.back);
    call.asked = engine_.now();
  }
}

}  // namespace edgecase
