#pragma once
// What a scenario says of things that break: `world.faults`. A kind names what fails; when, for how
// long and how fast routes follow is common to all.

#include <optional>
#include <string>
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

/// What logins and tokens depend on.
enum class Service { identity, session_store, introspection };
constexpr std::size_t service_count = 3;
inline auto names(Of<Service>) {
  return enumerators<Service>(
      {{"identity", Service::identity, "the identity provider: nobody can log in"},
       {"store", Service::session_store,
        "the store of sessions and keys (design.access.NAME.needs_store)"},
       {"introspection", Service::introspection, "who says whether a token is still good"}});
}

/// What a fault takes down, by name; the world knows who that is.
struct FaultTarget {
  std::vector<std::string> pops = {};
  std::vector<std::string> regions = {};
  bool origin = false;
  std::vector<Service> services = {};
  bool loses_caches = false;  ///< a place that returns starts with empty caches
  bool refuses = false;       ///< the origin says no at once, instead of not answering
};

/// The target of the chosen kind.
FaultTarget target_of(const FaultChoice& choice);

}  // namespace edgecase
