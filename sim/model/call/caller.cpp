#include "model/call/caller.hpp"

#include <algorithm>

namespace edgecase {

Caller::Caller(const CallPolicySpec& spec) : spec_(spec) {
  if (spec.budget) retry_tokens_ = static_cast<double>(spec.budget->burst.value);
  if (spec.hedge) hedge_tokens_ = static_cast<double>(spec.hedge->burst.value);
  if (spec.throttle) throttle_tokens_ = static_cast<double>(spec.throttle->tokens.value);
  if (spec.limit) limit_ = static_cast<double>(spec.limit->calls.value);
}

namespace {

/// A bucket that was filled at the start holds at least one: else a ratio could never add up.
void add_to_bucket(double& tokens, double ratio, Count burst) {
  tokens = std::min(tokens + ratio, std::max(1.0, static_cast<double>(burst.value)));
}

/// Sums of ratios are not exact: ten times 10% are one.
constexpr double nearly_one = 1 - 1e-9;

}  // namespace

void Caller::called() {
  if (spec_.budget) add_to_bucket(retry_tokens_, spec_.budget->ratio.value, spec_.budget->burst);
  if (spec_.hedge) add_to_bucket(hedge_tokens_, spec_.hedge->ratio.value, spec_.hedge->burst);
}

bool Caller::admits(Instant now, bool hedge) {
  if (!hedge && breaker_stops(now, false)) return false;
  if (limit_ > 0 && static_cast<double>(in_progress_) + 1 > limit_) return false;
  if (!hedge && breaker_ == Breaker::half_open) ++trials_sent_;
  ++in_progress_;
  return true;
}

void Caller::ended(Instant now, CallEnd end, Duration took) {
  if (spec_.limit && spec_.limit->gradient) note_response(now, took);
  --in_progress_;
  const bool failed = end != CallEnd::success;
  if (spec_.throttle) {
    const double most = static_cast<double>(spec_.throttle->tokens.value);
    throttle_tokens_ += failed ? -1 : spec_.throttle->ratio;
    throttle_tokens_ = std::clamp(throttle_tokens_, 0.0, most);
  }
  if (spec_.limit && spec_.limit->aimd) {
    const AimdSpec& aimd = *spec_.limit->aimd;
    limit_ = failed ? limit_ * aimd.decrease : limit_ + 1 / limit_;
    limit_ = std::clamp(limit_, static_cast<double>(aimd.least.value),
                        std::max(static_cast<double>(spec_.limit->calls.value),
                                 static_cast<double>(aimd.least.value)));
  }
  if (spec_.breaker) note_breaker(now, failed);
}

void Caller::note_response(Instant now, Duration took) {
  const GradientSpec& spec = *spec_.limit->gradient;
  if (now >= window_ends_) {
    if (responses_ > 0) adapt(spec);
    responses_ = response_s_ = 0;
    most_in_progress_ = 0;
    window_ends_ = now + spec.window;
  }
  ++responses_;
  response_s_ += in_seconds(took);
  most_in_progress_ = std::max(most_in_progress_, in_progress_);
}

// Gradient2 of Netflix's concurrency-limits (2018): the long-term response time is an exponential
// average over 600 windows, begun as the plain mean of ten; it is corrected downwards after a time
// of overload. A limit that is not used stays.
void Caller::adapt(const GradientSpec& spec) {
  constexpr double averaged = 600;
  constexpr std::int64_t begun = 10;
  const double recent_s = response_s_ / responses_;
  ++windows_;
  const double weight = windows_ <= begun ? 1 / static_cast<double>(windows_) : 2 / (averaged + 1);
  long_term_s_ += weight * (recent_s - long_term_s_);
  if (long_term_s_ > 2 * recent_s) long_term_s_ *= 0.95;
  if (static_cast<double>(most_in_progress_) < limit_ / 2 || recent_s <= 0) return;
  const double gradient = std::clamp(spec.tolerance * long_term_s_ / recent_s, 0.5, 1.0);
  const double wanted = limit_ * gradient + static_cast<double>(spec.queue.value);
  limit_ += spec.smoothing * (wanted - limit_);
  const double least = static_cast<double>(spec.least.value);
  limit_ =
      std::clamp(limit_, least, std::max(least, static_cast<double>(spec_.limit->calls.value)));
}

bool Caller::may_retry(Instant now) {
  if (spec_.throttle && throttle_tokens_ * 2 <= static_cast<double>(spec_.throttle->tokens.value))
    return false;
  if (breaker_stops(now, true)) return false;
  if (!spec_.budget) return true;
  if (retry_tokens_ < nearly_one) return false;
  retry_tokens_ -= 1;
  return true;
}

bool Caller::may_hedge() {
  if (hedge_tokens_ < nearly_one) return false;
  hedge_tokens_ -= 1;
  return true;
}

bool Caller::breaker_stops(Instant now, bool retry) {
  if (!spec_.breaker || breaker_ == Breaker::closed) return false;
  if (spec_.breaker->stops == BreakerStops::retries && !retry) return false;
  if (breaker_ == Breaker::open) {
    if (now < opened_at_ + spec_.breaker->open) return true;
    breaker_ = Breaker::half_open;
    trials_sent_ = trials_won_ = 0;
  }
  return trials_sent_ >= spec_.breaker->trials.value;
}

void Caller::open(Instant now) {
  breaker_ = Breaker::open;
  opened_at_ = now;
  ++opened_;
  window_ = {};
}

void Caller::note_breaker(Instant now, bool failed) {
  if (breaker_ == Breaker::half_open && spec_.breaker->stops == BreakerStops::calls) {
    if (failed) return open(now);
    if (++trials_won_ >= spec_.breaker->trials.value) breaker_ = Breaker::closed;
    return;
  }
  const Duration step = spec_.breaker->window / static_cast<std::int64_t>(buckets);
  const std::int64_t number = now.time_since_epoch() / step;
  Bucket& bucket = window_[static_cast<std::size_t>(number) % buckets];
  if (bucket.number != number) bucket = {number, 0, 0};
  ++bucket.attempts;
  bucket.failures += failed;
  std::int64_t attempts = 0, failures = 0;
  for (const Bucket& one : window_) {
    if (one.number <= number - static_cast<std::int64_t>(buckets)) continue;
    attempts += one.attempts;
    failures += one.failures;
  }
  const double share = static_cast<double>(failures) / static_cast<double>(attempts);
  const bool bad = failed && share >= spec_.breaker->failures.value;
  if (breaker_ == Breaker::closed) {
    if (bad && attempts >= spec_.breaker->calls.value) open(now);
  } else if (spec_.breaker->stops == BreakerStops::retries &&
             now >= opened_at_ + spec_.breaker->open) {
    // It sees all calls meanwhile, and closes once they fail less often.
    if (share < spec_.breaker->failures.value && attempts >= spec_.breaker->calls.value)
      breaker_ = Breaker::closed;
  }
}

}  // namespace edgecase
