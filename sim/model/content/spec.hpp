#pragma once
// Content changes at the origin: how often an object of a route gets a new version.
// `world.routes.NAME.changes`. Without it content never changes, and nothing can be stale.

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

struct ChangeSpec {
  Duration every{};
  Share share{1};
};
std::vector<Field> fields(Of<ChangeSpec>);

}  // namespace edgecase
