#pragma once
// What a general fault concerns (`target`), and how badly it suffers. One target names sites, a
// path of the network, or a system; which actions it knows is decided by `is_supported`.

#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

/// Systems beside the edge's own sites.
enum class FaultSystem { origin, third_party, dns, control_plane, identity, store, introspection };
inline auto names(Of<FaultSystem>) {
  return enumerators<FaultSystem>(
      {{"origin", FaultSystem::origin, "the origin"},
       {"third_party", FaultSystem::third_party,
        "what functions ask at a place that is not the origin (sub_requests.to)"},
       {"dns", FaultSystem::dns, "the authoritative name servers of the site"},
       {"control_plane", FaultSystem::control_plane,
        "what distributes purges and firewall rules to the sites, which go on serving"},
       {"identity", FaultSystem::identity, "the identity provider: logins fail"},
       {"store", FaultSystem::store, "the store of sessions and keys"},
       {"introspection", FaultSystem::introspection, "the endpoint that validates tokens"}});
}

struct FaultTargetSpec {
  std::optional<FaultSystem> system;
  std::string pop;
  std::string city;
  std::string country;
  std::string region;
  std::string size;
  std::optional<Share> pops;
  std::vector<std::string> sites;
  std::vector<std::string> path;
};
std::vector<Field> fields(Of<FaultTargetSpec>);
void check(const FaultTargetSpec& spec, Checker& checker);

enum class FaultScope { pops, path, origin, third_party, dns, control_plane, service };
/// Requires: a target that passed its check.
FaultScope scope_of(const FaultTargetSpec& target);
/// The target as reports call it: "europe", "europe-asia", "origin".
std::string name_of(const FaultTargetSpec& target);

/// How its target suffers while a fault lasts. Several at once combine (`with`).
struct Impairment {
  bool down = false;
  bool refuses = true;  ///< while it is down: at once; otherwise it is silent
  double errors = 0;    ///< share of requests answered with an error
  double loss = 0;      ///< share of packets lost
  double factor = 1;    ///< of the time that it takes
  Duration added{};     ///< to that time
  double lost = 0;      ///< share of its capacity

  /// Both at once: independent errors and losses, times multiplied and added.
  Impairment with(const Impairment& other) const;
  Duration slowed(Duration time) const { return from_seconds(in_seconds(time) * factor) + added; }
};

/// Whether this action is modelled for this scope; the text lists the scopes that are.
bool is_supported(const Impairment& effect, FaultScope scope);
std::string supported_targets(const Impairment& effect);

}  // namespace edgecase
