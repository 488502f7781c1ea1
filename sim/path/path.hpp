#pragma once
// One request, from the user to the answer: the stages, in order. `Path::begin` tries them without
// a frame (an edge hit ends there); whoever must wait goes on as a traveller, `Path::fetch`, which
// asks the caches above with the same calls.
//
// Assumes: a 304 takes the origin as long as a full answer; failures of the origin reach all who
// wait for the same fetch. Not modelled: range requests, streaming through a cache while it fills.

#include <coroutine>
#include <cstdint>
#include <optional>
#include <span>

#include <edgecase/units.hpp>

#include "core/check.hpp"
#include "core/engine.hpp"
#include "core/traveller.hpp"
#include "measure/observations.hpp"
#include "model/traffic/arrivals.hpp"
#include "path/climb.hpp"
#include "path/hit_book.hpp"
#include "path/request.hpp"
#include "world/bots.hpp"
#include "world/world.hpp"

namespace edgecase {

constexpr std::uint32_t unique_keys = std::uint32_t{1} << 28;  ///< then they come again

constexpr Duration half(std::int64_t round_trip_ns) { return Duration{round_trip_ns / 2}; }
constexpr Duration other_half(std::int64_t round_trip_ns) {
  return Duration{round_trip_ns - round_trip_ns / 2};
}

class Path {
 public:
  Path(World& world, Observations& seen);

  /// The user's side of requests: catchment, access line, connection, cache key. A pure function of
  /// the arrivals and of where routes lead at present. Requires: as many requests as arrivals.
  void open(std::span<const Arrival> arrivals, std::span<Request> requests) const;
  /// The request reaches its PoP now. Requests come in the order of time.
  void arrive(Request& request);
  /// A bot's request reaches its PoP now; among those of people in the order of time.
  void arrive(const BotArrival& bot);

  /// The books are complete after this, but for requests that are still under way.
  void write_down() { hits_.write_down(); }

  Engine& engine() { return world_.engine; }

 private:
  /// Sub-requests that are made at the same time, and who waits for the last of them.
  struct Together {
    std::int64_t left = 0;
    bool waits = false;
    std::uint32_t frame = 0;
    Failure failure = Failure::none;
  };
  struct Last {
    Engine& engine;
    Together& together;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> traveller) const {
      together.waits = true;
      together.frame = engine.park(traveller);
    }
    void await_resume() const noexcept {}
  };
  /// What a cache says to who stands before it: here it is; wait, it is under way; ask above.
  enum class Word : std::uint8_t { content, wait, ask_above };

  // The stages, in the order in which a request meets them.
  std::int64_t resolve(const Request& r);
  bool knows(const MetroPlan& metro, std::uint32_t dice, Instant now);
  void begin(Request& r);
  void serve(Request& r);
  bool enter(Request& r, const BotArrival* bot = nullptr);
  bool cross(Request& r);
  bool meet_guards(Request& r, const BotArrival* bot);
  bool go_on(Request& r, const GuardAnswer& answer, const BotArrival* bot);
  Traveller hold(Request r, Duration delay);
  bool authorise(Request& r);
  bool pass_gate(Request& r, std::size_t which);
  bool pass_quota(Request& r, std::size_t which);
  void tell_to_wait(const Request& r, Duration wait);
  Traveller hold_at_gate(Request r, Duration delay);
  /// `first` is read before the first wait, and copied.
  Traveller fetch(Request r, const Level& first, Word word);
  bool run_at_once(Request& r);
  Step<Content> run(Request& r, Level asker, Hop hop);
  Step<Failure> ask_data(Request& r, const FunctionHome& home, std::uint32_t place);
  Step<Failure> ask_at_origin(Request& r, std::int64_t which);
  Traveller ask_beside(Request r, std::int64_t which, Together& together);
  void refresh(const Request& r, Level here);
  void come_home(const Request& r, const Content& content);
  Traveller try_again(Request r, Failure failure);
  void finish(const Request& r, const Content& content);
  void answer(const Request& r, const Content& content);
  void book(const Request& r, const Content& content);
  /// The user's own clock, until the last byte.
  HitBook::Times times_of_hit(const Request& r, Bytes size) const;
  StageTimes times_of(const Request& r, Bytes size) const;
  void refuse(const Request& r, Failure failure);

  // What they are made of.
  void begin_way(const Arrival& arrival, Request& request) const;
  void add_access(const Arrival& arrival, Request& request) const;
  std::uint32_t key_of(const Arrival& arrival, const RoutePlan& route) const;
  void place_in_time(Request& r) {
    if (r.arrived >= time_ends_) [[unlikely]]
      turn_to(r.arrived);
    r.moment = moment_;
    r.phase = phase_;
    r.besieged = besieged_;
  }
  void turn_to(Instant now);
  void count_access(const AccessAnswer& answer);
  bool is_at_home(Request& r);
  void answer_at_home(const Request& r, Instant outdated);
  bool is_kept_by_clients(const Request& r) const;
  Content bring_home(const Request& r, const Content& content);
  GuardCall guard_call(const Request& r, const BotArrival* bot);
  void end_bot(const Request& r, const Content& content);
  void end_bot(const Request& r, AttackEnd end, double count);
  bool miss_with_few(Request& r);
  void stand_at_origin(const Request& r);
  std::int64_t way_to_origin(const Request& r, std::uint16_t pop) const;
  Bytes room_of(const Request& r, Bytes size) const;
  void route_again(Request& r);
  Level edge_level(const Request& r, CacheSite& site);
  Word ask(Request& r, Level& here, Content& content);
  Word ask_for(const Request& r, Level& here, Content& content);
  Hop hop_above(const Request& r, Level& here);
  Hop hop_to_source(const Request& r, std::uint16_t pop) const;
  std::optional<Hop> peer_of(const Request& r, const CacheSite& site);
  Cache::Found find_at(const Request& r, CacheSite& site, CacheLevel level);
  Cache::Found look_up(const Request& r, CacheSite& site);
  void remember(const Request& r, CacheSite& site, CacheLevel level);
  Copy copy_at(const Request& r, CacheLevel level, const Cache::Found& found) const;
  bool may_be_stale(const Copy& copy, Duration grace) const {
    return copy.state == CacheState::expired && world_.engine.now() < copy.expiry + grace;
  }
  /// Whether a validator would find this copy to be what the content is.
  bool is_unchanged(const Copy& old, const Content& content) const {
    return old.state == CacheState::expired && content.failure == Failure::none &&
           old.content.outdated > content.fetched;
  }
  Content keep(Request& r, const Level& here, const Content& content);
  /// Bytes that this content costs on the way to who has this copy.
  std::uint64_t bytes_for(const Request& r, const Copy& old, const Content& content) const;
  void count_tier(const Request& r, CacheLevel level, const Copy& old, const Content& content);
  Duration ttl_of(const Request& r, CacheLevel level) const;
  Instant born(const Request& r, CacheLevel top, Instant left) const;
  Content end_of(const OriginAnswer& answered, std::uint32_t era, Request& r, const Level& asker,
                 std::int64_t rtt_ns);
  Call call_of(const Request& r) const;
  void stand_at_function(const Request& r, const FunctionHome& home, std::uint32_t place);
  Traveller call_beside(const FunctionHome& home, std::uint32_t place, Call call, Duration after);
  Content result_of(Request& r, const Invocation& x, Duration asked, Instant left);
  void count_origin(const Request& r, const OriginAnswer& answered, FetchMeter& fetch,
                    bool again = false);
  Failure failure_of(const OriginAnswer& answered, std::uint32_t era) const;
  Duration stay_at_origin(const OriginAnswer& answered) const;
  std::uint32_t life_of(const CacheSite& site) const {
    return site.pop == no_pop ? 0 : world_.pops[site.pop].life;
  }
  FlightKey flight_of(const Request& r, const Level& here) const {
    return {here.site->number, r.key};
  }
  PlaceId place_of(const Request& r, const Level& here) const {
    return here.site == nullptr ? world_.place_of_pop(r.pop) : here.site->place;
  }
  /// Memory that an answer which comes back to this cache will touch.
  const void* line_of(const Request& r, const Level& here) const {
    return here.site == nullptr ? nullptr : here.site->cache.line(r.key);
  }
  bool is_up(const CacheSite& site) const { return site.pop == no_pop || world_.pops[site.pop].up; }
  /// The state of the PoP where the running code is; nobody else may touch it.
  PopState& pop_here(const Request& r) {
    EC_CHECK(world_.engine.here() == world_.place_of_pop(r.pop), "a PoP touched from elsewhere");
    return world_.pops[r.pop];
  }

  CacheSite* edge_of(const Request& r) const {
    const int which = plan_.routes[r.route].cache;
    return which < 0 ? nullptr : &world_.edge_cache(static_cast<std::size_t>(which), r.pop);
  }
  const CacheSpec& cache_of(const Request& r) const {
    return *plan_.caches[static_cast<std::size_t>(plan_.routes[r.route].cache)].spec;
  }
  Cell& cell_of(const Request& r) {
    return r.attack == 0 ? seen_.cell(r.phase, r.route, r.region)
                         : seen_.bot_cell(r.phase, r.route, r.region);
  }
  Moment& moment_of(const Request& r) { return seen_.moment(r.moment, r.region); }

  World& world_;
  const Blueprint& plan_;
  Observations& seen_;
  HitBook hits_;
  // The time that arrivals are in: until when, and what the books call it.
  Instant time_ends_;
  std::uint16_t moment_ = 0;
  std::uint8_t phase_ = 0;
  bool besieged_ = false;
  std::size_t stretch_ = 0;
  std::size_t siege_ = 0;  // the first attack time that is not over
};

}  // namespace edgecase
