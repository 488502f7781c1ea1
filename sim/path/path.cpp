#include "path/path.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace edgecase {
Path::Path(World& world, Observations& seen)
    : world_(world), plan_(world.plan), seen_(seen), time_ends_(Instant::min()) {}

// What the books tell apart by time changes with this arrival. Times that are over never return.
void Path::turn_to(Instant now) {
  const auto& stretches = plan_.phases.stretches();
  while (stretch_ + 1 < stretches.size() && now >= stretches[stretch_].until) ++stretch_;
  phase_ = static_cast<std::uint8_t>(stretches[stretch_].phase);
  time_ends_ = stretch_ + 1 < stretches.size() ? stretches[stretch_].until : Instant::max();

  const auto end_of = [&](std::uint16_t moment) {
    return plan_.measure_from() + (moment + 1) * plan_.moment;
  };
  while (moment_ + 1U < seen_.moments && now >= end_of(moment_)) ++moment_;
  if (moment_ + 1U < seen_.moments) time_ends_ = std::min(time_ends_, end_of(moment_));

  const auto& sieges = plan_.besieged;
  while (siege_ < sieges.size() && now >= sieges[siege_].until) ++siege_;
  besieged_ = siege_ < sieges.size() && now >= sieges[siege_].from;
  if (siege_ < sieges.size()) {
    time_ends_ = std::min(time_ends_, besieged_ ? sieges[siege_].until : sieges[siege_].from);
  }
}

// A request stands in its PoP.
inline void Path::begin(Request& r) {
  const PopState& pop = pop_here(r);
  r.life = pop.life;
  if (!pop.up) {
    r.forget_upward();
    try_again(r, Failure::pop_unreachable);
    return;
  }
  if (!plan_.cores.empty() && !enter(r)) return;
  serve(r);
}

void Path::arrive(Request& r) {
  place_in_time(r);
  if (world_.clients && is_at_home(r)) return;
  world_.engine.enter(world_.place_of_pop(r.pop));
  if (plan_.connection_kinds[r.connection].is_new) r.dns_ns = resolve(r);
  ++seen_.simulated_requests;
  begin(r);
}

// Nothing stands between it and the caches any more.
void Path::serve(Request& r) {
  if (r.edge == nullptr || r.key == 0) {
    if (plan_.cores.empty()) r.forget_upward();
    r.status = CacheStatus::bypass;
    if (run_at_once(r)) return;
    fetch(r, Level{.life = r.life}, Word::ask_above);
    return;
  }
  CacheSite& site = *r.edge;
  const bool tracked = world_.truth.tracks(r.route);
  Cache::Found found{};
  if (!tracked) found = site.cache.look_up(r.key, world_.engine.now());
  if (tracked || (found.state == CacheState::absent && world_.recalls(site)))
    found = find_at(r, site, CacheLevel::edge);
  if (found.state == CacheState::fresh) {
    if (cache_of(r).ttl_reset_on_hit) {
      site.cache.set_expiry(found.node, world_.engine.now() + ttl_of(r, CacheLevel::edge));
    }
    r.status = CacheStatus::hit;
    if (world_.clients) return answer(r, copy_at(r, CacheLevel::edge, found).content);
    answer(r, {.size = {world_.nodes[found.node].size()},
               .outdated = world_.truth.tracks(r.route) ? world_.truth.of(found.node).outdated()
                                                        : Instant::max()});
    return;
  }
  if (plan_.cores.empty()) r.forget_upward();
  if (r.weight > 1 && !miss_with_few(r)) return;
  r.status = CacheStatus::miss;
  r.first_fetch = found.state == CacheState::absent && !r.measured && !world_.recalls(site);
  Level here = edge_level(r, site);
  here.old = copy_at(r, CacheLevel::edge, found);
  if (may_be_stale(here.old, cache_of(r).stale_while_revalidate)) {
    site.cache.use(found.node);
    r.status = CacheStatus::stale;
    answer(r, here.old.content);
    refresh(r, here);
    return;
  }
  Content content;
  const Word word = ask_for(r, here, content);
  if (word == Word::content) return finish(r, content);
  fetch(r, here, word);
}

// Up from cache to cache until one has it or the origin makes it, and back down through all that
// asked for it.
Traveller Path::fetch(Request r, const Level& first, Word word) {
  Engine& engine = world_.engine;
  Climb climb(first);
  Content content;
  for (;;) {
    Level& here = climb.top();
    if (word == Word::wait) {
      const Instant since = engine.now();
      content = co_await world_.flights.join(flight_of(r, here));
      r.collapsed_ns += (engine.now() - since).count();
      if (here.level == CacheLevel::edge) r.status = CacheStatus::collapsed;
      word = Word::content;
    } else if (word == Word::ask_above) {
      const Hop hop = hop_above(r, here);
      const Instant left = engine.now();
      if (hop.function != nullptr) {
        content = co_await run(r, here, hop);
        word = Word::content;
        continue;
      }
      if (hop.site == nullptr) {
        co_await engine.travel(world_.place_of_origin(), half(hop.rtt_ns));
        const std::uint32_t era = world_.origin.epoch();
        stand_at_origin(r);
        std::optional<OriginAnswer> answered = world_.origin.known(r.number);
        if (!answered) answered = co_await world_.origin.produce(r.number);
        co_await engine.travel(place_of(r, here),
                               stay_at_origin(*answered) + other_half(hop.rtt_ns),
                               line_of(r, here));
        content = end_of(*answered, era, r, here, hop.rtt_ns);
        word = Word::content;
        continue;
      }
      co_await engine.travel(hop.site->place, half(hop.rtt_ns) + Duration{hop.work_ns},
                             hop.site->cache.line(r.key));
      if (is_up(*hop.site)) {
        word = ask(r, climb.enter(hop, life_of(*hop.site)), content);
      } else {
        const Duration patience = left + hop.connect_timeout - engine.now();
        co_await engine.travel(place_of(r, here), std::max(patience, Duration{0}));
        r.upper_tier_ns += (engine.now() - left).count();
      }
    } else {
      if (here.fetches) content = keep(r, here, content);
      if (here.flies) world_.flights.land(flight_of(r, here), content);
      if (climb.at_first()) break;
      const Level& there = climb.leave();
      Level& below = climb.top();
      co_await engine.travel(place_of(r, below), other_half(there.rtt_ns), line_of(r, below));
      r.upper_tier_ns += there.rtt_ns + there.work_ns;
      if (life_of(*there.site) == there.life) {
        count_tier(r, there.level, below.old, content);
      } else {
        word = Word::ask_above;  // it fell with the answer in its hands
      }
    }
  }
  come_home(r, content);
}

// Behind an answer that was stale: fetches what the next request will get.
void Path::refresh(const Request& r, Level here) {
  here.flies = world_.flights.begin(flight_of(r, here));
  if (!here.flies) return;
  here.fetches = true;
  Request nobody = r;
  nobody.background = true;
  fetch(nobody, here, Word::ask_above);
}

void Path::come_home(const Request& r, const Content& content) {
  if (r.background) return;
  if (world_.pops[r.pop].life == r.life) return finish(r, content);
  try_again(r, Failure::connection_lost);
}

// A PoP that does not answer, or fell with the request in it: the user's patience ends the try.
Traveller Path::try_again(Request r, Failure failure) {
  Engine& engine = world_.engine;
  if (r.attack != 0) {  // bots have others to send
    refuse(r, failure);
    co_return;
  }
  const RetrySpec& retry = plan_.spec.world.clients.retry;
  const Instant began = r.arrived + Duration{r.retry_ns};
  co_await engine.at(std::max(engine.now(), began + retry.timeout));
  if (std::int64_t{r.attempt} >= retry.attempts.value) {
    refuse(r, failure);
    co_return;
  }
  route_again(r);
  begin(r);
}

void Path::finish(const Request& r, const Content& content) {
  if (content.failure != Failure::none) return refuse(r, content.failure);
  EC_CHECK((world_.engine.now() - r.arrived).count() == r.upward_ns() + r.retry_ns,
           "time that no stage accounts for");
  answer(r, content);
}

}  // namespace edgecase
