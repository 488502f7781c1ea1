// A bucket of `burst` tokens, initially full, refilled at limit / window; a request takes one. With
// Poisson requests it refuses like a finite M/D/1 queue with that many places (oracle R01).
// State: at = last touch in ns + 1 (0: never), count = whole tokens, rest = a fraction of one in
// units of 1 / window. Requests at other places may leave a debt: tokens below zero.
// Oracle: tests/oracles/guard_limits.cpp.
#include <algorithm>

#include "core/check.hpp"
#include "model/guard/limit_kinds.hpp"

namespace edgecase {
namespace {

class TokensLimit final : public LimitAlgorithm {
 public:
  TokensLimit(const LimitTokensSpec& spec, Count limit, Duration window)
      : limit_(limit.value), burst_(spec.burst.value_or(limit).value), window_(window.count()) {
    EC_CHECK(limit_ >= 1 && burst_ >= 1 && window_ > 0);
  }

  LimitTaken take(LimitState& state, Instant now, std::int64_t asked) const override {
    fill(state, now);
    const std::int64_t passed = std::clamp<std::int64_t>(state.count, 0, asked);
    state.count -= passed;
    return {.passed = passed};
  }
  void learn(LimitState& state, Instant, Instant now, std::int64_t passed) const override {
    fill(state, now);
    state.count -= passed;
  }
  std::int64_t left(const LimitState& state, Instant now) const override {
    LimitState seen = state;
    fill(seen, now);
    return std::max<std::int64_t>(0, seen.count);
  }
  std::int64_t span(Instant) const override { return 0; }
  Duration memory() const override {
    const Wide full = (static_cast<Wide>(burst_) * window_ + limit_ - 1) / limit_;
    return full > Duration::max().count() ? Duration::max()
                                          : Duration{static_cast<std::int64_t>(full)};
  }

 private:
  __extension__ using Wide = __int128;

  void fill(LimitState& state, Instant now) const {
    const std::int64_t at = now.time_since_epoch().count() + 1;
    if (state.at == 0) state = {.at = at, .count = burst_, .rest = 0};
    const Wide gained =
        static_cast<Wide>(std::max<std::int64_t>(0, at - state.at)) * limit_ + state.rest;
    const Wide tokens = state.count + gained / window_;
    state.at = std::max(state.at, at);
    const bool full = tokens >= burst_;
    state.count = full ? burst_ : static_cast<std::int64_t>(tokens);
    state.rest = full ? 0 : static_cast<std::int64_t>(gained % window_);
  }

  std::int64_t limit_;
  std::int64_t burst_;
  std::int64_t window_;
};

}  // namespace

std::vector<Field> fields(Of<LimitTokensSpec>) {
  return list<LimitTokensSpec>(field(
      "burst", &LimitTokensSpec::burst, "bucket size: the allowed burst; if absent: the limit",
      shorthand(), at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000'000})));
}

LimitAlgorithmPtr make_limit(const LimitTokensSpec& spec, Count limit, Duration window) {
  return std::make_unique<const TokensLimit>(spec, limit, window);
}

}  // namespace edgecase
