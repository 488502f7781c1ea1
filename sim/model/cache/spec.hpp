#pragma once
// A cache of a design: `design.caches.NAME`.

#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "load/checker.hpp"
#include "load/distribution/distribution.hpp"
#include "load/type/fields.hpp"
#include "model/cache/admission.hpp"

namespace edgecase {

/// The longest ttl: RFC 2616 (14.21) asked servers for no more than a year, and CDNs accept no more
/// (Cloudflare's edge and browser ttl end at one year). It is what a cache node can express.
inline constexpr Duration longest_ttl = std::chrono::hours(24 * 365);

struct PolicyMenu {};
using PolicyChoice = Choice<PolicyMenu>;
Menu menu(Of<PolicyMenu>);
/// Whether the policy needs future requests, which only a replay has.
bool offline(const PolicyChoice& choice);
/// The effective limits of a cache with this policy (`unbounded` has none).
CacheLimits limits_under(const PolicyChoice& choice, CacheLimits limits);

/// The number of upper tiers: one per region of the network, or a global one.
enum class TierScope { region, global };
inline auto names(Of<TierScope>) {
  return enumerators<TierScope>(
      {{"region", TierScope::region,
        "one per region: close to every PoP, but each region fetches objects itself"},
       {"global", TierScope::global,
        "a single one: each object is fetched once, but it is far from some PoPs"}});
}

/// The choice of the upper tier's PoP.
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

/// Nearby PoPs share one copy of each object.
struct PeersSpec {
  Duration within = std::chrono::milliseconds(5);
  bool local_copies = false;
};

/// A last cache before the origin, in an object store without capacity limit.
struct ReserveSpec {
  std::string at;
  Duration retention = std::chrono::hours(24 * 30);
  DurationChoice read = lognormal(std::chrono::milliseconds(40), std::chrono::milliseconds(200));
};

struct CacheSpec {
  PolicyChoice policy{"lru"};
  AdmissionChoice admission{"all"};
  Bytes capacity = 200_GB;
  Count objects = unlimited;
  Bytes largest_object = 512_MB;
  Duration ttl = std::chrono::hours(2);
  Share ttl_jitter{0};
  bool ttl_reset_on_hit = false;
  bool age_inherited = true;
  Duration stale_while_revalidate{};
  Duration stale_if_error{};
  Duration negative_ttl = std::chrono::minutes(3);
  Duration error_ttl{};
  bool revalidate = true;
  bool collapse = true;
  std::optional<PeersSpec> peers;
  std::optional<UpperTierSpec> regional_tier;
  std::optional<UpperTierSpec> upper_tier;
  std::optional<ReserveSpec> reserve;
};

void check(const UpperTierSpec& spec, Checker& checker);
void check(const CacheSpec& spec, Checker& checker);

std::vector<Field> fields(Of<PeersSpec>);

std::vector<Field> fields(Of<ReserveSpec>);

std::vector<Field> fields(Of<UpperTierSpec>);

std::vector<Field> fields(Of<CacheSpec>);

}  // namespace edgecase
