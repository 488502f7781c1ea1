#pragma once
// Something with a fixed number of servers and a line in front: first come, first served. For
// travellers whose holding time depends on what happens meanwhile; if the service time is known on
// arrival, ServerPool needs no events and is far cheaper.
//
//   if (!co_await workers.wait()) co_return refuse();    // the queue is full
//   co_await engine.delay(service);
//   workers.release();

#include <coroutine>
#include <cstdint>

#include <edgecase/units.hpp>

#include "core/engine.hpp"
#include "core/ring.hpp"

namespace edgecase {

class Resource {
 public:
  class Wait;
  /// `servers` >= 1; `queue` places to wait in (0: refused unless a server is free).
  Resource(Engine& engine, Count servers, Count queue = unlimited);

  /// co_await gives true when a server is ours (release() it later), false when refused.
  Wait wait();
  /// Gives a server back; the longest waiting traveller takes it over at the same instant.
  void release();

  std::int64_t busy() const { return busy_; }
  std::int64_t waiting() const { return static_cast<std::int64_t>(queue_.size()); }
  /// Forgets who waits; after Engine::destroy_travellers().
  void clear();

 private:
  Engine& engine_;
  std::int64_t servers_;
  std::int64_t places_;
  std::int64_t busy_ = 0;
  Ring<std::uint32_t> queue_;
};

}  // namespace edgecase
