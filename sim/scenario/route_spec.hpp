#pragma once
// A class of traffic: `world.routes.NAME`.

#include <map>
#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "load/distribution/distribution.hpp"
#include "load/type/fields.hpp"
#include "measure/jurisdiction.hpp"
#include "model/content/spec.hpp"
#include "model/traffic/spec.hpp"
#include "model/traffic/trace_content.hpp"

namespace edgecase {

/// One dimension in which responses to the same URL differ: device, language, query string.
struct VariantsSpec {
  Count values{2};
  double exponent = 1;
};
std::vector<Field> fields(Of<VariantsSpec>);

/// What requests do to the object that they name, by share of the requests.
struct OperationsSpec {
  Share read{1};
  Share write{0};
  Share read_modify_write{0};
};
std::vector<Field> fields(Of<OperationsSpec>);
void check(const OperationsSpec& spec, Checker& checker);

/// Whose data the objects of a route are.
enum class KeyOwner { shared, user };
inline auto names(Of<KeyOwner>) {
  return enumerators<KeyOwner>(
      {{"shared", KeyOwner::shared, "anybody's: each request comes from anywhere"},
       {"user", KeyOwner::user,
        "one user's each (a cart, a session): all requests for it come from that user's metro"}});
}
struct KeysSpec {
  KeyOwner owner = KeyOwner::shared;
  Share roaming{0};
  Count stock{0};
  std::optional<Jurisdiction> jurisdiction;
};
std::vector<Field> fields(Of<KeysSpec>);
void check(const KeysSpec& spec, Checker& checker);

struct RouteSpec {
  Share share{1};
  Count objects{1000};
  PopularityChoice popularity{"zipf"};
  SizeChoice size;
  Bytes request{1200};
  std::optional<OperationsSpec> operations;
  KeysSpec keys;
  std::optional<TraceContentSpec> trace;
  Share personalised{0};
  Share missing{0};
  Share unique_queries{0};
  std::map<std::string, VariantsSpec> variants;
  std::optional<ChangeSpec> changes;
  std::optional<DurationChoice> cpu;
  Count tags{0};
  Count prefixes{0};
};
std::vector<Field> fields(Of<RouteSpec>);
void check(const RouteSpec& spec, Checker& checker);

}  // namespace edgecase
