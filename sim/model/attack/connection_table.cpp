#include "model/attack/connection_table.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace edgecase {

std::vector<Field> fields(Of<ConnectionTableSpec>) {
  return list<ConnectionTableSpec>(
      field("places", &ConnectionTableSpec::places, "half-open connections per PoP",
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000'000'000}),
            assumed("thousands on each of some 100 servers")),
      field("timeout", &ConnectionTableSpec::timeout, "how long an unanswered connection is kept",
            more_than(Duration{0}), at_most(Duration{std::chrono::hours(24)}),
            source("1 + 2 + 4 + 8 + 16 + 32 s with five retries, the default of Linux (tcp(7), "
                   "tcp_synack_retries)",
                   "2026-11")),
      field("cookies", &ConnectionTableSpec::cookies,
            "whether a full table uses SYN cookies instead of refusing connections",
            source("on by default in Linux (tcp(7), tcp_syncookies)", "2026-11")),
      field("cookie_cpu", &ConnectionTableSpec::cookie_cpu, "CPU time per cookie",
            at_least(Duration{0}), assumed("one keyed hash")));
}

ConnectionTable::ConnectionTable(const ConnectionTableSpec& spec) : spec_(spec) {
  EC_CHECK(spec.places >= Count{1} && spec.timeout > Duration{0});
}

void ConnectionTable::free_until(Instant now) {
  while (!held_.empty() && held_.top().until <= now) taken_ -= held_.pop().count;
}

TableVerdict ConnectionTable::open(Instant now, Duration answer, std::int64_t count) {
  EC_CHECK(count >= 1 && answer >= Duration{0});
  free_until(now);
  TableVerdict verdict;
  verdict.kept = std::min(count, spec_.places.value - taken_);
  const std::int64_t rest = count - verdict.kept;
  if (verdict.kept > 0) {
    held_.push({now + std::min(answer, spec_.timeout), verdict.kept});
    taken_ += verdict.kept;
  }
  if (spec_.cookies) {
    verdict.cookies = rest;
    verdict.cpu = spec_.cookie_cpu * rest;
  } else {
    verdict.refused = rest;
  }
  return verdict;
}

std::int64_t ConnectionTable::taken(Instant now) {
  free_until(now);
  return taken_;
}

}  // namespace edgecase
