#pragma once
// Rate limits of purges: a token bucket for requests (tag, prefix, everything) and one for URLs,
// refilled at the plan's rate.
//
// Assumes: rejected purges are retried in order and accepted as soon as the limit allows. The
// vendor publishes no bucket size for URLs (a moving average): one second's worth.
// Units: a token's time is whole nanoseconds, off by at most half a nanosecond (2e-6 of 3,000/s).
// Errors: EC_CHECK if purges of one kind are not in order of time.
// Source: plan limits, Cloudflare docs, cache, purge cache (2026-07-29).
// Not modelled: other customers of the account, batching of up to 100 operations in a request.

#include <cstdint>

#include <edgecase/units.hpp>

#include "model/purge/spec.hpp"

namespace edgecase {

struct PurgeLimit {
  Rate rate;
  Count bucket = unlimited;  ///< unlimited: everything is accepted immediately
};
struct PurgeLimits {
  PurgeLimit requests;
  PurgeLimit urls;
};
/// The plan's limits, unless overridden by the design.
PurgeLimits limits_of(const PurgeSpec& spec);

/// Starts full. Waiting purges are accepted first come, first served.
class TokenBucket {
 public:
  explicit TokenBucket(PurgeLimit limit);
  /// When a purge requested at this time is accepted.
  Instant accept(Instant asked);

 private:
  bool limited_;
  Duration token_{};      // time to refill one token
  Duration tolerance_{};  // how far ahead of the rate a full bucket lets purges run
  Instant due_{};         // when an unbounded bucket would be full: one token per purge
  Instant last_{};        // time of the last request
};

class PurgeQueue {
 public:
  explicit PurgeQueue(const PurgeLimits& limits) : requests_(limits.requests), urls_(limits.urls) {}

  /// Purges of one kind must be in order of time.
  Instant accept(Instant asked, bool by_url);

  std::uint64_t accepted() const { return accepted_; }
  std::uint64_t delayed() const { return delayed_; }
  Duration longest_wait() const { return longest_wait_; }
  Duration total_wait() const { return total_wait_; }

 private:
  TokenBucket requests_;
  TokenBucket urls_;
  std::uint64_t accepted_ = 0;
  std::uint64_t delayed_ = 0;
  Duration longest_wait_{};
  Duration total_wait_{};
};

}  // namespace edgecase
