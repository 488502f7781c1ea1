#pragma once
// What a scenario says of a cache: `design.caches.NAME`.

#include <optional>

#include <edgecase/units.hpp>

#include "load/checker.hpp"
#include "load/fields.hpp"
#include "model/cache/admission.hpp"

namespace edgecase {

struct PolicyMenu {};
using PolicyChoice = Choice<PolicyMenu>;
Menu menu(Of<PolicyMenu>);
/// Whether the policy must know the future, which only a replay does.
bool offline(const PolicyChoice& choice);
/// The limits a cache of this policy really has (`unbounded` has none).
CacheLimits limits_under(const PolicyChoice& choice, CacheLimits limits);

/// How many upper tiers there are: one for each region of the network, or one for the world.
enum class TierScope { region, global };
inline auto names(Of<TierScope>) {
  return enumerators<TierScope>(
      {{"region", TierScope::region, "one in each region: short way for every PoP, several fills"},
       {"global", TierScope::global, "one for the world: a single fill, a long way for some"}});
}

/// Which PoP becomes the upper tier.
enum class TierPlacement { nearest_users, nearest_origin };
inline auto names(Of<TierPlacement>) {
  return enumerators<TierPlacement>(
      {{"nearest_users", TierPlacement::nearest_users,
        "the large PoP with the shortest round trip to the PoPs below it, weighted by their users"},
       {"nearest_origin", TierPlacement::nearest_origin,
        "the large PoP with the shortest round trip to the origin"}});
}

struct UpperTierSpec {
  TierScope per = TierScope::region;
  std::optional<TierPlacement> placement;
  std::optional<Bytes> capacity;
  std::optional<Duration> ttl;
  std::optional<PolicyChoice> policy;
  std::optional<AdmissionChoice> admission;
  Duration connect_timeout = std::chrono::seconds(1);
};

struct CacheSpec {
  PolicyChoice policy{"lru"};
  AdmissionChoice admission{"all"};
  Bytes capacity = 200_GB;
  Count objects = unlimited;
  Duration ttl = std::chrono::hours(2);
  bool ttl_reset_on_hit = false;
  bool age_inherited = true;
  std::optional<UpperTierSpec> upper_tier;
};

void check(const UpperTierSpec& spec, Checker& checker);
void check(const CacheSpec& spec, Checker& checker);

inline auto fields(Of<UpperTierSpec>) {
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

inline auto fields(Of<CacheSpec>) {
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
      field("upper_tier", &CacheSpec::upper_tier,
            "a second cache between the PoPs and the origin; absent: PoPs ask the origin"));
}

}  // namespace edgecase
