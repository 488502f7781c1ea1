#include "model/purge/queue.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace edgecase {
namespace {

PurgeLimits limits_of(PurgePlan plan) {
  switch (plan) {
    case PurgePlan::free:
      return {{Rate{5.0 / 60}, Count{25}}, {Rate{800}, Count{800}}};
    case PurgePlan::pro:
      return {{Rate{5}, Count{25}}, {Rate{1500}, Count{1500}}};
    case PurgePlan::business:
      return {{Rate{10}, Count{50}}, {Rate{1500}, Count{1500}}};
    case PurgePlan::enterprise:
      return {{Rate{50}, Count{500}}, {Rate{3000}, Count{3000}}};
    case PurgePlan::no_limit:
      break;
  }
  return {};
}

}  // namespace

PurgeLimits limits_of(const PurgeSpec& spec) {
  PurgeLimits limits = limits_of(spec.plan);
  if (spec.rate) {
    limits.requests.rate = *spec.rate;
    if (limits.requests.bucket.unlimited()) limits.requests.bucket = Count{1};
  }
  if (spec.bucket && limits.requests.rate > Rate{0}) limits.requests.bucket = *spec.bucket;
  if (spec.urls) {
    const std::int64_t second = std::llround(spec.urls->per_second);
    limits.urls = PurgeLimit{*spec.urls, Count{std::max<std::int64_t>(1, second)}};
  }
  return limits;
}

TokenBucket::TokenBucket(PurgeLimit limit) : limited_(!limit.bucket.unlimited()) {
  if (!limited_) return;
  EC_CHECK(limit.rate > Rate{0} && limit.bucket >= Count{1});
  token_ = from_seconds(1 / limit.rate.per_second);
  // A bucket that takes longer than a century to fill never does.
  constexpr double century_ns = 3.2e18;
  const double fills_ns =
      static_cast<double>(token_.count()) * static_cast<double>(limit.bucket.value - 1);
  tolerance_ = Duration{static_cast<std::int64_t>(std::min(fills_ns, century_ns))};
}

Instant TokenBucket::accept(Instant asked) {
  EC_CHECK(asked >= last_, "purges arrive in order of time");
  last_ = asked;
  if (!limited_) return asked;
  // The bucket holds (now + token + tolerance - due) / token tokens, at most the bucket's size.
  const Instant taken = std::max(asked, due_ - tolerance_);
  due_ = std::max(due_, taken) + token_;
  return taken;
}

Instant PurgeQueue::accept(Instant asked, bool by_url) {
  const Instant taken = (by_url ? urls_ : requests_).accept(asked);
  const Duration wait = taken - asked;
  ++accepted_;
  delayed_ += wait > Duration{0} ? 1 : 0;
  longest_wait_ = std::max(longest_wait_, wait);
  total_wait_ += wait;
  return taken;
}

}  // namespace edgecase
