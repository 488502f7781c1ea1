#pragma once
// Faults of a scenario: `world.faults`. The kind determines what fails; time, duration and route
// convergence are common to all.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

struct FaultMenu {};
using FaultChoice = Choice<FaultMenu>;
Menu menu(Of<FaultMenu>);

struct FaultSpec {
  std::string name;
  FaultChoice kind;
  Duration at{};
  Duration duration{};
  Duration convergence = std::chrono::seconds(20);
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
using Outage = std::variant<PopOutage, OriginOutage, ServiceOutage, StoreOutage, PartitionOutage>;

/// What the chosen kind takes down.
Outage outage_of(const FaultChoice& choice);

}  // namespace edgecase
