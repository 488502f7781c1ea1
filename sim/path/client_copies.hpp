#pragma once
// Copies in the caches of the users themselves: requests that never leave, and what comes back.
// Requires of all but the constructor: the world has client caches.

#include <optional>

#include "path/request.hpp"
#include "world/world.hpp"

namespace edgecase {

class ClientCopies {
 public:
  explicit ClientCopies(World& world) : world_(world), plan_(world.plan) {}

  /// Chooses what the person asks for, now that their habits are known. If the client has a fresh
  /// copy, no request is sent: when that copy became stale content. Else the request leaves.
  std::optional<Instant> served_by_client_cache(Request& r);
  /// What is transferred of an answer: nothing of what the client has already.
  Content keep(const Request& r, const Content& content);
  /// It came to nothing.
  void forget(const Request& r) { world_.clients->take_pending(r.number); }

 private:
  bool is_kept(const Request& r) const;

  World& world_;
  const Blueprint& plan_;
};

}  // namespace edgecase
