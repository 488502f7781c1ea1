#pragma once
// Where the time of a request goes, and how a request can end: the vocabulary of every breakdown.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace edgecase {

/// The stages of one request, in the order in which they happen, but those of a hit first, so that
/// booking one touches one place. Every nanosecond of a request's latency is booked under exactly
/// one of them.
enum class Stage : std::uint8_t {
  dns,             ///< asking the resolver, and the resolver asking on
  tcp,             ///< the TCP handshake (none for QUIC or a reused connection)
  tls,             ///< the TLS or QUIC handshake
  client_network,  ///< the request's own round trip between user and PoP
  edge,            ///< processing in the PoP, with its guards' and the wait for a core
  transfer,        ///< the body after its first byte, to the user
  congestion,      ///< packets sent again because a flood filled the PoP's links, and queues there
  guard,           ///< held by guards: challenges, a waiting room, counters elsewhere
  access,          ///< held at a gate: logins (machines' part), asking whether a token is good
  upper_tier,      ///< between the PoP and its upper tier, both ways, with its processing
  origin_network,  ///< between the last cache and the origin, both ways
  origin_queue,    ///< waiting for a worker of the origin
  origin_service,  ///< a worker of the origin at work
  retry,           ///< attempts that failed, until the next one starts
  cold_start,      ///< waiting for an instance of a function to start
  function_queue,  ///< waiting for a slot or a core of a function
  function,        ///< a function at work, and what it waits for besides its sub-requests
  collapsed,       ///< waiting for a fetch of the same object that was under way
};
constexpr std::size_t stage_count = 18;

constexpr std::size_t index_of(Stage stage) { return static_cast<std::size_t>(stage); }

constexpr std::array<std::string_view, stage_count> stage_names{"dns",
                                                                "tcp",
                                                                "tls",
                                                                "client_network",
                                                                "edge",
                                                                "transfer",
                                                                "congestion",
                                                                "guard",
                                                                "access",
                                                                "upper_tier",
                                                                "origin_network",
                                                                "origin_queue",
                                                                "origin_service",
                                                                "retry",
                                                                "cold_start",
                                                                "function_queue",
                                                                "function",
                                                                "collapsed"};
constexpr std::string_view name_of(Stage s) { return stage_names[static_cast<std::size_t>(s)]; }

using StageTimes = std::array<std::int64_t, stage_count>;  // ns

/// The caches on the way up from a user, in that order.
enum class CacheLevel : std::uint8_t { edge, peer, regional, upper, reserve };
constexpr std::size_t cache_level_count = 5;

constexpr std::array<std::string_view, cache_level_count> cache_level_names{
    "edge", "peer", "regional", "upper", "reserve"};
constexpr std::string_view name_of(CacheLevel l) {
  return cache_level_names[static_cast<std::size_t>(l)];
}

/// What the edge cache had to do with an answer.
enum class CacheStatus : std::uint8_t {
  hit,          ///< a fresh copy was there
  stale,        ///< an expired copy was given, as the design allows
  revalidated,  ///< an expired copy was found to be still valid
  collapsed,    ///< waited for somebody else's fetch
  miss,         ///< fetched
  bypass,       ///< no cache was asked
  client,       ///< the person had a fresh copy: no request went out
};
constexpr std::size_t cache_status_count = 7;

constexpr std::array<std::string_view, cache_status_count> cache_status_names{
    "hit", "stale", "revalidated", "collapsed", "miss", "bypass", "client"};
constexpr std::string_view name_of(CacheStatus s) {
  return cache_status_names[static_cast<std::size_t>(s)];
}

/// Why something was asked of the origin: what the answer to "who drove its bill" is made of.
enum class FetchCause : std::uint8_t {
  miss,          ///< no copy was there
  revalidation,  ///< a copy was there, expired
  refresh,       ///< behind an answer that was stale
  retry,         ///< a try before this one had failed
  bypass,        ///< no cache may keep it
};
constexpr std::size_t fetch_cause_count = 5;

constexpr std::array<std::string_view, fetch_cause_count> fetch_cause_names{
    "miss", "revalidation", "refresh", "retry", "bypass"};
constexpr std::string_view name_of(FetchCause c) {
  return fetch_cause_names[static_cast<std::size_t>(c)];
}

/// How a request ended without its answer.
enum class Failure : std::uint8_t {
  none,
  pop_unreachable,    ///< every attempt met a PoP that was down
  connection_lost,    ///< the PoP failed while it worked on the request, and no attempt was left
  origin_overloaded,  ///< the origin's queue was full
  origin_down,        ///< the origin did not accept the request
  origin_timeout,     ///< the origin did not answer in time
  throttled,          ///< over a limit of the account that runs functions (429)
  shed,               ///< a function's queue was full, or no server had room (503)
  function_killed,    ///< over the platform's limit of CPU or wall time
  function_timeout,   ///< the function did not answer in time
  link_full,          ///< its packets were lost on the PoP's links, again and again
  filtered,           ///< a filter against a flood took it for one
  refused,            ///< the PoP's table of connections was full
  edge_overloaded,    ///< no core of the PoP was free in time (503)
  blocked,            ///< by a guard, by mistake (403, 429)
  abandoned,          ///< its user did not wait for a challenge
  gave_up,            ///< its user left the waiting room
  no_identity,        ///< needed a login, and the identity provider gave none
  no_store,           ///< needed what a store keeps, and the store did not answer
  no_introspection,   ///< nobody said whether its token is still good
  over_quota,         ///< its consumer's quota was used up (429)
};
constexpr std::size_t failure_count = 21;

constexpr std::array<std::string_view, failure_count> failure_names{"none",
                                                                    "pop_unreachable",
                                                                    "connection_lost",
                                                                    "origin_overloaded",
                                                                    "origin_down",
                                                                    "origin_timeout",
                                                                    "throttled",
                                                                    "shed",
                                                                    "function_killed",
                                                                    "function_timeout",
                                                                    "link_full",
                                                                    "filtered",
                                                                    "refused",
                                                                    "edge_overloaded",
                                                                    "blocked",
                                                                    "abandoned",
                                                                    "gave_up",
                                                                    "no_identity",
                                                                    "no_store",
                                                                    "no_introspection",
                                                                    "over_quota"};
/// Nothing came back: its packets never reached a server, or none took them.
constexpr bool is_lost_on_the_way(Failure f) {
  return f == Failure::link_full || f == Failure::filtered || f == Failure::refused;
}
constexpr std::string_view name_of(Failure f) { return failure_names[static_cast<std::size_t>(f)]; }

}  // namespace edgecase
