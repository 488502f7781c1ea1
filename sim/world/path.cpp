#include "world/path.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace edgecase {
Path::Path(World& world, Observations& seen)
    : world_(world),
      plan_(world.plan),
      seen_(seen),
      moment_end_(plan_.measure_from() + plan_.moment) {}

void Path::arrive(Request& r) {
  while (r.arrived >= moment_end_ && moment_ + 1U < seen_.moments) {
    moment_end_ += plan_.moment;
    ++moment_;
  }
  r.moment = moment_;
  world_.engine.enter(world_.place_of_pop(r.pop));
  if (plan_.connection_kinds[r.connection].is_new) r.dns_ns = resolve(r);
  ++seen_.simulated_requests;
  if (!answer_at_edge(r)) serve(r);
}

PopState& Path::pop_here(const Request& r) {
  EC_CHECK(world_.engine.here() == world_.place_of_pop(r.pop), "a PoP touched from elsewhere");
  return world_.pops[r.pop];
}

bool Path::answer_at_edge(Request& r) {
  const int which = plan_.routes[r.route].cache;
  if (which < 0 || r.key == 0 || !pop_here(r).up) {
    r.status = CacheStatus::bypass;
    return false;
  }
  CacheSite& site = world_.edge_cache(static_cast<std::size_t>(which), r.pop);
  const Instant now = world_.engine.now();
  const Cache::Found found = find_at(r, site);
  if (found.state == CacheState::fresh) {
    if (cache_of(r).ttl_reset_on_hit) {
      site.cache.set_expiry(found.node, now + ttl_of(r, CacheLevel::edge));
    }
    r.status = CacheStatus::hit;
    answer(r, {.size = {world_.nodes[found.node].size()},
               .outdated = world_.truth.tracks(r.route) ? world_.truth.of(found.node).outdated()
                                                        : Instant::max()});
    return true;
  }
  r.status = CacheStatus::miss;
  r.first_fetch = found.state == CacheState::absent && !r.measured;
  if (found.state == CacheState::absent) return false;
  const Stop here = edge_stop(r);
  const Copy copy = copy_at(r, here, found);
  if (!may_be_stale(copy, cache_of(r).stale_while_revalidate)) return false;
  site.cache.use(found.node);
  r.status = CacheStatus::stale;
  answer(r, copy.content);
  refresh(r, here, copy);
  return true;
}

// A request that must wait.
Traveller Path::serve(Request r) {
  Engine& engine = world_.engine;
  do {
    const Instant began = engine.now();
    const PopState& pop = world_.pops[r.pop];
    const std::uint32_t life = pop.life;
    Failure failure = Failure::pop_unreachable;
    if (pop.up) {
      Content content;
      if (r.status == CacheStatus::bypass) {
        const Asker user{.place = world_.place_of_pop(r.pop)};
        content = co_await ask_origin(r, user, plan_.pop_to_origin_ns[r.pop]);
      } else {
        content = co_await obtain(r, edge_stop(r));
      }
      if (pop.life == life) {
        finish(r, content);
        co_return;
      }
      failure = Failure::connection_lost;
    }
    co_await engine.at(std::max(engine.now(), began + plan_.spec.world.clients.retry.timeout));
    if (std::int64_t{r.attempt} >= plan_.spec.world.clients.retry.attempts.value) {
      refuse(r, failure);
      co_return;
    }
    route_again(r);
  } while (!answer_at_edge(r));
}

// At a cache: its own copy, a fetch that is under way, or one more fetch from above.
Step<Content> Path::obtain(Request& r, Stop here) {
  const Copy old = look_up(r, here);
  if (old.state == CacheState::fresh) co_return old.content;
  const CacheSpec& spec = cache_of(r);
  if (may_be_stale(old, spec.stale_while_revalidate)) {
    refresh(r, here, old);
    co_return old.content;
  }
  const FlightKey flight{here.site->number, r.key};
  if (const Content* failed = world_.recent_failure(flight)) co_return *failed;
  if (spec.collapse && world_.flights.under_way(flight)) {
    const Instant since = world_.engine.now();
    const Content content = co_await world_.flights.join(flight);
    r.collapsed_ns += (world_.engine.now() - since).count();
    if (here.level == CacheLevel::edge) r.status = CacheStatus::collapsed;
    co_return content;
  }
  if (spec.collapse) world_.flights.begin(flight);
  const std::uint32_t life = life_of(*here.site);
  const Content fetched = co_await ask_above(r, here, old);
  const Content content = keep(r, here, old, fetched, life);
  if (spec.collapse) world_.flights.land(flight, content);
  co_return content;
}

// From a cache upwards: the next tier that answers, else the origin; and back.
Step<Content> Path::ask_above(Request& r, Stop here, Copy old) {
  Engine& engine = world_.engine;
  const Asker asker{here.site->place, here.site->cache.line(r.key), old, here.level};
  for (;;) {
    const Hop hop = hop_above(r, here);
    if (!hop.stop) {
      const Content content = co_await ask_origin(r, asker, hop.rtt_ns);
      co_return content;
    }
    CacheSite& there = *hop.stop->site;
    here.next = hop.stop->next;
    here.asks_peers = false;
    const Instant left = engine.now();
    co_await engine.travel(there.place, half(hop.rtt_ns) + hop.work, there.cache.line(r.key));
    if (!is_up(there)) {
      co_await engine.travel(asker.place,
                             std::max(left + hop.connect_timeout - engine.now(), Duration{0}));
      r.upper_tier_ns += (engine.now() - left).count();
      continue;
    }
    const std::uint32_t life = life_of(there);
    const Content content = co_await obtain(r, *hop.stop);
    co_await engine.travel(asker.place, other_half(hop.rtt_ns), asker.line);
    r.upper_tier_ns += hop.rtt_ns + hop.work.count();
    if (life_of(there) != life) continue;  // it fell with the answer in its hands
    count_tier(r, hop.stop->level, old, content);
    co_return content;
  }
}

Step<Content> Path::ask_origin(Request& r, Asker asker, std::int64_t rtt_ns) {
  Engine& engine = world_.engine;
  co_await engine.travel(world_.place_of_origin(), half(rtt_ns));
  const std::uint32_t era = world_.origin.epoch();
  std::optional<OriginAnswer> answered = world_.origin.known(r.number);
  if (!answered) answered = co_await world_.origin.produce(r.number);
  co_await engine.travel(asker.place, stay_at_origin(*answered) + other_half(rtt_ns), asker.line);
  r.origin_network_ns += rtt_ns;
  co_return end_of(*answered, era, r, asker, rtt_ns);
}

// Behind an answer that was stale: fetches what the next request will get.
Traveller Path::refresh(Request r, Stop here, Copy old) {
  const FlightKey flight{here.site->number, r.key};
  if (world_.flights.under_way(flight)) co_return;
  world_.flights.begin(flight);
  const std::uint32_t life = life_of(*here.site);
  const Content fetched = co_await ask_above(r, here, old);
  world_.flights.land(flight, keep(r, here, old, fetched, life));
}

void Path::finish(const Request& r, const Content& content) {
  if (content.failure != Failure::none) return refuse(r, content.failure);
  EC_CHECK((world_.engine.now() - r.arrived).count() == r.upward_ns() + r.retry_ns,
           "time that no stage accounts for");
  answer(r, content);
}

}  // namespace edgecase
