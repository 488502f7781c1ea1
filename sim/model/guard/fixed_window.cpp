// A counter that starts from zero at every multiple of the window.
// State: at = number of the window + 1, count. Not modelled: windows that start with a key's first
// request. Oracle: tests/oracles/guard_limits.cpp (twice the limit across a boundary).
#include <algorithm>

#include "core/check.hpp"
#include "model/guard/limit_kinds.hpp"

namespace edgecase {
namespace {

class FixedWindow final : public LimitAlgorithm {
 public:
  FixedWindow(Count limit, Duration window) : limit_(limit.value), window_(window) {
    EC_CHECK(limit_ >= 1 && window_ > Duration{0});
  }

  LimitTaken take(LimitState& state, Instant now, std::int64_t asked) const override {
    enter(state, span(now));
    const std::int64_t passed = std::clamp<std::int64_t>(limit_ - state.count, 0, asked);
    state.count += passed;
    return {.passed = passed};
  }
  void learn(LimitState& state, Instant at, Instant now, std::int64_t passed) const override {
    enter(state, span(now));
    if (span(at) + 1 == state.at) state.count += passed;
  }
  std::int64_t left(const LimitState& state, Instant now) const override {
    if (state.at != span(now) + 1) return limit_;
    return std::max<std::int64_t>(0, limit_ - state.count);
  }
  std::int64_t span(Instant at) const override { return at.time_since_epoch() / window_; }
  Duration memory() const override { return window_; }

 private:
  static void enter(LimitState& state, std::int64_t window) {
    if (state.at != window + 1) state = {.at = window + 1, .count = 0, .rest = 0};
  }

  std::int64_t limit_;
  Duration window_;
};

}  // namespace

std::vector<Field> fields(Of<FixedWindowSpec>) { return list<FixedWindowSpec>(); }

LimitAlgorithmPtr make_limit(const FixedWindowSpec&, Count limit, Duration window) {
  return std::make_unique<const FixedWindow>(limit, window);
}

}  // namespace edgecase
