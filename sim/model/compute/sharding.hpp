#pragma once
// The choice of a server within a place for a function's request.
//
// Assumes: connections are distributed evenly over the servers. A function's home is chosen by
// rendezvous hashing (Thaler and Ravishankar 1998), so that adding a server moves 1/n of the
// functions. Source of the local fallback: Cloudflare blog, 2025-09-26. Not modelled: several homes
// for a busy function, the delay until servers know that another is overloaded.

#include <algorithm>
#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "core/heap.hpp"
#include "core/random.hpp"

namespace edgecase {

/// The home of a function among `servers`.
inline std::uint32_t home_of(std::uint64_t function, std::uint64_t place, std::uint32_t servers) {
  std::uint32_t best = 0;
  std::uint64_t highest = 0;
  for (std::uint32_t s = 0; s < servers; ++s) {
    const std::uint64_t weight = mix(mix(function, place), s);
    if (weight > highest) {
      highest = weight;
      best = s;
    }
  }
  return best;
}

/// Active requests per server; only for the least_loaded policy.
class ServerLoads {
 public:
  void resize(std::size_t servers) { in_work_.assign(servers, 0); }
  bool kept() const { return !in_work_.empty(); }

  /// The least loaded at `now`; among equals the first after `from`.
  std::uint32_t least(Instant now, std::uint32_t from) {
    while (!ends_.empty() && ends_.top().finish <= now) --in_work_[ends_.pop().server];
    const auto n = static_cast<std::uint32_t>(in_work_.size());
    std::uint32_t best = from;
    for (std::uint32_t i = 0, s = from; i < n && in_work_[best] > 0; ++i) {
      if (in_work_[s] < in_work_[best]) best = s;
      s = s + 1 == n ? 0 : s + 1;
    }
    return best;
  }
  void until(std::uint32_t server, Instant finish) {
    if (!kept()) return;
    ++in_work_[server];
    ends_.push({finish, server});
  }
  void enter(std::uint32_t server) {
    if (kept()) ++in_work_[server];
  }
  void leave(std::uint32_t server) {
    if (kept()) --in_work_[server];
  }

 private:
  struct End {
    Instant finish;
    std::uint32_t server;
    friend bool operator<(const End& a, const End& b) { return a.finish < b.finish; }
  };
  std::vector<std::int64_t> in_work_;
  QuaternaryHeap<End> ends_;
};

}  // namespace edgecase
