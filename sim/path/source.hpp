#pragma once
// What makes answers when no cache has them: the origin, or a function in its place. Both follow
// the protocol of upstream.hpp.
//
// Assumes: a 304 takes the origin as long as a full answer; failures of the origin reach all who
// wait for the same fetch.

#include <optional>
#include <tuple>

#include "core/traveller.hpp"
#include "path/caching.hpp"
#include "path/store_source.hpp"
#include "path/upstream.hpp"

namespace edgecase {

/// The requests' side of the origin.
class OriginSource {
 public:
  OriginSource(World& world, Recorder& recorder, Caching& caching)
      : world_(world), plan_(world.plan), recorder_(recorder), caching_(caching) {}

  PlaceId place_of(const Upstream&) const { return world_.place_of_origin(); }
  void arrive(const Request& r, const Upstream&) { arrive(r); }
  std::optional<Reply> known(Request& r, const Level& asker, const Upstream& up);
  Step<Reply> ask(Request& r, Level asker, Upstream up);
  Content received(Request& r, const Level& asker, const Upstream& up, const Reply& reply);

  /// One sub-request of a function, standing at the origin: its `which`-th, by number.
  Step<Failure> sub_request(Request& r, std::int64_t which, std::uint64_t number);
  /// Round trip, with the time until its packets are through the origin's full link; at least the
  /// timeout, if they are not before.
  std::int64_t way_ns(const Request& r, std::uint16_t pop) const;

  Engine& engine() { return world_.engine; }

 private:
  void arrive(const Request& r);
  /// `came`: when the request reached the origin.
  Reply reply_to(Request& r, const Level& asker, const Upstream& up, const OriginAnswer& answered,
                 std::uint32_t epoch, Instant came);
  Duration stay(const OriginAnswer& answered) const;
  Failure failure_of(const OriginAnswer& answered) const;
  void count(const Request& r, const OriginAnswer& answered, FetchMeter& fetch, bool again = false);

  World& world_;
  const Blueprint& plan_;
  Recorder& recorder_;
  Caching& caching_;
};

/// The requests' side of functions.
class FunctionSource {
 public:
  FunctionSource(World& world, Recorder& recorder, Caching& caching, OriginSource& origin,
                 StoreSource& stores)
      : world_(world),
        plan_(world.plan),
        recorder_(recorder),
        caching_(caching),
        origin_(origin),
        stores_(stores) {}

  PlaceId place_of(const Upstream& up) const;
  void arrive(const Request& r, const Upstream& up);
  std::optional<Reply> known(Request& r, const Level& asker, const Upstream& up);
  Step<Reply> ask(Request& r, Level asker, Upstream up);
  Content received(Request& r, const Level& asker, const Upstream& up, const Reply& reply);

  /// The common case: a function in the PoP that took the request, whose end cannot change any
  /// more. Sets how far it lies ahead of the clock.
  std::optional<Content> at_once(Request& r);

  Engine& engine() { return world_.engine; }

 private:
  /// Sub-requests that are made at the same time, and the traveller that waits for the last.
  struct Together;
  struct Last;

  ComputeSite& site_of(const Upstream& up) {
    return world_.function_site(up.function->group, up.place);
  }
  Call call_of(const Request& r) const;
  Traveller call_beside(Upstream up, Call call, Duration after);
  Reply reply_to(Request& r, const Level& asker, const Invocation& x, Duration asked,
                 Failure data) const;
  Content result_of(Request& r, const Invocation& x, Duration asked, Instant left) const;
  Step<Failure> ask_store(Request& r, const FunctionHome& home);
  Traveller ask_store_beside(Request r, const FunctionHome& home, std::int64_t which,
                             Together& together);
  Step<Failure> ask_data(Request& r, const FunctionHome& home, std::uint32_t place);
  Traveller ask_beside(Request r, std::int64_t which, Together& together);

  World& world_;
  const Blueprint& plan_;
  Recorder& recorder_;
  Caching& caching_;
  OriginSource& origin_;
  StoreSource& stores_;
};

/// The kinds of sources, behind one protocol.
class Upstreams {
 private:
  /// Calls `visit` with the source that `up` names.
  template <class Visit>
  auto with(const Upstream& up, Visit visit) {
    if (up.kind == UpstreamKind::function) return visit(functions_);
    if (up.kind == UpstreamKind::store) return visit(stores_);
    return visit(origin_);
  }

 public:
  Upstreams(World& world, Recorder& recorder, Caching& caching, StoreHistory* history)
      : plan_(world.plan),
        origin_(world, recorder, caching),
        stores_(world, recorder, caching, history),
        functions_(world, recorder, caching, origin_, stores_) {}

  /// The source of its route, for a cache (or without a site for its PoP).
  Upstream above(const Request& r, const Level& here) const;

  PlaceId place_of(const Upstream& up) {
    return with(up, [&](auto& source) { return source.place_of(up); });
  }
  std::optional<Reply> known(Request& r, const Level& asker, const Upstream& up) {
    return with(up, [&](auto& source) {
      source.arrive(r, up);
      return source.known(r, asker, up);
    });
  }
  Step<Reply> ask(Request& r, const Level& asker, const Upstream& up) {
    return with(up, [&](auto& source) { return source.ask(r, asker, up); });
  }
  Content received(Request& r, const Level& asker, const Upstream& up, const Reply& reply) {
    return with(up, [&](auto& source) { return source.received(r, asker, up, reply); });
  }
  /// The answer to an uncached request, if it is known without a way and without waiting.
  std::optional<Content> at_once(Request& r) {
    const RoutePlan& route = plan_.routes[r.route];
    if (route.store >= 0 && route.function < 0) return stores_.at_once(r);
    return functions_.at_once(r);
  }

 private:
  const Blueprint& plan_;
  OriginSource origin_;
  StoreSource stores_;
  FunctionSource functions_;
};

}  // namespace edgecase
