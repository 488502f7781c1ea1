#include "model/cache/spec.hpp"

#include <fmt/core.h>

#include "load/text/codes.hpp"

namespace edgecase {
namespace {

void check_policy(const PolicyChoice& policy, Checker& checker) {
  if (!offline(policy)) return;
  checker.report(
      "policy", {code::needs_future,
                 fmt::format("{} must know the future, and a scenario's requests are drawn as they "
                             "come",
                             policy.name()),
                 "no cache can run it",
                 fmt::format("choose another policy here; `edgecase cache --policy {}` replays a "
                             "trace with it",
                             policy.name())});
}

}  // namespace

std::vector<Field> fields(Of<PeersSpec>) {
  return list<PeersSpec>(
      field("within", &PeersSpec::within, "longest round trip between PoPs that share",
            more_than(Duration{0}), at_most(Duration{std::chrono::milliseconds(100)}),
            assumed("sites of one metropolitan area")),
      field("local_copies", &PeersSpec::local_copies,
            "whether a PoP also keeps what it got from a peer (no: each object stands in one of "
            "them)",
            assumed("sharing is done for the room it gives")));
}

std::vector<Field> fields(Of<ReserveSpec>) {
  return list<ReserveSpec>(
      field("at", &ReserveSpec::at, "where the store stands; if empty: where the origin is",
            assumed("object stores are placed beside the origin")),
      field("retention", &ReserveSpec::retention, "how long after its last use it keeps an object",
            more_than(Duration{0}),
            source("Cache Reserve: 30 days from the last access (Cloudflare docs)", "2026-11")),
      field("read", &ReserveSpec::read, "time the store takes for an operation",
            assumed("first byte of object stores: tens of ms, a tail of hundreds")));
}

std::vector<Field> fields(Of<UpperTierSpec>) {
  return list<UpperTierSpec>(
      field("per", &UpperTierSpec::per, "what one upper tier serves",
            assumed("regional tiers are the common first step")),
      field("placement", &UpperTierSpec::placement,
            "which PoP it is; if absent: nearest_users per region, nearest_origin when global"),
      field("capacity", &UpperTierSpec::capacity,
            "bytes of content it keeps; if absent: eight times the edge cache's", more_than(0_B)),
      field("ttl", &UpperTierSpec::ttl,
            "how long an answer is fresh there; if absent: as at the edge", at_least(Duration{0})),
      field("policy", &UpperTierSpec::policy, "what it evicts first; if absent: as at the edge"),
      field("admission", &UpperTierSpec::admission,
            "what it keeps of what is fetched; if absent: as at the edge"),
      field("connect_timeout", &UpperTierSpec::connect_timeout,
            "how long a PoP waits for a tier that does not answer before it asks the origin",
            more_than(Duration{0}), assumed("connect timeouts inside a network are short")));
}

std::vector<Field> fields(Of<CacheSpec>) {
  return list<CacheSpec>(
      field("policy", &CacheSpec::policy, "what leaves first when the cache is full",
            assumed("the usual baseline of cache studies")),
      field("admission", &CacheSpec::admission, "what is kept of what is fetched",
            assumed("caches keep what they may keep")),
      field("capacity", &CacheSpec::capacity,
            "bytes of content one PoP keeps for this design's objects", more_than(0_B),
            assumed("a customer's fair part of a PoP's disks; sites differ")),
      field("objects", &CacheSpec::objects, "number of objects one PoP keeps at most",
            at_least(std::int64_t{1}), assumed("bytes are what runs out")),
      field("ttl", &CacheSpec::ttl, "how long an answer is fresh", at_least(Duration{0}),
            source("default edge TTL for 200 responses: 120 min (Cloudflare docs, cache, edge TTL)",
                   "2026-11")),
      field("ttl_reset_on_hit", &CacheSpec::ttl_reset_on_hit,
            "whether a hit starts the ttl anew (a sliding ttl) instead of counting from the fetch",
            source("HTTP freshness counts from the response (RFC 9111, 4.2)", "2026-11")),
      field("age_inherited", &CacheSpec::age_inherited,
            "whether time spent in an upper tier counts towards the ttl (the Age header)",
            source("RFC 9111, 4.2.3: age is counted from the origin", "2026-11")),
      field("stale_while_revalidate", &CacheSpec::stale_while_revalidate,
            "how long after its ttl an answer is still given while a fresh one is fetched",
            at_least(Duration{0}),
            source("RFC 5861, 3: off unless the origin asks for it", "2026-11")),
      field("stale_if_error", &CacheSpec::stale_if_error,
            "how long after its ttl an answer is still given when a fresh one cannot be had",
            at_least(Duration{0}),
            source("RFC 5861, 4: off unless the origin asks for it", "2026-11")),
      field("negative_ttl", &CacheSpec::negative_ttl,
            "how long the answer that an object does not exist (404, 410) is fresh",
            at_least(Duration{0}),
            source("default edge TTL for 404 and 410: 3 min (Cloudflare docs, cache, edge TTL)",
                   "2026-11")),
      field("error_ttl", &CacheSpec::error_ttl,
            "how long a failure of the origin (5xx) is answered without asking it again",
            at_least(Duration{0}),
            source("not cached by default (Cloudflare docs, cache, edge TTL)", "2026-11")),
      field("revalidate", &CacheSpec::revalidate,
            "whether an expired copy is asked for by validator, so that an unchanged one costs a "
            "round trip and no bytes (304)",
            source("RFC 9111, 4.3", "2026-11")),
      field("collapse", &CacheSpec::collapse,
            "whether requests for an object that is being fetched wait for that fetch",
            source("RFC 9111, 4: a cache can collapse requests", "2026-11")),
      field("peers", &CacheSpec::peers,
            "PoPs near each other share their room: each object stands in one of them"),
      field("regional_tier", &CacheSpec::regional_tier,
            "one more cache in each region, between its PoPs and the upper tier"),
      field("upper_tier", &CacheSpec::upper_tier,
            "a second cache between the PoPs and the origin; absent: PoPs ask the origin"),
      field("reserve", &CacheSpec::reserve,
            "a store before the origin that keeps whatever is asked for"));
}

void check(const UpperTierSpec& spec, Checker& checker) {
  if (spec.policy) check_policy(*spec.policy, checker);
}

void check(const CacheSpec& spec, Checker& checker) {
  check_policy(spec.policy, checker);
  if (spec.regional_tier && spec.regional_tier->per != TierScope::region) {
    checker.report("regional_tier.per", {code::out_of_range, "a regional tier is one per region",
                                         "not a region", "say `upper_tier` for one of the world"});
  }
  if (spec.ttl_reset_on_hit && spec.stale_while_revalidate > Duration{0}) {
    checker.report("stale_while_revalidate",
                   {code::changes_nothing, "with ttl_reset_on_hit nobody knows how old a copy is",
                    "cannot be had together", "choose one of the two"});
  }
}

}  // namespace edgecase
