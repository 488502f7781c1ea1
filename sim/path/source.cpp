#include "path/source.hpp"

#include <algorithm>

namespace edgecase {
namespace {

/// Why the origin is asked.
FetchCause cause_of(const Request& r, CacheState old) {
  if (r.status == CacheStatus::bypass) return FetchCause::bypass;
  if (r.background) return FetchCause::refresh;
  if (r.attempt > 1) return FetchCause::retry;
  return old == CacheState::expired ? FetchCause::revalidation : FetchCause::miss;
}

}  // namespace

namespace {

/// The way from a PoP to a place in this region, while paths are impaired.
void over_backbone(const World& world, const Request& r, std::uint16_t pop, Region to,
                   Upstream& up) {
  // Until an edge takes an origin to be out of reach: Cloudflare's error 522 comes after 19 s
  // (docs, 2026-11).
  constexpr Duration patience = std::chrono::seconds(19);
  const Region from = world.plan.network.pops()[pop].site.region;
  const Impairment path =
      world.impairments.of_path(static_cast<std::uint8_t>(from), static_cast<std::uint8_t>(to));
  up.cut = path.down;
  up.connect_timeout = std::min(patience, world.plan.spec.world.origin.timeout);
  const double unit = world.crossings.unit(r.number, 1120U + r.attempt);
  up.rtt_ns = round_trip_over(path, up.rtt_ns, unit);
}

}  // namespace

Upstream Upstreams::above(const Request& r, const Level& here) const {
  const RoutePlan& route = plan_.routes[r.route];
  const std::uint16_t pop = here.site == nullptr ? r.pop : here.site->pop;
  if (route.store >= 0 && route.function < 0)
    return {.kind = UpstreamKind::store,
            .place = (pop == no_pop ? PlaceId{static_cast<std::uint32_t>(plan_.pops() + 1)}
                                    : PlaceId{pop})
                         .index,
            .store = static_cast<std::uint8_t>(route.store)};
  if (pop == no_pop) {  // a reserve
    const CachePlan& cache = plan_.caching.caches[static_cast<std::size_t>(route.cache)];
    return {.rtt_ns = cache.above.back().sites.front().to_origin_ns};
  }
  if (route.function < 0) return origin_.from(r, pop);
  const FunctionHome& home = plan_.compute.functions[static_cast<std::size_t>(route.function)];
  Upstream up{.kind = UpstreamKind::function,
              .place = home.below[pop].place,
              .function = &home,
              .rtt_ns = home.below[pop].rtt_ns};
  if (world_.impairments.any()) {
    const FunctionPlace& place = plan_.compute.groups[home.group].places[up.place];
    over_backbone(world_, r, pop, place.region, up);
  }
  return up;
}

Upstream OriginSource::from(const Request& r, std::uint16_t pop) const {
  Upstream up{.rtt_ns = way_ns(r, pop)};
  if (world_.impairments.any()) over_backbone(world_, r, pop, plan_.origin.site.region, up);
  return up;
}

std::int64_t OriginSource::way_ns(const Request& r, std::uint16_t pop) const {
  const std::int64_t rtt_ns = plan_.origin.pop_rtt_ns[pop];
  if (world_.origin_loss <= 0) return rtt_ns;
  const double timeout_s = 0.2 + static_cast<double>(rtt_ns) * 1e-9;
  const double unit = world_.crossings.unit(r.number, 1000U + r.attempt);
  const double wait_s = retransmission_s(world_.origin_loss, unit, timeout_s);
  return rtt_ns + std::min(from_seconds(wait_s), plan_.spec.world.origin.timeout).count();
}

// The requests that it stands for come with it; what a flood has sent meanwhile is there before.
void OriginSource::arrive(const Request& r) {
  if (!world_.origin_flood) return;
  world_.origin_asked += r.weight;
  const Instant now = world_.engine.now();
  world_.origin_flood->until(now);
  if (r.weight > 1) world_.origin_flood->add(now, r.weight - 1.0);
}

std::optional<Reply> OriginSource::known(Request& r, const Level& asker, const Upstream& up) {
  const std::uint32_t epoch = world_.origin.epoch();
  const std::optional<OriginAnswer> answered =
      world_.origin.known(call_of(r, r.number, up.deadline));
  if (!answered) return std::nullopt;
  return reply_to(r, asker, up, *answered, epoch, world_.engine.now());
}

Step<Reply> OriginSource::ask(Request& r, Level asker, Upstream up) {
  const std::uint32_t epoch = world_.origin.epoch();
  const Instant came = world_.engine.now();
  const OriginAnswer answered = co_await waits_.answer(call_of(r, r.number, up.deadline));
  co_return reply_to(r, asker, up, answered, epoch, came);
}

Reply OriginSource::reply_to(Request& r, const Level& asker, const Upstream& up,
                             const OriginAnswer& answered, std::uint32_t epoch, Instant came) {
  count(r, answered, recorder_.cell(r).fetch(asker.level, cause_of(r, asker.old.state)));
  const Duration stay_here = stay(answered);
  const Instant left = world_.engine.now() + stay_here;
  // Until the edge gives up, which may be long before a worker would have been free, or long after
  // an origin that is down failed to respond.
  const Duration waited = std::min(answered.waited, left - came);
  r.spend(Stage::origin_network, up.rtt_ns);
  r.spend(Stage::origin_queue, waited);
  r.spend(Stage::origin_service, left - came - waited);
  Content content{.size = world_.size_of(r.route, r.object),
                  .fetched = caching_.born(r, asker.level, left)};
  content.outdated = world_.truth.outdated_at(r.route, r.object, content.fetched);
  content.failure = failure_of(answered);
  return {content, stay_here, answered.ready, epoch};
}

Content OriginSource::received(Request& r, const Level& asker, const Upstream& up,
                               const Reply& reply) {
  Content content = reply.content;
  const bool lost = world_.origin.lost(reply.epoch, reply.ready);
  if (lost && content.failure != Failure::origin_overloaded) content.failure = Failure::origin_down;
  if (up.rtt_ns >= plan_.spec.world.origin.timeout.count())
    content.failure = Failure::origin_timeout;
  if (content.failure == Failure::none && r.measured) {
    Cell& cell = recorder_.cell(r);
    const std::uint64_t bytes = caching_.bytes_for(r, asker.old, content);
    cell.origin_bytes += bytes * r.weight;
    cell.fetch(asker.level, cause_of(r, asker.old.state)).bytes += bytes * r.weight;
    cell.origin_unchanged += bytes == 0 && content.size.count > 0 ? r.weight : 0;
  }
  return content;
}

Step<Failure> OriginSource::sub_request(Request& r, std::int64_t which, std::uint64_t number,
                                        Instant deadline) {
  const std::uint32_t epoch = world_.origin.epoch();
  arrive(r);
  const OriginCall call = call_of(r, number, deadline);
  std::optional<OriginAnswer> answered = world_.origin.known(call);
  if (!answered) answered = co_await waits_.answer(call);
  count(r, *answered, recorder_.cell(r).fetch(CacheLevel::edge, FetchCause::bypass), which > 0);
  const Duration stay_here = stay(*answered);
  const Duration waited = std::min(answered->waited, stay_here);
  r.spend(Stage::origin_queue, waited);
  r.spend(Stage::origin_service, stay_here - waited);
  co_await world_.engine.delay(stay_here);
  const bool lost = world_.origin.lost(epoch, answered->ready);
  const Failure failure = failure_of(*answered);
  co_return lost&& failure != Failure::origin_overloaded ? Failure::origin_down : failure;
}

OriginCall OriginSource::call_of(const Request& r, std::uint64_t number, Instant deadline) const {
  return {number, r.attempt, plan_.routes[r.route].priority, deadline, r.measured ? r.weight : 0};
}

Duration OriginSource::stay(const OriginAnswer& answered) const {
  const Duration timeout = plan_.spec.world.origin.timeout;
  if (answered.end == OriginAnswer::End::down && !world_.origin.refuses()) return timeout;
  const Duration inside = answered.ready - world_.engine.now();
  return answered.waited + answered.served > timeout ? std::min(inside, timeout) : inside;
}

/// As far as it is known on arrival: a failure of the origin may still take it.
Failure OriginSource::failure_of(const OriginAnswer& answered) const {
  using End = OriginAnswer::End;
  if (answered.end == End::overloaded || answered.end == End::shed)
    return Failure::origin_overloaded;
  if (answered.end == End::down) return Failure::origin_down;
  if (answered.end == End::expired || answered.end == End::timeout) return Failure::origin_timeout;
  const bool late = answered.waited + answered.served > plan_.spec.world.origin.timeout;
  if (late) return Failure::origin_timeout;
  return answered.end == End::error ? Failure::origin_error : Failure::none;
}

void OriginSource::count(const Request& r, const OriginAnswer& answered, FetchMeter& fetch,
                         bool again) {
  if (!r.measured) return;
  Cell& cell = recorder_.cell(r);
  using End = OriginAnswer::End;
  const bool accepted =
      answered.end != End::overloaded && answered.end != End::shed && answered.end != End::down;
  (again ? cell.origin_again : cell.origin_requests) += r.weight;
  fetch.requests += r.weight;
  recorder_.moment(r).origin_requests += r.weight;
  recorder_.seen.origin.asked += r.weight;
  if (!accepted) {
    cell.origin_refused += r.weight;
    return;
  }
  cell.origin_waited += answered.waited > Duration{0} ? r.weight : 0;
  cell.origin_wait_ns.add(static_cast<std::uint64_t>(answered.waited.count()), r.weight);
}

}  // namespace edgecase
