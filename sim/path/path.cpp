// A request's life, from top to bottom.

#include "path/path.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace edgecase {

Path::Path(World& world, Observations& seen, StoreHistory* history)
    : world_(world),
      plan_(world.plan),
      patience_(plan_.spec.world.clients.retry.timeout),
      client_copies_(world),
      recorder_(world, client_copies_, seen),
      user_side_(world, recorder_),
      entry_{LinkStage{{*this, world, recorder_, plan_}},
             CpuStage{{*this, world, recorder_, plan_}},
             ProtectionStage{{*this, world, recorder_, plan_}},
             AccessStage{{*this, world, recorder_, plan_}},
             QuotaStage{{*this, world, recorder_, plan_}}},
      caching_(world, recorder_),
      upstreams_(world, recorder_, caching_, history) {}

// ---- without a frame ----------------------------------------------------------------------------

void Path::arrive(Request& r) {
  recorder_.place_in_time(r);
  if (world_.asks_first) [[unlikely]] {
    const bool goes_on = leaves_client(r);
    if (!goes_on) return;
  }
  world_.engine.enter(world_.place_of_pop(r.pop));
  if (plan_.clients.connection_kinds[r.connection].is_new) user_side_.resolve(r);
  ++recorder_.seen.simulated_requests;
  begin(r, nullptr);
}

void Path::arrive(const BotArrival& bot) {
  Request r = user_side_.open(bot);
  recorder_.place_in_time(r);
  if (r.measured) recorder_.seen.attacks[bot.attack].requests += static_cast<double>(r.weight);
  ++recorder_.seen.simulated_requests;
  world_.engine.enter(world_.place_of_pop(r.pop));
  begin(r, &bot);
}

// An attempt, in its PoP.
inline void Path::begin(Request& r, const BotArrival* bot) {
  if (connect(r, bot) != Next::goes_on) return;
  if (plan_.has_entry_stages() && enter_from<0>(r, bot) != Next::goes_on) return;
  look_up(r);
}

inline Next Path::connect(Request& r, const BotArrival* bot) {
  EC_CHECK(world_.engine.here() == world_.place_of_pop(r.pop), "a PoP touched from elsewhere");
  const PopState& pop = world_.pops[r.pop];
  r.life = pop.life;
  if (!pop.normal) {
    const Next next = connect_impaired(r, bot);
    if (next != Next::goes_on) return next;
  }
  recorder_.residency.arrives(r);
  return Next::goes_on;
}

// Links, cores, guards, access, quota: see EntryStages.
template <std::size_t First>
Next Path::enter_from(Request& r, const BotArrival* bot) {
  if constexpr (First < std::tuple_size_v<EntryStages>) {
    r.entry_stage = First;
    const Next next = std::get<First>(entry_).pass(r, bot);
    return next == Next::goes_on ? enter_from<First + 1>(r, bot) : next;
  } else {
    return Next::goes_on;
  }
}

Next Path::enter_after(Request& r, std::size_t stage) {
  Next next = Next::goes_on;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    static_cast<void>(((I == stage ? (next = enter_from<I + 1>(r, nullptr), true) : false) || ...));
  }(std::make_index_sequence<std::tuple_size_v<EntryStages>>{});
  return next;
}

void Path::look_up(Request& r) {
  if (r.edge == nullptr || r.key == 0) return serve_uncached(r);
  CacheSite& site = *r.edge;
  const bool tracked = world_.truth.tracks(r.route);
  Cache::Found found{};
  if (!tracked) found = site.cache.look_up(r.key, world_.engine.now());
  if (tracked || (found.state == CacheState::absent && world_.recalls(site)))
    found = caching_.find_at(r, site, CacheLevel::edge);
  if (found.state != CacheState::fresh) return serve_missed(r, site, found);
  recorder_.residency.stored(r, site);
  if (plan_.cache_of(r.route).ttl_reset_on_hit) {
    site.cache.set_expiry(found.node, world_.engine.now() + caching_.ttl_of(r, CacheLevel::edge));
  }
  r.status = CacheStatus::hit;
  if (world_.clients)
    return recorder_.answer(r, caching_.copy_at(r, CacheLevel::edge, found).content);
  recorder_.answer(r, {.size = {world_.nodes[found.node].size()},
                       .outdated = tracked ? world_.truth.outdated(found.node, r.route, r.object)
                                           : Instant::max()});
}

void Path::serve_uncached(Request& r) {
  r.status = CacheStatus::bypass;
  const std::optional<Content> content = upstreams_.at_once(r);
  if (!content) {
    fetch(r, Level{.life = r.life}, LookupVerdict::ask_above);
  } else if (is_late(r, world_.engine.now() + Duration{r.ahead_ns})) {
    try_again(r, Failure::client_timeout);
  } else if (content->failure != Failure::none) {
    fail(r, content->failure);
  } else {
    recorder_.answer(r, *content);
  }
}

// No fresh copy at the edge: an expired one may do, else it is fetched.
void Path::serve_missed(Request& r, CacheSite& site, const Cache::Found& found) {
  if (r.weight > 1 && !caching_.answers_most(r)) return;
  r.status = CacheStatus::miss;
  r.first_fetch = found.state == CacheState::absent && !r.measured && !world_.recalls(site);
  Level here = caching_.edge_level(r, site);
  here.old = caching_.copy_at(r, CacheLevel::edge, found);
  if (caching_.may_be_stale(here.old, plan_.cache_of(r.route).stale_while_revalidate)) {
    site.cache.use(found.node);
    r.status = CacheStatus::stale;
    recorder_.residency.stored(r, site);
    recorder_.answer(r, here.old.content);
    refresh(r, here);
    return;
  }
  Content content;
  const LookupVerdict verdict = caching_.ask_for(r, here, content);
  if (verdict == LookupVerdict::content) return finish(r, content);
  fetch(r, here, verdict);
}

// Behind a stale answer: fetches what the next request will get.
void Path::refresh(const Request& r, Level here) {
  here.flies = world_.flights.begin(caching_.flight_of(r, here));
  if (!here.flies) return;
  here.fetches = true;
  Request behind = r;
  behind.background = true;
  behind.watch = 0;
  fetch(behind, here, LookupVerdict::ask_above);
}

Upstream Path::next_above(const Request& r, Level& here) {
  Upstream up;
  return caching_.next_above(r, here, up) ? up : upstreams_.above(r, here);
}

// ---- travellers ---------------------------------------------------------------------------------

inline Content Path::passed_on(Request& r, const Level& here, const Content& content) {
  const Content given = here.fetches ? caching_.keep(r, here, content) : content;
  if (here.flies) world_.flights.land(caching_.flight_of(r, here), given);
  return given;
}

// Unless the PoP failed while it was sending the answer.
inline LookupVerdict Path::delivered(const Request& r, const Level& there, const Level& below,
                                     const Content& content) {
  if (caching_.life_of(*there.site) != there.life) return LookupVerdict::ask_above;
  caching_.count_tier(r, there.level, below.old, content);
  return LookupVerdict::content;
}

// Up from cache to cache until one has it or the source makes it, and back down through all that
// asked for it.
Traveller Path::fetch(Request r, const Level& first, LookupVerdict verdict) {
  Engine& engine = world_.engine;
  TierStack tiers(first);
  Content content;
  for (;;) {
    Level& here = tiers.top();
    if (verdict == LookupVerdict::wait) {
      const Instant since = engine.now();
      watch_if_slow(r);
      content = co_await world_.flights.join(caching_.flight_of(r, here));
      joined(r, here, content, since);
      verdict = LookupVerdict::content;
    } else if (verdict == LookupVerdict::ask_above) {
      const Instant left = engine.now();
      const Upstream up = next_above(r, here);
      if (up.kind != UpstreamKind::cache) {
        verdict = LookupVerdict::content;
        if (upstreams_.is_special(up)) {
          watch_from_now(r);
          content = co_await upstreams_.call(r, here, up);
          const bool sent =
              content.failure != Failure::path_down && content.failure != Failure::rejected;
          if (sent && up.kind == UpstreamKind::origin) reaches(r, up, world_.place_of_origin());
          continue;
        }
        const PlaceId there = upstreams_.place_of(up);
        if (there != engine.here()) co_await engine.travel(there, half(up.rtt_ns));
        reaches(r, up, there);
        std::optional<Reply> reply = upstreams_.known(r, here, up);
        if (!reply) watch_if_slow(r);
        if (!reply) reply = co_await upstreams_.ask(r, here, up);
        if (is_late(r, engine.now() + reply->stay + other_half(up.rtt_ns))) watch(r);
        co_await engine.travel(caching_.place_of(r, here), reply->stay + other_half(up.rtt_ns),
                               caching_.line_of(r, here));
        content = upstreams_.received(r, here, up, *reply);
        continue;
      }
      co_await engine.travel(up.site->place, half(up.rtt_ns) + Duration{up.work_ns},
                             up.site->cache.line(r.key));
      if (!up.cut && caching_.is_up(*up.site)) {
        Level& above = tiers.enter(up, caching_.life_of(*up.site));
        verdict = ask_tier(r, above, content);
      } else {
        const Duration patience = left + up.connect_timeout - engine.now();
        co_await engine.travel(caching_.place_of(r, here), std::max(patience, Duration{0}));
        r.spend(Stage::upper_tier, engine.now() - left);
      }
    } else {
      content = passed_on(r, here, content);
      if (tiers.at_first()) break;
      const Level& there = tiers.leave();
      Level& below = tiers.top();
      co_await engine.travel(caching_.place_of(r, below), other_half(there.rtt_ns),
                             caching_.line_of(r, below));
      r.spend(Stage::upper_tier, there.rtt_ns + there.work_ns);
      verdict = delivered(r, there, below, content);
    }
  }
  come_home(r, content);
}

void Path::reaches(Request& r, const Upstream& up, PlaceId there) {
  if (up.kind == UpstreamKind::origin) recorder_.residency.stored(r, there);
  if (up.kind == UpstreamKind::function) recorder_.residency.passes(r, there);
}

// Another request's fetch has brought it.
void Path::joined(Request& r, const Level& here, const Content& content, Instant since) {
  r.spend(Stage::collapsed, world_.engine.now() - since);
  if (caching_.fits(r, content)) recorder_.residency.stored(r, *here.site);
  if (here.level == CacheLevel::edge) r.status = CacheStatus::collapsed;
}

LookupVerdict Path::ask_tier(Request& r, Level& above, Content& content) {
  const LookupVerdict verdict = caching_.ask(r, above, content);
  recorder_.residency.passes(r, *above.site);
  const bool answers = verdict == LookupVerdict::content || verdict == LookupVerdict::stale;
  if (answers && content.from_copy) recorder_.residency.stored(r, *above.site);
  if (verdict == LookupVerdict::stale) refresh(r, above);
  return verdict;
}

void Path::come_home(const Request& r, const Content& content) {
  if (r.background) return;
  if (r.watch != 0) {
    if (!attempts_.answered(r.watch)) return;  // its client has given up
  } else if (is_late(r, world_.engine.now())) {
    late_seen_ = world_.engine.now();
    try_again(r, Failure::client_timeout);
    return;
  }
  if (world_.pops[r.pop].life == r.life) return finish(r, content);
  try_again(r, Failure::connection_lost);
}

void Path::finish(const Request& r, const Content& content) {
  if (content.failure != Failure::none) {
    fail(r, content.failure);
    return;
  }
  EC_CHECK((world_.engine.now() - r.arrived).count() == r.accounted_ns(),
           "time that no stage accounts for");
  recorder_.answer(r, content);
}

Next Path::hold(const Request& r, Duration delay, Stage stage) {
  held(r, delay, stage);
  return Next::waits;
}

Traveller Path::held(Request r, Duration delay, Stage stage) {
  co_await world_.engine.delay(delay);
  r.spend(stage, delay);
  if (world_.pops[r.pop].life != r.life) {
    try_again(r, Failure::connection_lost);
    co_return;
  }
  if (enter_after(r, r.entry_stage) == Next::goes_on) look_up(r);
}

Next Path::try_again(const Request& r, Failure failure) {
  attempt_again(r, failure);
  return Next::waits;
}

Next Path::fail(const Request& r, Failure failure) {
  const RetrySpec& retry = plan_.spec.world.clients.retry;
  const bool left = std::int64_t{r.attempt} < retry.attempts.value && r.attack == 0;
  if (left && !r.background && retries(failure)) return try_again(r, failure);
  recorder_.refuse(r, failure);
  return Next::ended;
}

bool Path::retries(Failure failure) const {
  const RetriedErrors errors = plan_.spec.world.clients.retry.errors;
  if (errors == RetriedErrors::none || !is_server_error(failure)) return false;
  const bool silent = failure == Failure::origin_timeout || failure == Failure::function_timeout ||
                      (failure == Failure::origin_down && !world_.origin.refuses());
  return silent || errors == RetriedErrors::all;
}

// After an error at once. If the PoP does not answer, or failed with the request in it, the
// client's timeout ends the attempt.
Traveller Path::attempt_again(Request r, Failure failure) {
  Engine& engine = world_.engine;
  if (r.attack != 0) {  // bots have other requests to send
    recorder_.refuse(r, failure);
    co_return;
  }
  const RetrySpec& retry = plan_.spec.world.clients.retry;
  const Instant known = engine.now() + Duration{std::max<std::int64_t>(r.ahead_ns, 0)};
  co_await engine.at(is_server_error(failure) ? known : std::max(engine.now(), deadline(r)));
  if (std::int64_t{r.attempt} >= retry.attempts.value) {
    r.ahead_ns = 0;
    recorder_.refuse(r, failure);
    co_return;
  }
  recorder_.attempt_failed(r, failure);
  if (retry.backoff > Duration{0}) {
    const double longest = in_seconds(retry.backoff) * std::exp2(r.attempt - 1.0);
    co_await engine.delay(
        from_seconds(longest * world_.crossings.unit(r.number, 800U + r.attempt)));
  }
  user_side_.route_again(r);
  begin(r, nullptr);
}

// The answer is late: at its deadline the client gives up.
void Path::watch(Request& r) {
  late_seen_ = world_.engine.now();
  if (r.watch != 0) return;
  r.watch = attempts_.begin();
  client_waits(r);
}

void Path::watch_if_slow(Request& r) {
  constexpr Duration recently = std::chrono::minutes(1);
  if (late_seen_ == Instant::min() || world_.engine.now() - late_seen_ > recently) return;
  watch_from_now(r);
}

void Path::watch_from_now(Request& r) {
  if (r.background || r.attack != 0 || r.watch != 0) return;
  r.watch = attempts_.begin();
  client_waits(r);
}

Traveller Path::client_waits(Request r) {
  Engine& engine = world_.engine;
  co_await engine.at(std::max(engine.now(), deadline(r)));
  if (!attempts_.expires(r.watch)) co_return;
  late_seen_ = engine.now();
  attempt_again(r, Failure::client_timeout);
}

}  // namespace edgecase
