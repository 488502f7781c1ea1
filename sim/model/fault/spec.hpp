#pragma once
// Faults of a scenario: `world.faults`. The kind determines what fails; time, duration and route
// convergence are common to all.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <edgecase/units.hpp>

#include "load/distribution/distribution.hpp"
#include "load/type/fields.hpp"
#include "model/fault/target.hpp"

namespace edgecase {

struct FaultMenu {};
using FaultChoice = Choice<FaultMenu>;
Menu menu(Of<FaultMenu>);

/// A fault that comes by itself, again and again, at times that each replication draws: its target
/// works for an exponential time, is repaired, and works again. At `at` it has long been so: the
/// target may be broken then.
struct RandomTimesSpec {
  Duration mtbf{};
  DurationChoice mttr;
  bool each = false;
};
std::vector<Field> fields(Of<RandomTimesSpec>);

struct FaultSpec {
  std::string name;
  FaultChoice kind;
  Duration at{};
  Duration duration{};
  std::optional<RandomTimesSpec> random;
  DurationChoice convergence = lognormal(std::chrono::milliseconds(3600), std::chrono::seconds(60));
};
std::vector<Field> fields(Of<FaultSpec>);

/// Services that logins and tokens depend on.
enum class Service { identity, session_store, introspection };
constexpr std::size_t service_count = 3;
inline auto names(Of<Service>) {
  return enumerators<Service>(
      {{"identity", Service::identity, "the identity provider: logins fail"},
       {"store", Service::session_store,
        "the store of sessions and keys (design.access.NAME.needs_store)"},
       {"introspection", Service::introspection, "the endpoint that validates tokens"}});
}

enum class OriginFailure { refuses, silent };
inline auto names(Of<OriginFailure>) {
  return enumerators<OriginFailure>(
      {{"refuses", OriginFailure::refuses, "connections are refused: fast errors"},
       {"silent", OriginFailure::silent, "no response: every fetch waits for its timeout"}});
}

// What a fault takes down, by name. The plan resolves the names and turns each outage into the
// changes with which it begins and ends.

struct PopOutage {
  std::vector<std::string> pops = {};
  std::vector<std::string> regions = {};  ///< all PoPs of each
  bool loses_caches = false;              ///< the PoPs return with empty caches
};
struct OriginOutage {
  OriginFailure mode = OriginFailure::refuses;
};
struct ServiceOutage {
  Service service = Service::identity;
};
struct StoreOutage {
  std::string store;
  std::string site;  ///< empty: its home
};
struct PartitionOutage {
  std::string region;
};
/// A general fault: how its target suffers, all the time or by turns.
struct Trouble {
  FaultTargetSpec target = {};
  Impairment effect = {};
  bool loses_caches = false;             ///< of PoPs that are down
  Duration fails_for = Duration::max();  ///< then it works for ...
  Duration works_for{};                  ///< ... so long, and fails again
};
using Outage =
    std::variant<PopOutage, OriginOutage, ServiceOutage, StoreOutage, PartitionOutage, Trouble>;

/// What the chosen kind takes down.
Outage outage_of(const FaultChoice& choice);

}  // namespace edgecase
