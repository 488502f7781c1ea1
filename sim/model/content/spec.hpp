#pragma once
// Content that changes at the origin: how often one object of a route gets a new version.
// `world.routes.NAME.changes`. Without it nothing ever changes, and nothing can be stale.

#include <edgecase/units.hpp>

#include "load/fields.hpp"

namespace edgecase {

struct ChangeSpec {
  Duration every{};
  Share share{1};
};
inline auto fields(Of<ChangeSpec>) {
  return list<ChangeSpec>(
      field("every", &ChangeSpec::every,
            "mean time between two changes of one object; changes come at random (Poisson)",
            required(), shorthand(), more_than(Duration{0})),
      field("share", &ChangeSpec::share, "part of the objects that ever change",
            more_than(Share{0}), at_most(Share{1}), assumed("any object may change")));
}

}  // namespace edgecase
