// Two counters per key approximate a log of its requests: the rate is estimated as
// previous x (window - elapsed) / window + current, as if the previous window's requests were
// evenly distributed. A request is over the limit if the rate before it has reached the limit.
// Source: Cloudflare blog, "Counting things, a lot of different things", 2017-06-07: of 400 million
// requests of 270,000 sources 0.003% were decided differently from an exact log.
// State: at = number of the window + 1, count = of this window, rest = of the window before.
// Oracle: tests/oracles/guard_limits.cpp.
#include <algorithm>

#include "core/check.hpp"
#include "model/guard/limit_kinds.hpp"

namespace edgecase {
namespace {

class SlidingWindow final : public LimitAlgorithm {
 public:
  SlidingWindow(const SlidingWindowSpec& spec, Count limit, Duration window)
      : limit_(limit.value), window_(window), counts_all_(spec.counts == LimitCounts::all) {
    EC_CHECK(limit_ >= 1 && window_ > Duration{0});
  }

  LimitTaken take(LimitState& state, Instant now, std::int64_t asked) const override {
    enter(state, span(now));
    const std::int64_t passed = std::min(asked, room(state.count, state.rest, now));
    state.count += counts_all_ ? asked : passed;
    return {.passed = passed};
  }
  void learn(LimitState& state, Instant at, Instant now, std::int64_t passed) const override {
    enter(state, span(now));
    const std::int64_t ago = state.at - 1 - span(at);
    if (ago == 0) state.count += passed;
    if (ago == 1) state.rest += passed;
  }
  std::int64_t left(const LimitState& state, Instant now) const override {
    LimitState seen = state;
    enter(seen, span(now));
    return room(seen.count, seen.rest, now);
  }
  std::int64_t span(Instant at) const override { return at.time_since_epoch() / window_; }
  Duration memory() const override { return 2 * window_; }

 private:
  __extension__ using Wide = __int128;

  static void enter(LimitState& state, std::int64_t window) {
    if (state.at == window + 1) return;
    state.rest = state.at == window ? state.count : 0;
    state.count = 0;
    state.at = window + 1;
  }
  /// The least m with rate + m >= limit: the number of requests that pass.
  std::int64_t room(std::int64_t current, std::int64_t previous, Instant now) const {
    const Duration elapsed = now.time_since_epoch() % window_;
    const Wide window = window_.count();
    const Wide rate = static_cast<Wide>(previous) * (window_ - elapsed).count() +
                      static_cast<Wide>(current) * window;
    const Wide free = static_cast<Wide>(limit_) * window - rate;
    return free <= 0 ? 0 : static_cast<std::int64_t>((free + window - 1) / window);
  }

  std::int64_t limit_;
  Duration window_;
  bool counts_all_;
};

}  // namespace

std::vector<Field> fields(Of<SlidingWindowSpec>) {
  return list<SlidingWindowSpec>(field("counts", &SlidingWindowSpec::counts,
                                       "which requests are counted", shorthand(),
                                       assumed("throttling, the weaker of the two")));
}

LimitAlgorithmPtr make_limit(const SlidingWindowSpec& spec, Count limit, Duration window) {
  return std::make_unique<const SlidingWindow>(spec, limit, window);
}

}  // namespace edgecase
