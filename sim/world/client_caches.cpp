#include "world/client_caches.hpp"

#include <algorithm>

#include "core/check.hpp"
#include "core/random.hpp"

namespace edgecase {

ClientCaches::ClientCaches(const Blueprint& plan) : span_(std::chrono::seconds(1)) {
  for (const RoutePlan& route : plan.routes) span_ = std::max(span_, route.client_ttl);
  turn_ = Instant{} + 2 * span_;
}

// Copies live in two halves, those received since the last rotation and those before it, so that
// none is dropped before it has been expired for a span.
void ClientCaches::age(Instant now) {
  if (now < turn_) return;
  old_ = std::move(young_);
  young_ = {};
  if (now >= turn_ + 2 * span_) old_ = {};
  turn_ = now + 2 * span_;
}

const ClientCaches::Copy* ClientCaches::find(std::uint64_t person, std::uint32_t key, Instant now) {
  age(now);
  const std::uint64_t name = mix(person, key);
  for (const Copies* copies : {&young_, &old_}) {
    const auto found = copies->find(name);
    if (found != copies->end()) return &found->second;
  }
  return nullptr;
}

void ClientCaches::add_pending(std::uint64_t number, std::uint64_t person, const Copy* old) {
  pending_[number] = {person, old != nullptr, old == nullptr ? Copy{} : *old};
}

ClientCaches::PendingFetch ClientCaches::take_pending(std::uint64_t number) {
  const auto found = pending_.find(number);
  EC_CHECK(found != pending_.end(), "a request that was never sent");
  const PendingFetch fetch = found->second;
  pending_.erase(found);
  return fetch;
}

void ClientCaches::keep(std::uint64_t person, std::uint32_t key, const Copy& copy) {
  young_[mix(person, key)] = copy;
}

ClientCaches::Asked& ClientCaches::last(std::uint64_t person, std::uint8_t route) {
  return last_[mix(person, route)];
}

}  // namespace edgecase
