#pragma once
// Fetches under way, so that requests for the same object at the same cache can wait for one of
// them instead of fetching it again (request collapsing).
//
// Assumes: whoever waits shares the outcome, failures too. Not modelled: streaming to waiters while
// the body still comes in.

#include <coroutine>
#include <cstdint>

#include <boost/unordered/unordered_flat_map.hpp>

#include <edgecase/units.hpp>

#include "core/engine.hpp"
#include "measure/stage.hpp"

namespace edgecase {

/// What a cache or the origin had to say.
struct Content {
  Bytes size{};
  Instant fetched{};                  ///< when it left the origin: its Age counts from there
  Instant outdated = Instant::max();  ///< when the origin's content became another
  Failure failure = Failure::none;
  bool from_copy = false;  ///< the cache that was asked had it
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

  /// False: one is under way already. What begins ends with `land`.
  bool begin(FlightKey key) { return flights_.emplace(key.packed(), nullptr).second; }
  /// Whoever waits goes on with this content, in the order in which they came.
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
  boost::unordered_flat_map<std::uint64_t, Wait*> flights_;  // to who came last
};

}  // namespace edgecase
