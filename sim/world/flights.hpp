#pragma once
// Fetches under way, so that requests for the same object at the same cache can wait for one of
// them instead of fetching it again (request collapsing).
//
// Assumes: all waiting requests share the outcome, failures included. Not modelled: streaming to
// them while the body is still being received.

#include <coroutine>
#include <cstdint>

#include <boost/unordered/unordered_flat_map.hpp>

#include <edgecase/units.hpp>

#include "core/engine.hpp"
#include "measure/stage.hpp"

namespace edgecase {

/// What a cache or the origin answered.
struct Content {
  Bytes size{};
  Instant fetched{};                  ///< when it left the origin: its Age counts from there
  Instant outdated = Instant::max();  ///< when the content changed at the origin
  Failure failure = Failure::none;
  std::uint32_t version = 0;  ///< of a store's value; `outdated` follows from it
  bool from_copy = false;     ///< a cached copy of the cache that was asked
};

/// An object at one cache of the run.
struct FlightKey {
  std::uint32_t cache;
  std::uint32_t object;
  std::uint64_t packed() const { return (std::uint64_t{cache} << 32) | object; }
};

class Flights {
 public:
  explicit Flights(Engine& engine) : engine_(engine) {}

  /// False: one is under way already. Each that begins must end with `land`.
  bool begin(FlightKey key) { return flights_.emplace(key.packed(), nullptr).second; }
  /// All that wait continue with this content, in the order in which they joined.
  void land(FlightKey key, const Content& content);

  class [[nodiscard]] Wait {
   public:
    Wait(Flights& flights, FlightKey key) : flights_(flights), key_(key) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> traveller);
    Content await_resume() const noexcept { return content_; }

   private:
    friend class Flights;
    Flights& flights_;
    FlightKey key_;
    Content content_;
    Wait* earlier_ = nullptr;
    std::uint32_t frame_ = 0;
  };
  /// co_await: the content that the fetch under way brings.
  Wait join(FlightKey key) { return {*this, key}; }

 private:
  Engine& engine_;
  boost::unordered_flat_map<std::uint64_t, Wait*> flights_;  // to the one that joined last
};

}  // namespace edgecase
