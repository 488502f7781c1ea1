#include "path/caching.hpp"

#include <algorithm>
#include <utility>

#include "path/user_side.hpp"

namespace edgecase {

Level Caching::edge_level(const Request& r, CacheSite& site) const {
  Level here{.site = &site, .life = r.life};
  const CachePlan& plan =
      plan_.caching.caches[static_cast<std::size_t>(plan_.routes[r.route].cache)];
  if (!plan.peers) return here;
  here.asks_peers = true;
  here.keeps = plan.spec->peers->local_copies || !peer_of(r, site);
  return here;
}

LookupVerdict Caching::ask(Request& r, Level& here, Content& content) {
  const Cache::Found found = find_at(r, *here.site, here.level);
  r.first_fetch &= found.state == CacheState::absent;
  here.old = copy_at(r, here.level, found);
  const bool stale = may_be_stale(here.old, cache_of(r).stale_while_revalidate);
  if (here.old.state != CacheState::fresh && !stale) return ask_for(r, here, content);
  content = here.old.content;
  return stale ? LookupVerdict::stale : LookupVerdict::content;
}

LookupVerdict Caching::ask_for(const Request& r, Level& here, Content& content) {
  const FlightKey flight = flight_of(r, here);
  if (const Content* failed = world_.recent_failure(flight)) {
    content = *failed;
    return LookupVerdict::content;
  }
  if (cache_of(r).collapse) {
    here.flies = world_.flights.begin(flight);
    if (!here.flies) return LookupVerdict::wait;
  }
  here.fetches = true;
  return LookupVerdict::ask_above;
}

/// The PoP nearby that keeps this object, unless it is this one or gone.
std::optional<Upstream> Caching::peer_of(const Request& r, const CacheSite& site) const {
  const auto which = static_cast<std::size_t>(plan_.routes[r.route].cache);
  const PeerPlan& peers = *plan_.caching.caches[which].peers;
  const PeerPlan::Member me = peers.members[site.pop];
  const PeerPlan::Group& group = peers.groups[me.group];
  const std::size_t owner = below(mix(r.key, 0), group.pops.size());
  if (owner == me.place || world_.withdrawn(group.pops[owner])) return std::nullopt;
  return Upstream{.kind = UpstreamKind::cache,
                  .level = CacheLevel::peer,
                  .site = &world_.edge_cache(which, group.pops[owner]),
                  .rtt_ns = group.rtt_ns[me.place * group.pops.size() + owner],
                  .connect_timeout = UpperTierSpec{}.connect_timeout};
}

// A withdrawn tier is bypassed; one that is down and not yet withdrawn costs a connect timeout
// first.
bool Caching::next_above(const Request& r, Level& here, Upstream& up) {
  if (here.site == nullptr) return false;
  const auto which = static_cast<std::size_t>(plan_.routes[r.route].cache);
  if (std::exchange(here.asks_peers, false)) {
    if (const std::optional<Upstream> peer = peer_of(r, *here.site)) {
      up = *peer;
      return true;
    }
  }
  const std::vector<LevelPlan>& levels = plan_.caching.caches[which].above;
  while (here.next < levels.size()) {
    const LevelPlan& level = levels[here.next];
    const LevelPlan::Below below = level.below[here.site->pop];
    CacheSite& site = world_.tiers[which][here.next][below.site];
    ++here.next;
    if (site.pop != no_pop && world_.withdrawn(site.pop)) continue;
    up.kind = UpstreamKind::cache;
    up.level = level.level;
    up.next = here.next;
    up.site = &site;
    up.rtt_ns = below.rtt_ns;
    up.work_ns = 0;
    up.connect_timeout = level.connect_timeout;
    up.cut = false;
    if (site.pop != no_pop && world_.impairments.any()) over_backbone(r, here.site->pop, up);
    if (level.read_ns) {
      up.work_ns = static_cast<std::int64_t>((*level.read_ns)(world_.reads.bits(r.number)));
    }
    return true;
  }
  return false;
}

/// The way from a PoP to a tier, while paths are impaired.
void Caching::over_backbone(const Request& r, std::uint16_t pop, Upstream& up) const {
  const auto region = [&](std::uint16_t of) {
    return static_cast<std::uint8_t>(plan_.network.pops()[of].site.region);
  };
  const Impairment path = world_.impairments.of_path(region(pop), region(up.site->pop));
  up.cut = path.down;
  up.rtt_ns = round_trip_over(path, up.rtt_ns, world_.crossings.unit(r.number, 1100U + up.next));
}

Duration Caching::ttl_of(const Request& r, CacheLevel level) const {
  if (world_.is_missing(r.route, r.object)) return cache_of(r).negative_ttl;
  return plan_.routes[r.route].ttl[static_cast<std::size_t>(level)];
}

/// How long this copy stays fresh. The part removed by jitter counts as age of the copy.
Duration Caching::jittered_ttl(const Request& r, CacheLevel level) const {
  const Duration ttl = ttl_of(r, level);
  const double jitter = cache_of(r).ttl_jitter.value;
  if (jitter <= 0) return ttl;
  const double unit = world_.ages.unit(r.number, 1 + static_cast<std::uint32_t>(level));
  return from_seconds(in_seconds(ttl) * (1 - jitter * unit));
}

Copy Caching::copy_at(const Request& r, CacheLevel level, const Cache::Found& found) const {
  if (found.state == CacheState::absent) return {};
  const CacheNode& node = world_.nodes[found.node];
  const Instant expiry = node.expires();
  Content content{.size = {node.size()}, .fetched = expiry - ttl_of(r, level), .from_copy = true};
  if (world_.truth.tracks(r.route)) {
    content.outdated = world_.truth.outdated(found.node, r.route, r.object);
    content.version = world_.truth.version(found.node, r.route);
  }
  return {content, expiry, found.state};
}

Cache::Found Caching::find_at(const Request& r, CacheSite& site, CacheLevel level) {
  Cache::Found found = look_up(r, site);
  if (found.state == CacheState::absent && world_.recalls(site)) {
    remember(r, site, level);
    found = look_up(r, site);
  }
  return found;
}

/// What the cache would hold of it if the run had begun long ago.
void Caching::remember(const Request& r, CacheSite& site, CacheLevel level) {
  const std::optional<PastUse> past = world_.recall(site, r.route, r.object, r.key);
  if (!past) return;
  const Instant fetched = Instant{} - from_seconds(past->age);
  Instant expiry = fetched + ttl_of(r, level);
  if (cache_of(r).ttl_reset_on_hit)
    expiry = Instant{} - from_seconds(past->idle) + ttl_of(r, level);
  const Duration grace = std::max(cache_of(r).stale_while_revalidate, cache_of(r).stale_if_error);
  // Caches know no time before the run: what expired then would seem to have just done so.
  if (expiry < Instant{} && grace > Duration{0} && expiry + grace <= world_.engine.now()) return;
  const Bytes size = world_.size_of(r.route, r.object);
  if (size > cache_of(r).largest_object) return;
  site.cache.admit(r.key, size, expiry);
  if (!world_.truth.tracks(r.route)) return;
  const Cache::Found kept = site.cache.peek(r.key, world_.engine.now());
  if (kept.state == CacheState::absent) return;
  constexpr Instant came{};  // before the run: purges since then concern it
  world_.truth.note(kept.node, r.route, r.object, site.pop,
                    {fetched, world_.truth.outdated_at(r.route, r.object, fetched)}, came);
}

Cache::Found Caching::look_up(const Request& r, CacheSite& site) {
  const Instant now = world_.engine.now();
  if (!world_.truth.tracks(r.route)) return site.cache.look_up(r.key, now);
  const Cache::Found found = site.cache.peek(r.key, now);
  if (found.state == CacheState::absent) return found;
  const Instant purged = world_.truth.purged(found.node);
  if (purged <= now && !plan_.purging.spec.soft) {
    site.cache.remove(r.key);  // expired copies too: no grace brings them back
    return {CacheState::absent, Index::none};
  }
  if (found.state != CacheState::fresh) return found;
  if (purged <= now) {
    site.cache.set_expiry(found.node, purged);
    return {CacheState::expired, found.node};
  }
  site.cache.use(found.node);
  return found;
}

/// Room that a copy takes. One of a random query that stands for many stands for as many copies.
Bytes Caching::room_of(const Request& r, Bytes size) const {
  if (r.weight == 1 || r.key < UINT32_MAX - unique_keys) return size;
  return {std::min(size.count * std::int64_t{r.weight}, std::int64_t{CacheNode::max_size})};
}

Content Caching::keep(Request& r, const Level& here, const Content& content) {
  const CacheSpec& spec = cache_of(r);
  const Instant now = world_.engine.now();
  if (content.failure != Failure::none) {
    if (may_be_stale(here.old, spec.stale_if_error)) {
      if (here.level == CacheLevel::edge) r.status = CacheStatus::stale;
      return here.old.content;
    }
    if (spec.error_ttl > Duration{0}) {
      world_.remember_failure(flight_of(r, here), content, now + spec.error_ttl);
    }
    return content;
  }
  if (here.level == CacheLevel::edge && spec.revalidate && is_unchanged(here.old, content)) {
    r.status = CacheStatus::revalidated;
  }
  Content given = content;
  given.from_copy = false;
  if (content.size > spec.largest_object) return given;
  if (!here.keeps || !is_up(*here.site) || life_of(*here.site) != here.life) return given;
  const Instant from = spec.age_inherited ? content.fetched : now;
  here.site->cache.admit(r.key, room_of(r, content.size), from + jittered_ttl(r, here.level));
  recorder_.residency.stored(r, *here.site);
  if (r.measured) recorder_.cell(r).tier(here.level).kept += r.weight;
  if (world_.truth.tracks(r.route)) {
    const Cache::Found kept = here.site->cache.peek(r.key, now);
    if (kept.state != CacheState::absent) {
      world_.truth.note(kept.node, r.route, r.object, here.site->pop,
                        {content.fetched, content.outdated, content.version}, now);
    }
  }
  return given;
}

std::uint64_t Caching::bytes_for(const Request& r, const Copy& old, const Content& content) const {
  if (is_unchanged(old, content) && cache_of(r).revalidate) return 0;
  return static_cast<std::uint64_t>(content.size.count);
}

void Caching::count_tier(const Request& r, CacheLevel level, const Copy& old,
                         const Content& content) {
  if (!r.measured) return;
  TierMeter& meter = recorder_.cell(r).tier(level);
  meter.requests += r.weight;
  meter.hits += content.from_copy ? r.weight : 0;
  if (content.failure != Failure::none) return;
  const std::uint64_t bytes = bytes_for(r, old, content) * r.weight;
  meter.bytes += bytes;
  meter.hit_bytes += content.from_copy ? bytes : 0;
}

// Since when the content is in the world's caches. All caches start empty at the same moment; if
// every first copy lived for a whole ttl, popular objects would expire in step for ever after. So
// what is fetched first, within one ttl of the start and inside the warm-up, has a random part of
// it behind it.
Instant Caching::born(const Request& r, CacheLevel top, Instant left) const {
  if (!r.first_fetch || cache_of(r).ttl_reset_on_hit) return left;
  const Duration ttl = ttl_of(r, top);
  if (left >= Instant{} + ttl) return left;
  const Instant aged = left - from_seconds(in_seconds(ttl) * world_.ages.unit(r.number));
  // A copy whose content changed meanwhile would have been purged.
  const bool purged =
      plan_.purging.on_change && world_.truth.outdated_at(r.route, r.object, aged) <= left;
  return purged ? left : aged;
}

// A copy that lasts for n of the attack's requests is fetched once.
bool Caching::answers_most(Request& r) {
  const std::size_t attack = r.attack - 1U;
  const AttackRun& run = plan_.attacks.runs[attack];
  const AttackedObject object = run.plan.profile().traits.object;
  if (object == AttackedObject::unique) return true;
  const RoutePlan& route = plan_.routes[r.route];
  const RouteTraffic& traffic = plan_.traffic.by_route[r.route];
  double share = run.route < 0 ? traffic.share : 1;
  if (object == AttackedObject::in_turn || traffic.trace != nullptr) {
    share /= route.objects;
  } else if (object == AttackedObject::as_people) {
    share *= traffic.popularity.probability(r.object - route.first_object);
  }
  const Duration lasts = std::min(ttl_of(r, CacheLevel::edge), run.plan.ends() - run.plan.begins());
  const double asked = world_.floods->requests_at(r.pop, attack) * share * in_seconds(lasts);
  if (asked <= 1) return true;
  const double misses = r.weight / asked + world_.crossings.unit(r.number, 900);
  if (misses >= r.weight) return true;
  Request found = r;
  found.weight = r.weight - static_cast<std::uint32_t>(misses);
  found.status = CacheStatus::hit;
  recorder_.end_bot(found, {.size = world_.size_of(r.route, r.object)});
  r.weight -= found.weight;
  return r.weight > 0;
}

}  // namespace edgecase
