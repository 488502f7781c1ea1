#pragma once
// What a scenario says of a cache: `design.caches.NAME`.

#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "load/checker.hpp"
#include "load/distribution/distribution.hpp"
#include "load/type/fields.hpp"
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

/// PoPs close to each other keep one copy of an object between them.
struct PeersSpec {
  Duration within = std::chrono::milliseconds(5);
  bool local_copies = false;
};

/// A last cache before the origin, in an object store: it forgets nothing that is asked for.
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
  Duration ttl = std::chrono::hours(2);
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
