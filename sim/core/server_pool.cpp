#include "core/server_pool.hpp"

#include <algorithm>
#include <cstddef>

#include "core/check.hpp"

namespace edgecase {
namespace {

/// Upper bound for the end of a job in an unbounded queue: far below the clock's range.
constexpr Instant never{std::chrono::hours(24 * 365 * 100)};

}  // namespace

ServerPool::ServerPool(Count servers, Count queue) : servers_(servers.value), places_(queue.value) {
  EC_CHECK(servers_ >= 1 && !servers.unlimited(), "a pool has a number of servers");
  EC_CHECK(places_ >= 0, "a queue cannot have fewer than no places");
  reset();
}

ServerPool::Job ServerPool::arrive(Instant now, Duration service) {
  EC_CHECK(service >= Duration{0}, "a service takes time");
  const std::int64_t line = waiting(now);
  const Instant start = std::max(now, free_at_.top());
  if (start > now) {
    if (line >= places_) return {};
    starts_.push(start);
  }
  const Instant finish = std::max(start, std::min(start + service, never));
  free_at_.replace_top(finish);
  work_ += std::min(service, Duration::max() - work_);
  return {true, start, finish};
}

void ServerPool::occupy(std::int64_t servers, Instant until) {
  for (std::int64_t i = 0; i < std::min(servers, servers_); ++i)
    free_at_.replace_top(std::max(free_at_.top(), until));
}

Instant ServerPool::room_at(Instant now) {
  const std::int64_t line = waiting(now);
  if (free_at_.top() <= now || line < places_) return now;
  return starts_.empty() ? free_at_.top() : starts_.front();
}

std::int64_t ServerPool::waiting(Instant now) {
  EC_CHECK(now >= latest_, "arrivals must come in the order of time");
  latest_ = now;
  // Starts never decrease in the order of arrival, so jobs that no longer wait are in front.
  while (!starts_.empty() && starts_.front() <= now) starts_.pop();
  return static_cast<std::int64_t>(starts_.size());
}

std::int64_t ServerPool::busy(Instant now) const {
  // A server with jobs promised to it beyond now is in service now, whichever job it has.
  return std::ranges::count_if(free_at_.items(), [now](Instant t) { return t > now; });
}

void ServerPool::reset() {
  free_at_.assign(static_cast<std::size_t>(servers_), Instant{});
  starts_.clear();
}

}  // namespace edgecase
