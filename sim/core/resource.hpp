#pragma once
// Something with a fixed number of servers and a line in front: first come, first served. For
// travellers whose holding time depends on what happens meanwhile; if the service time is known on
// arrival, ServerPool needs no events and is far cheaper.
//
//   const bool granted = co_await workers.wait();
//   if (!granted) co_return refuse();                    // the queue is full
//   co_await engine.delay(service);
//   workers.release();
//
// Not modelled: priorities, giving up while waiting.

#include <coroutine>
#include <cstdint>

#include <edgecase/units.hpp>

#include "core/engine.hpp"
#include "core/ring.hpp"

namespace edgecase {

class Resource {
 public:
  /// `servers` >= 1; `queue` places to wait in (0: refused unless a server is free).
  Resource(Engine& engine, Count servers, Count queue = unlimited)
      : engine_(engine), servers_(servers.value), places_(queue.value) {
    EC_CHECK(servers_ >= 1 && places_ >= 0, "a resource has servers and perhaps a queue");
  }

  class [[nodiscard]] Wait {
   public:
    explicit Wait(Resource& resource) : resource_(resource) {}
    bool await_ready() noexcept {
      if (resource_.busy_ < resource_.servers_) {
        ++resource_.busy_;
        return true;
      }
      granted_ = resource_.waiting() < resource_.places_;
      return !granted_;
    }
    void await_suspend(std::coroutine_handle<> traveller) {
      resource_.queue_.push(resource_.engine_.park(traveller));
    }
    bool await_resume() const noexcept { return granted_; }

   private:
    Resource& resource_;
    bool granted_ = true;
  };

  /// co_await gives true when a server is ours (release() it later), false when refused.
  Wait wait() { return Wait(*this); }

  /// Gives a server back; the longest waiting traveller takes it over at the same instant.
  void release() {
    EC_CHECK(busy_ > 0, "a server is released that is not held");
    if (queue_.empty()) {
      --busy_;
    } else {
      engine_.wake(queue_.pop());
    }
  }

  std::int64_t busy() const { return busy_; }
  std::int64_t waiting() const { return static_cast<std::int64_t>(queue_.size()); }
  /// All servers free and nothing waiting; for use after Engine::destroy_travellers().
  void clear() {
    queue_.clear();
    busy_ = 0;
  }

 private:
  Engine& engine_;
  std::int64_t servers_;
  std::int64_t places_;
  std::int64_t busy_ = 0;
  Ring<std::uint32_t> queue_;
};

}  // namespace edgecase
