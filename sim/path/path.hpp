#pragma once
// One request, from its PoP to the answer. `arrive` takes it through the stages without a frame (an
// edge hit ends there); whatever must wait goes on as a traveller: held by a stage (`hold`), on its
// way through caches to the source (`fetch`), or until the next attempt (`attempt_again`).
//
// A client gives up an attempt that is not answered in time; the work it started continues. If the
// source's answer time is known on arrival, so is whether the attempt will be late. If it is not
// (an origin with processor sharing, another request's fetch), client timeouts are scheduled only
// if an answer was late in the last minute; the first late one is noticed when it arrives. Assumes:
// a client's clock starts when the attempt reaches its PoP. Not modelled: range requests, streaming
// through a cache while it fills, budgets of clients.

#include <span>

#include <edgecase/units.hpp>

#include "core/engine.hpp"
#include "core/traveller.hpp"
#include "model/traffic/arrivals.hpp"
#include "observation/observations.hpp"
#include "path/attempts.hpp"
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
  Path(World& world, Observations& seen, StoreHistory* history = nullptr);
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
  /// What callers counted, once everything is over.
  void close() { upstreams_.calls().close(recorder_.seen); }

  /// For a stage: the request goes on at the stage after this one.
  Next hold(const Request& r, Duration delay, Stage stage);
  /// For a stage: this attempt came to nothing; another one may start.
  Next try_again(const Request& r, Failure failure);
  /// The same, answered with an error: clients retry some errors and accept others.
  Next fail(const Request& r, Failure failure);

  Engine& engine() { return world_.engine; }

 private:
  /// False: it was answered by its client, or the client knows no address.
  bool leaves_client(Request& r);
  void begin(Request& r, const BotArrival* bot);
  Next connect(Request& r, const BotArrival* bot);
  Next connect_impaired(Request& r, const BotArrival* bot);
  template <std::size_t First>
  Next enter_from(Request& r, const BotArrival* bot);
  Next enter_after(Request& r, std::size_t stage);
  void look_up(Request& r);
  void serve_uncached(Request& r);
  void serve_missed(Request& r, CacheSite& site, const Cache::Found& found);
  void refresh(const Request& r, Level here);
  /// The next cache, or else the route's source.
  Upstream next_above(const Request& r, Level& here);
  /// What a cache hands down of what came from above, to those that wait there too.
  Content passed_on(Request& r, const Level& here, const Content& content);
  /// Whether the answer of a cache has come to the one below it.
  LookupVerdict delivered(const Request& r, const Level& there, const Level& below,
                          const Content& content);
  /// For the jurisdiction of its data.
  void reaches(Request& r, const Upstream& up, PlaceId there);
  void joined(Request& r, const Level& here, const Content& content, Instant since);
  LookupVerdict ask_tier(Request& r, Level& above, Content& content);
  void come_home(const Request& r, const Content& content);
  void finish(const Request& r, const Content& content);

  Traveller held(Request r, Duration delay, Stage stage);
  Traveller attempt_again(Request r, Failure failure);
  /// When its client gives up this attempt.
  Instant deadline(const Request& r) const {
    const std::int64_t before =
        r.times[Stage::retry] + r.times[Stage::guard] + r.times[Stage::access];
    return r.arrived + Duration{before} + patience_;
  }
  bool is_late(const Request& r, Instant answered) const {
    return r.attack == 0 && !r.background && answered >= deadline(r);
  }
  bool retries(Failure failure) const;
  void watch(Request& r);
  void watch_if_slow(Request& r);
  void watch_from_now(Request& r);
  Traveller client_waits(Request r);
  /// `first` is read before the first wait, and copied.
  Traveller fetch(Request r, const Level& first, LookupVerdict verdict);

  World& world_;
  const Blueprint& plan_;
  Duration patience_;  // of clients with an attempt
  ClientCopies client_copies_;
  Recorder recorder_;
  UserSide user_side_;
  EntryStages entry_;
  Caching caching_;
  Upstreams upstreams_;
  Attempts attempts_;
  Instant late_seen_ = Instant::min();  // when an answer was last late
};

}  // namespace edgecase
