#include "model/attack/connection_table.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace edgecase {

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
