#include "model/guard/rate_limit.hpp"

#include <algorithm>

#include "core/check.hpp"
#include "core/random.hpp"

namespace edgecase {
namespace {

std::vector<std::uint32_t> limit_groups(const RateLimitSpec& spec, const LimitPlaces& places) {
  std::vector<std::uint32_t> groups(places.metro.size(), 0);
  if (spec.scope == LimitScope::metro) groups = places.metro;
  if (spec.scope == LimitScope::pop) {
    for (std::uint32_t pop = 0; pop < groups.size(); ++pop) groups[pop] = pop;
  }
  return groups;
}

/// A metro's places report to each other directly: half of the way each.
std::vector<Duration> ways_to_centre(const RateLimitSpec& spec, const LimitPlaces& places) {
  if (spec.scope == LimitScope::global) return places.to_centre;
  const Duration way = spec.sync == Duration{0} ? places.metro_travel : places.metro_travel / 2;
  return std::vector<Duration>(places.metro.size(), way);
}

}  // namespace

RateLimit::RateLimit(const RateLimitSpec& spec, const LimitPlaces& places)
    : spec_(spec),
      algorithm_(make_limit(spec.algorithm, spec.limit, spec.window)),
      shared_(spec.scope != LimitScope::pop),
      way_(ways_to_centre(spec, places)),
      group_(limit_groups(spec, places)) {
  EC_CHECK(!group_.empty(), "a rate limit needs a place to count in");
  EC_CHECK(way_.size() == group_.size(), "a way to the centre for each PoP");
  const std::uint32_t groups = *std::max_element(group_.begin(), group_.end()) + 1;
  std::vector<std::uint32_t> members(groups, 0);
  for (const std::uint32_t group : group_) ++members[group];
  for (const std::uint32_t group : group_) alone_.push_back(members[group] == 1);
  counts_in_ = group_;
  if (!asks_centre()) {
    for (std::uint32_t pop = 0; pop < counts_in_.size(); ++pop) counts_in_[pop] = pop;
  }
  const auto keys = static_cast<std::size_t>(spec.keys.value);
  tables_.assign(asks_centre() ? groups : group_.size(), KeyTable<Counter>(keys));
  if (shared_ && !asks_centre()) exchanges_.assign(groups, KeyTable<Exchange>(keys));
}

std::uint64_t RateLimit::key_of(const RequestKeys& keys) const {
  std::uint64_t key = 0;
  for (const LimitKey part : spec_.per) {
    key = mix(key + static_cast<std::uint64_t>(part) + 1, keys[part]);
  }
  return key;
}

LimitVerdict RateLimit::take(std::uint32_t pop, Instant now, const RequestKeys& keys,
                             std::int64_t asked) {
  EC_CHECK(pop < group_.size() && asked >= 1);
  const std::uint64_t key = key_of(keys);
  Counter& counter = tables_[counts_in_[pop]].touch(key);
  LimitVerdict verdict{.action = spec_.action};
  if (asks_centre() && !alone_[pop]) verdict.delay = 2 * way_[pop];
  if (now < counter.kept_off_until) {
    verdict.over = asked;
    verdict.kept_off = true;
    verdict.until = counter.kept_off_until;
    return verdict;
  }
  Exchange* exchange =
      exchanges_.empty() || alone_[pop] ? nullptr : &exchanges_[group_[pop]].touch(key);
  if (exchange) learn(counter, *exchange, pop, now);

  const LimitTaken taken = algorithm_->take(counter.state, now, asked);
  verdict.passed = taken.passed;
  verdict.over = asked - taken.passed;
  verdict.delay += taken.delay;
  if (exchange && taken.passed > 0) tell(*exchange, pop, now, taken.passed);
  if (verdict.over > 0 && spec_.mitigation > Duration{0} && spec_.action != GuardAction::log) {
    counter.kept_off_until = now + spec_.mitigation;
    verdict.until = counter.kept_off_until;
  }
  return verdict;
}

Duration RateLimit::retry_after(std::uint32_t pop, Instant now, const RequestKeys& keys) const {
  EC_CHECK(pop < group_.size());
  const Counter* counter = tables_[counts_in_[pop]].find(key_of(keys));
  if (!counter) return {};
  if (now < counter->kept_off_until) return counter->kept_off_until - now;
  if (algorithm_->left(counter->state, now) > 0) return {};
  // The remaining quota only grows without requests, so bisection finds the time.
  Duration none{}, some = std::min(algorithm_->memory(), Instant::max() - now);
  while (some - none > Duration{1}) {
    const Duration half = none + (some - none) / 2;
    (algorithm_->left(counter->state, now + half) > 0 ? some : none) = half;
  }
  return some;
}

// Admissions since the last exchange become a message at the end of that exchange; all unreported
// admissions belong to one exchange, so messages are in order of arrival.
void RateLimit::flush(Exchange& exchange, Instant now) {
  auto& unreported = exchange.unreported;
  const std::int64_t tick = now.time_since_epoch() / spec_.sync;
  if (!unreported.empty() && unreported.front().tick < tick) {
    // The exchange passes reports on in the order in which they reach it.
    std::ranges::stable_sort(unreported, {}, [&](const Unreported& u) { return way_[u.place]; });
    for (const Unreported& u : unreported) {
      const Instant sent{(u.tick + 1) * spec_.sync};
      const Instant before =
          exchange.reports.empty() ? Instant::min() : exchange.reports.back().out;
      exchange.reports.push_back({std::max(sent + way_[u.place], before), u.at, u.place, u.passed});
    }
    unreported.clear();
  }
  // Messages older than a counter's memory are irrelevant.
  const Duration memory = algorithm_->memory();
  auto& reports = exchange.reports;
  const auto relevant = std::find_if(reports.begin(), reports.end(),
                                     [&](const Report& t) { return now - t.out <= memory; });
  const auto past = static_cast<std::size_t>(relevant - reports.begin());
  if (past * 2 > reports.size()) {
    reports.erase(reports.begin(), relevant);
    exchange.first += past;
  }
}

void RateLimit::learn(Counter& counter, Exchange& exchange, std::uint32_t place, Instant now) {
  flush(exchange, now);
  std::uint64_t next = std::max(counter.processed, exchange.first);
  for (; next - exchange.first < exchange.reports.size(); ++next) {
    const Report& report = exchange.reports[next - exchange.first];
    const Instant known = report.out + way_[place];
    if (known > now) break;
    if (report.place != place) algorithm_->learn(counter.state, report.at, known, report.passed);
  }
  counter.processed = next;
}

void RateLimit::tell(Exchange& exchange, std::uint32_t place, Instant now, std::int64_t passed) {
  const std::int64_t span = algorithm_->span(now);
  for (Unreported& u : exchange.unreported) {
    if (u.place == place && u.span == span) {
      u.passed += passed;
      return;
    }
  }
  exchange.unreported.push_back({place, span, now.time_since_epoch() / spec_.sync, now, passed});
}

bool RateLimit::tells_clients_apart(const RequestKeys& keys) const {
  return std::ranges::any_of(spec_.per, [&](LimitKey key) {
    const bool own = key == LimitKey::ip || key == LimitKey::session || key == LimitKey::api_key;
    return own && keys[key] != 0;
  });
}

std::uint64_t RateLimit::forgotten() const {
  std::uint64_t all = 0;
  for (const auto& table : tables_) all += table.forgotten();
  return all;
}

std::size_t RateLimit::counters() const {
  std::size_t all = 0;
  for (const auto& table : tables_) all += table.size();
  return all;
}

}  // namespace edgecase
