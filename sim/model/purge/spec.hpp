#pragma once
// Purging: `design.purge` (propagation and limits), and the purge requests of a scenario,
// `world.purges`.

#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

// ---- design.purge -------------------------------------------------------------------------------

/// Propagation models; kinds.hpp.
struct PurgeWayMenu {};
using PurgeWayChoice = Choice<PurgeWayMenu>;
Menu menu(Of<PurgeWayMenu>);

enum class PurgePlan { free, pro, business, enterprise, no_limit };
inline auto names(Of<PurgePlan>) {
  return enumerators<PurgePlan>(
      {{"free", PurgePlan::free, "5 requests a minute, 25 at once; 800 URLs/s"},
       {"pro", PurgePlan::pro, "5 requests/s, 25 at once; 1,500 URLs/s"},
       {"business", PurgePlan::business, "10 requests/s, 50 at once; 1,500 URLs/s"},
       {"enterprise", PurgePlan::enterprise, "50 requests/s, 500 at once; 3,000 URLs/s"},
       {"no_limit", PurgePlan::no_limit, "every purge is accepted immediately"}});
}

struct PurgeSpec {
  std::string from = {};
  PurgeWayChoice model{"hub_and_spoke"};
  PurgePlan plan = PurgePlan::business;
  std::optional<Rate> rate = {};
  std::optional<Count> bucket = {};
  std::optional<Rate> urls = {};
  bool soft = false;
  bool on_change = false;
};
std::vector<Field> fields(Of<PurgeSpec>);

// ---- world.purges -------------------------------------------------------------------------------

/// The scope of a purge; target.hpp.
struct PurgeWhatMenu {};
using PurgeWhatChoice = Choice<PurgeWhatMenu>;
Menu menu(Of<PurgeWhatMenu>);

struct PurgeEverythingSpec {};
std::vector<Field> fields(Of<PurgeEverythingSpec>);

struct PurgeUrlSpec {
  Count rank{1};
};
std::vector<Field> fields(Of<PurgeUrlSpec>);
struct PurgeTagSpec {
  Count number{1};
};
std::vector<Field> fields(Of<PurgeTagSpec>);
struct PurgePrefixSpec {
  Count number{1};
};
std::vector<Field> fields(Of<PurgePrefixSpec>);

struct PurgeRequestSpec {
  Duration at{};
  std::string route;
  PurgeWhatChoice what{"everything"};
};
std::vector<Field> fields(Of<PurgeRequestSpec>);

}  // namespace edgecase
