#pragma once
// What makes answers when no cache has them: the origin, or a function in its place. Both follow
// the protocol of upstream.hpp.
//
// Assumes: a 304 takes the origin as long as a full answer; failures of the origin reach all who
// wait for the same fetch.

#include <coroutine>
#include <optional>
#include <tuple>

#include "core/traveller.hpp"
#include "path/caching.hpp"
#include "path/calls.hpp"
#include "path/origin_waits.hpp"
#include "path/store_source.hpp"
#include "path/upstream.hpp"

namespace edgecase {

/// The requests' side of the origin.
class OriginSource {
 public:
  OriginSource(World& world, Recorder& recorder, Caching& caching)
      : world_(world),
        plan_(world.plan),
        recorder_(recorder),
        caching_(caching),
        waits_(world.origin, world.plan.spec.world.origin.timeout) {}

  PlaceId place_of(const Upstream&) const { return world_.place_of_origin(); }
  void arrive(const Request& r, const Upstream&) { arrive(r); }
  std::optional<Reply> known(Request& r, const Level& asker, const Upstream& up);
  Step<Reply> ask(Request& r, Level asker, Upstream up);
  Content received(Request& r, const Level& asker, const Upstream& up, const Reply& reply);

  /// One sub-request of a function, standing at the origin: its `which`-th, by number. Its caller
  /// gives up at `deadline`.
  Step<Failure> sub_request(Request& r, std::int64_t which, std::uint64_t number,
                            Instant deadline = Instant::max());
  /// Round trip, with the time until its packets are through the origin's full link; at least the
  /// timeout, if they are not before.
  std::int64_t way_ns(const Request& r, std::uint16_t pop) const;
  /// The origin as the next step up from this PoP.
  Upstream from(const Request& r, std::uint16_t pop) const;

  Engine& engine() { return world_.engine; }

 private:
  void arrive(const Request& r);
  /// `came`: when the request reached the origin.
  Reply reply_to(Request& r, const Level& asker, const Upstream& up, const OriginAnswer& answered,
                 std::uint32_t epoch, Instant came);
  OriginCall call_of(const Request& r, std::uint64_t number, Instant deadline) const;
  Duration stay(const OriginAnswer& answered) const;
  Failure failure_of(const OriginAnswer& answered) const;
  void count(const Request& r, const OriginAnswer& answered, FetchMeter& fetch, bool again = false);

  World& world_;
  const Blueprint& plan_;
  Recorder& recorder_;
  Caching& caching_;
  OriginWaits waits_;
};

/// The requests' side of functions.
class FunctionSource {
 public:
  FunctionSource(World& world, Recorder& recorder, Caching& caching, OriginSource& origin,
                 StoreSource& stores, Calls& calls)
      : world_(world),
        plan_(world.plan),
        recorder_(recorder),
        caching_(caching),
        origin_(origin),
        stores_(stores),
        calls_(calls) {}

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
  struct Together {
    std::int64_t left = 0;
    std::uint8_t outside = 0;  // of the request, as those beside it have seen
    Parking waiter = {};
    Failure failure = Failure::none;
  };
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
  /// One round of sub-requests to a place that is not the origin, while something is impaired.
  Step<Failure> ask_third_party(const Request& r, const FunctionHome& home, std::uint32_t place,
                                std::int64_t round);
  Traveller ask_beside(Request r, std::int64_t which, Together& together);

  // The same under a policy (design.calls.sub_requests): see sub_requests.cpp.
  struct SubRequest {
    const FunctionHome* home = nullptr;
    std::uint32_t place = 0;
    std::int64_t which = 0;
  };
  struct SendSubRequest;
  Step<Failure> ask_by_policy(Request& r, const FunctionHome& home, std::uint32_t place);
  Step<Failure> one_by_policy(Request& r, SubRequest what);
  Traveller one_beside(Request r, SubRequest what, Together& together);
  Traveller copy_of(CopyOf copy, Request r, SubRequest what);

  World& world_;
  const Blueprint& plan_;
  Recorder& recorder_;
  Caching& caching_;
  OriginSource& origin_;
  StoreSource& stores_;
  Calls& calls_;
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
      : world_(world),
        plan_(world.plan),
        caching_(caching),
        calls_(world, recorder),
        origin_(world, recorder, caching),
        stores_(world, recorder, caching, history),
        functions_(world, recorder, caching, origin_, stores_, calls_) {}

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

  /// Whether more than the source's own protocol is between a request and its answer.
  bool is_special(const Upstream& up) const {
    return up.cut || (up.kind == UpstreamKind::origin && calls_.policy(Hop::origin) != nullptr);
  }
  /// The whole way there and back: over a path that is cut, or under a policy.
  Step<Content> call(Request& r, Level asker, Upstream up);
  Calls& calls() { return calls_; }
  Engine& engine() { return calls_.engine(); }

 private:
  struct SendToOrigin;
  Traveller copy_of(CopyOf copy, Request r, Level asker);

  const World& world_;
  const Blueprint& plan_;
  Caching& caching_;
  Calls calls_;
  OriginSource origin_;
  StoreSource stores_;
  FunctionSource functions_;
};

}  // namespace edgecase
