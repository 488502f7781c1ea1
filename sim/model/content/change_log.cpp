#include "model/content/change_log.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/check.hpp"
#include "core/logarithm.hpp"
#include "core/random.hpp"

namespace edgecase {

double expected_changes(const ChangeSpec& spec, Count objects, Duration span) {
  return static_cast<double>(objects.value) * spec.share.value * in_seconds(span) /
         in_seconds(spec.every);
}

ChangeLog::ChangeLog(const ChangeSpec& spec, std::uint32_t first_object, std::uint32_t objects,
                     Instant end, std::uint64_t seed, std::uint64_t replication, StopFlag stop)
    : chosen_(seed, replication, "content that changes", first_object),
      past_(seed, replication, "content that changed before", first_object),
      share_(spec.share),
      every_ns_(static_cast<double>(spec.every.count())),
      first_(first_object),
      objects_(objects) {
  EC_CHECK(objects > 0 && spec.every > Duration{0});
  EC_CHECK(expected_changes(spec, Count{objects}, end.time_since_epoch()) < 4e9);
  generate(spec, end, seed, replication, stop);
  build_index(stop);
}

void ChangeLog::generate(const ChangeSpec& spec, Instant end, std::uint64_t seed,
                         std::uint64_t replication, StopFlag stop) {
  const Stream draws(seed, replication, "content changes", first_);
  const double mean_gap_ns = static_cast<double>(spec.every.count()) / objects_;
  const double end_ns = static_cast<double>(end.time_since_epoch().count());
  std::array<RandomBlock, 64> block;
  double clock_ns = 0;
  for (std::uint64_t number = 0;; number += block.size()) {
    stop.check();
    draws.fill(number, block);
    for (const RandomBlock& dice : block) {
      clock_ns += mean_gap_ns * minus_log_unit(dice[0]);
      if (!(clock_ns < end_ns)) return;
      const auto object = static_cast<std::uint32_t>(below(high_word(dice), objects_));
      if (!ever_changes(first_ + object)) continue;
      changes_.push_back({Instant{Duration{static_cast<std::int64_t>(clock_ns)}}, first_ + object});
    }
  }
}

void ChangeLog::build_index(StopFlag stop) {
  EC_CHECK(changes_.size() < UINT32_MAX);
  while ((std::uint64_t{objects_} >> (shift_ + 1)) >= changes_.size() + 1) ++shift_;
  begins_.assign(bucket_of(first_ + objects_ - 1) + 2, 0);
  for (const Change& change : changes_) {
    stop.check();
    ++begins_[bucket_of(change.object) + 1];
  }
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
  entries_.resize(changes_.size());
  std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
  for (std::size_t i = 0; i < changes_.size(); ++i) {
    stop.check();
    const auto [at, object] = changes_[i];
    entries_[next[bucket_of(object)]++] = {at, object, static_cast<std::uint32_t>(i)};
  }
  if (shift_ == 0) return;  // one object per bucket: already in order of time
  const auto by_object = [](const Entry& a, const Entry& b) { return a.object < b.object; };
  for (std::size_t i = 0; i + 1 < begins_.size(); ++i) {
    stop.check();
    std::stable_sort(entries_.begin() + begins_[i], entries_.begin() + begins_[i + 1], by_object);
  }
}

Instant ChangeLog::last_before_start(std::uint32_t object) const {
  constexpr double longest_ns = 3e18;  // a century
  if (!ever_changes(object)) return Instant::min();
  const double ago = every_ns_ * -std::log(past_.unit(object - first_));
  return Instant{-Duration{static_cast<std::int64_t>(std::min(ago, longest_ns))}};
}

const ChangeLog::Entry* ChangeLog::find(std::uint32_t object, Instant t) const {
  EC_CHECK(object - first_ < objects_, "an object of another route");
  const std::size_t bucket = bucket_of(object);
  const Entry* const last = entries_.data() + begins_[bucket + 1];
  const Entry* const found = std::partition_point(
      entries_.data() + begins_[bucket], last,
      [&](const Entry& e) { return e.object < object || (e.object == object && e.at <= t); });
  return found != last && found->object == object ? found : nullptr;
}

}  // namespace edgecase
