#pragma once
// One request, from its PoP to the answer. `arrive` takes it through the stages without a frame (an
// edge hit ends there); whatever must wait goes on as a traveller: held by a stage (`hold`), on its
// way through caches to the source (`fetch`), or until the next attempt (`attempt_again`).
//
// Not modelled: range requests, streaming through a cache while it fills.

#include <span>

#include <edgecase/units.hpp>

#include "core/engine.hpp"
#include "core/traveller.hpp"
#include "model/traffic/arrivals.hpp"
#include "observation/observations.hpp"
#include "path/caching.hpp"
#include "path/client_copies.hpp"
#include "path/entry.hpp"
#include "path/recorder.hpp"
#include "path/request.hpp"
#include "path/source.hpp"
#include "path/stages.hpp"
#include "path/tier_stack.hpp"
#include "path/user_side.hpp"
#include "world/bots.hpp"
#include "world/world.hpp"

namespace edgecase {

class Path {
 public:
  Path(World& world, Observations& seen);
  Path(const Path&) = delete;
  Path& operator=(const Path&) = delete;

  /// The user's side of requests, before they reach their PoPs.
  void open(std::span<const Arrival> arrivals, std::span<Request> requests) const {
    user_side_.open(arrivals, requests);
  }
  /// The request reaches its PoP now. Requests come in the order of time.
  void arrive(Request& request);
  /// A bot's request reaches its PoP now; among those of people in the order of time.
  void arrive(const BotArrival& bot);
  /// The books are complete after this, except for requests that are still under way.
  void write_down() { recorder_.write_down(); }

  /// For a stage: the request goes on at the stage after this one.
  Next hold(const Request& r, Duration delay, Stage stage);
  /// For a stage: this attempt came to nothing; another one may start.
  Next try_again(const Request& r, Failure failure);

  Engine& engine() { return world_.engine; }

 private:
  void begin(Request& r, const BotArrival* bot);
  Next connect(Request& r, const BotArrival* bot);
  template <std::size_t First>
  Next enter_from(Request& r, const BotArrival* bot);
  Next enter_after(Request& r, std::size_t stage);
  void look_up(Request& r);
  void serve_uncached(Request& r);
  void serve_missed(Request& r, CacheSite& site, const Cache::Found& found);
  void refresh(const Request& r, Level here);
  void come_home(const Request& r, const Content& content);
  void finish(const Request& r, const Content& content);

  Traveller held(Request r, Duration delay, Stage stage);
  Traveller attempt_again(Request r, Failure failure);
  /// `first` is read before the first wait, and copied.
  Traveller fetch(Request r, const Level& first, LookupVerdict verdict);

  World& world_;
  const Blueprint& plan_;
  ClientCopies client_copies_;
  Recorder recorder_;
  UserSide user_side_;
  EntryStages entry_;
  Caching caching_;
  Upstreams upstreams_;
};

}  // namespace edgecase
