#pragma once
// Where the time of a request goes, and how a request can end: the vocabulary of every breakdown.
// Each list stands once, as a macro X(enumerator, label, meaning); the enumeration, its size and
// its labels are made of it. Labels are those of metrics and results.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace edgecase {

#define EDGECASE_ENUMERATOR(name, label, meaning) name,
#define EDGECASE_LABEL(name, label, meaning) std::string_view(label),
#define EDGECASE_MEANING(name, label, meaning) std::string_view(meaning),
#define EDGECASE_ONE(name, label, meaning) +1

/// The stages of one request, in the order in which they happen, except that those of a cache hit
/// come first, so that recording a hit touches one place. Every nanosecond of a request's latency
/// is recorded under exactly one stage.
#define EDGECASE_STAGES(X)                                                                     \
  X(dns, "dns", "the resolver, and what the resolver asks in turn")                            \
  X(tcp, "tcp", "the TCP handshake (none for QUIC or a reused connection)")                    \
  X(tls, "tls", "the TLS or QUIC handshake")                                                   \
  X(client_network, "client_network", "the request's own round trip between user and PoP")     \
  X(edge, "edge", "processing in the PoP, guards and the wait for a core included")            \
  X(transfer, "transfer", "the body after its first byte, to the user")                        \
  X(congestion, "congestion", "retransmissions and queueing on links that a flood has filled") \
  X(guard, "guard", "held by a guard: a challenge, a waiting room, a counter elsewhere")       \
  X(access, "access",                                                                          \
    "access control: login (without the time of the person), token introspection")             \
  X(upper_tier, "upper_tier",                                                                  \
    "between the PoP and its upper tier, both ways, with its processing")                      \
  X(origin_network, "origin_network", "between the last cache and the origin, both ways")      \
  X(origin_queue, "origin_queue", "waiting for a worker of the origin")                        \
  X(origin_service, "origin_service", "a worker of the origin at work")                        \
  X(retry, "retry", "attempts that failed, until the next one starts")                         \
  X(cold_start, "cold_start", "waiting for an instance of a function to start")                \
  X(function_queue, "function_queue", "waiting for a slot or a core of a function")            \
  X(function, "function", "a function running, and its waits other than sub-requests")         \
  X(collapsed, "collapsed", "waiting for a fetch of the same object already in flight")        \
  X(store_network, "store_network", "between the PoP or function and a store, all trips")      \
  X(store, "store", "in a store: waiting for it, and its work")                                \
  X(call_retry, "call_retry",                                                                  \
    "attempts of the edge or a function that failed or were overtaken, and their backoff")
enum class Stage : std::uint8_t { EDGECASE_STAGES(EDGECASE_ENUMERATOR) };
constexpr std::size_t stage_count = 0 EDGECASE_STAGES(EDGECASE_ONE);
constexpr std::array<std::string_view, stage_count> stage_names{EDGECASE_STAGES(EDGECASE_LABEL)};
constexpr std::array<std::string_view, stage_count> stage_meanings{
    EDGECASE_STAGES(EDGECASE_MEANING)};
constexpr std::string_view name_of(Stage e) { return stage_names[static_cast<std::size_t>(e)]; }
constexpr std::size_t index_of(Stage stage) { return static_cast<std::size_t>(stage); }

/// Nanoseconds by stage.
struct StageTimes : std::array<std::int64_t, stage_count> {
  using std::array<std::int64_t, stage_count>::operator[];
  std::int64_t& operator[](Stage stage) { return (*this)[index_of(stage)]; }
  std::int64_t operator[](Stage stage) const { return (*this)[index_of(stage)]; }
  /// All 0, in two parts: one of this size would be a call of memset, which costs more.
  void clear() {
    static_assert(stage_count > 16);
    std::fill_n(begin(), 16, 0);
    std::fill_n(begin() + 16, stage_count - 16, 0);
  }
};

/// The caches between a user and the origin, from the user up.
#define EDGECASE_CACHE_LEVELS(X)                      \
  X(edge, "edge", "in the PoP that took the request") \
  X(peer, "peer", "another PoP near by")              \
  X(regional, "regional", "of the region")            \
  X(upper, "upper", "the upper tier")                 \
  X(reserve, "reserve", "a persistent store in front of the origin")
enum class CacheLevel : std::uint8_t { EDGECASE_CACHE_LEVELS(EDGECASE_ENUMERATOR) };
constexpr std::size_t cache_level_count = 0 EDGECASE_CACHE_LEVELS(EDGECASE_ONE);
constexpr std::array<std::string_view, cache_level_count> cache_level_names{
    EDGECASE_CACHE_LEVELS(EDGECASE_LABEL)};
constexpr std::array<std::string_view, cache_level_count> cache_level_meanings{
    EDGECASE_CACHE_LEVELS(EDGECASE_MEANING)};
constexpr std::string_view name_of(CacheLevel e) {
  return cache_level_names[static_cast<std::size_t>(e)];
}

/// What the edge cache did for an answer.
#define EDGECASE_CACHE_STATUSES(X)                                             \
  X(hit, "hit", "a fresh copy was there")                                      \
  X(stale, "stale", "an expired copy was served, as the design allows")        \
  X(revalidated, "revalidated", "an expired copy was found to be still valid") \
  X(collapsed, "collapsed", "waited for a fetch already in flight")            \
  X(miss, "miss", "fetched")                                                   \
  X(bypass, "bypass", "no cache was asked")                                    \
  X(client, "client", "the client had a fresh copy: no request was sent")
enum class CacheStatus : std::uint8_t { EDGECASE_CACHE_STATUSES(EDGECASE_ENUMERATOR) };
constexpr std::size_t cache_status_count = 0 EDGECASE_CACHE_STATUSES(EDGECASE_ONE);
constexpr std::array<std::string_view, cache_status_count> cache_status_names{
    EDGECASE_CACHE_STATUSES(EDGECASE_LABEL)};
constexpr std::array<std::string_view, cache_status_count> cache_status_meanings{
    EDGECASE_CACHE_STATUSES(EDGECASE_MEANING)};
constexpr std::string_view name_of(CacheStatus e) {
  return cache_status_names[static_cast<std::size_t>(e)];
}

/// Why something was fetched from the origin: the drivers of its bill.
#define EDGECASE_FETCH_CAUSES(X)                               \
  X(miss, "miss", "no copy was there")                         \
  X(revalidation, "revalidation", "a copy was there, expired") \
  X(refresh, "refresh", "in the background of a stale answer") \
  X(retry, "retry", "an earlier attempt had failed")           \
  X(bypass, "bypass", "not cacheable")
enum class FetchCause : std::uint8_t { EDGECASE_FETCH_CAUSES(EDGECASE_ENUMERATOR) };
constexpr std::size_t fetch_cause_count = 0 EDGECASE_FETCH_CAUSES(EDGECASE_ONE);
constexpr std::array<std::string_view, fetch_cause_count> fetch_cause_names{
    EDGECASE_FETCH_CAUSES(EDGECASE_LABEL)};
constexpr std::array<std::string_view, fetch_cause_count> fetch_cause_meanings{
    EDGECASE_FETCH_CAUSES(EDGECASE_MEANING)};
constexpr std::string_view name_of(FetchCause e) {
  return fetch_cause_names[static_cast<std::size_t>(e)];
}

/// How a request ended without its answer.
#define EDGECASE_FAILURES(X)                                                                    \
  X(none, "none", "it was answered")                                                            \
  X(pop_unreachable, "pop_unreachable", "every attempt reached a PoP that was down")            \
  X(connection_lost, "connection_lost",                                                         \
    "the PoP failed while it worked on the request, and no attempt was left")                   \
  X(origin_overloaded, "origin_overloaded", "the origin's queue was full, or shed the request") \
  X(origin_down, "origin_down", "the origin did not accept the request")                        \
  X(origin_timeout, "origin_timeout", "the origin did not answer in time")                      \
  X(throttled, "throttled", "over a limit of the account that runs functions (429)")            \
  X(shed, "shed", "a function's queue was full, or no server had room (503)")                   \
  X(function_killed, "function_killed", "over the platform's limit of CPU or wall time")        \
  X(function_timeout, "function_timeout", "the function did not answer in time")                \
  X(link_full, "link_full", "its packets were lost on the PoP's links, again and again")        \
  X(filtered, "filtered", "dropped by a flood filter by mistake")                               \
  X(refused, "refused", "the PoP's table of connections was full")                              \
  X(edge_overloaded, "edge_overloaded", "no CPU core of the PoP was free in time (503)")        \
  X(blocked, "blocked", "by a guard, by mistake (403, 429)")                                    \
  X(abandoned, "abandoned", "the user abandoned a challenge")                                   \
  X(gave_up, "gave_up", "the user left the waiting room")                                       \
  X(no_identity, "no_identity", "needed a login while the identity provider was down")          \
  X(no_session_store, "no_store", "needed the session store while it was down")                 \
  X(no_introspection, "no_introspection", "token introspection was not available")              \
  X(over_quota, "over_quota", "the consumer's quota was used up (429)")                         \
  X(client_timeout, "client_timeout", "no answer within the client's timeout")                  \
  X(store_overloaded, "store_overloaded", "the store had more to do than it accepts (503)")     \
  X(store_throttled, "store_throttled", "over the store's limit of writes to a key (429)")      \
  X(store_unavailable, "store_unavailable", "the store could not be reached in time")           \
  X(store_conflict, "store_conflict", "every attempt met a newer version (409)")                \
  X(edge_error, "edge_error", "the PoP answered with an error (500)")                           \
  X(origin_error, "origin_error", "the origin answered with an error (500)")                    \
  X(path_down, "path_down", "no path between the edge and what it needed")                      \
  X(third_party, "third_party", "a third party that the function needs failed")                 \
  X(unresolved, "dns", "the site's name did not resolve")                                       \
  X(rejected, "rejected", "by the caller itself: an open circuit breaker, or a limit")
enum class Failure : std::uint8_t { EDGECASE_FAILURES(EDGECASE_ENUMERATOR) };
constexpr std::size_t failure_count = 0 EDGECASE_FAILURES(EDGECASE_ONE);
constexpr std::array<std::string_view, failure_count> failure_names{
    EDGECASE_FAILURES(EDGECASE_LABEL)};
constexpr std::array<std::string_view, failure_count> failure_meanings{
    EDGECASE_FAILURES(EDGECASE_MEANING)};
constexpr std::string_view name_of(Failure e) { return failure_names[static_cast<std::size_t>(e)]; }
/// Nothing came back: the packets never reached a server, or no server took them.
constexpr bool is_lost_on_the_way(Failure f) {
  return f == Failure::link_full || f == Failure::filtered || f == Failure::refused;
}

/// Answered with an error that clients may try again (500, 502, 503, 504).
constexpr bool is_server_error(Failure f) {
  switch (f) {
    case Failure::origin_overloaded:
    case Failure::origin_down:
    case Failure::origin_timeout:
    case Failure::shed:
    case Failure::function_timeout:
    case Failure::edge_overloaded:
    case Failure::store_overloaded:
    case Failure::store_unavailable:
    case Failure::edge_error:
    case Failure::origin_error:
    case Failure::path_down:
    case Failure::third_party:
    case Failure::rejected:
      return true;
    default:
      return false;
  }
}

#undef EDGECASE_ENUMERATOR
#undef EDGECASE_LABEL
#undef EDGECASE_MEANING
#undef EDGECASE_ONE
#undef EDGECASE_STAGES
#undef EDGECASE_CACHE_LEVELS
#undef EDGECASE_CACHE_STATUSES
#undef EDGECASE_FETCH_CAUSES
#undef EDGECASE_FAILURES

}  // namespace edgecase
