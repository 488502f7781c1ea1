// A queue before a gate that opens every window / limit: requests leave at even intervals, and are
// refused if `queue` of them are already waiting. A D/1 server with a bounded queue.
// State: at = when the gate is next free in ns, rest = a fraction of a ns in units of 1 / limit.
// Oracle: tests/oracles/guard_limits.cpp.
#include <algorithm>

#include "core/check.hpp"
#include "model/guard/limit_kinds.hpp"

namespace edgecase {
namespace {

class QueueLimit final : public LimitAlgorithm {
 public:
  QueueLimit(const LimitQueueSpec& spec, Count limit, Duration window)
      : limit_(limit.value), queue_(spec.queue.value), window_(window.count()) {
    EC_CHECK(limit_ >= 1 && queue_ >= 0 && window_ > 0);
  }

  LimitTaken take(LimitState& state, Instant now, std::int64_t asked) const override {
    catch_up(state, now);
    const std::int64_t passed = std::min(asked, room(state, now));
    if (passed == 0) return {};
    // They leave at the next openings of the gate: the first wait plus 0, 1, 2, ... intervals.
    const std::int64_t first = ahead(state, now);
    const Wide later = static_cast<Wide>(passed - 1) * window_ / (2 * static_cast<Wide>(limit_));
    advance(state, passed);
    return {passed, Duration{first + static_cast<std::int64_t>(later)}};
  }
  void learn(LimitState& state, Instant, Instant now, std::int64_t passed) const override {
    catch_up(state, now);
    advance(state, passed);
  }
  std::int64_t left(const LimitState& state, Instant now) const override {
    LimitState seen = state;
    catch_up(seen, now);
    return room(seen, now);
  }
  std::int64_t span(Instant) const override { return 0; }
  Duration memory() const override {
    const Wide empty = (static_cast<Wide>(queue_) + 1) * window_ / limit_ + 1;
    return empty > Duration::max().count() ? Duration::max()
                                           : Duration{static_cast<std::int64_t>(empty)};
  }

 private:
  __extension__ using Wide = __int128;

  static void catch_up(LimitState& state, Instant now) {
    const std::int64_t at = now.time_since_epoch().count();
    if (state.at > at || (state.at == at && state.rest > 0)) return;
    state = {.at = at, .count = 0, .rest = 0};
  }
  /// Nanoseconds, rounded up, until the gate is free.
  static std::int64_t ahead(const LimitState& state, Instant now) {
    return state.at - now.time_since_epoch().count() + (state.rest > 0 ? 1 : 0);
  }
  /// One passes immediately if the gate is free, and `queue` wait behind it.
  std::int64_t room(const LimitState& state, Instant now) const {
    const Wide booked =
        static_cast<Wide>(state.at - now.time_since_epoch().count()) * limit_ + state.rest;
    const Wide ahead_of_us = (booked + window_ - 1) / window_;
    return static_cast<std::int64_t>(std::max<Wide>(0, queue_ + 1 - ahead_of_us));
  }
  void advance(LimitState& state, std::int64_t passed) const {
    const Wide more = static_cast<Wide>(passed) * window_ + state.rest;
    state.at += static_cast<std::int64_t>(more / limit_);
    state.rest = static_cast<std::int64_t>(more % limit_);
  }

  std::int64_t limit_;
  std::int64_t queue_;
  std::int64_t window_;
};

}  // namespace

std::vector<Field> fields(Of<LimitQueueSpec>) {
  return list<LimitQueueSpec>(field("queue", &LimitQueueSpec::queue, "maximum queued requests",
                                    shorthand(), at_least(std::int64_t{0}),
                                    at_most(std::int64_t{1'000'000'000}),
                                    assumed("about the requests of a page")));
}

LimitAlgorithmPtr make_limit(const LimitQueueSpec& spec, Count limit, Duration window) {
  return std::make_unique<const QueueLimit>(spec, limit, window);
}

}  // namespace edgecase
