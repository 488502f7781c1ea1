#include "model/content/spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<ChangeSpec>) {
  return list<ChangeSpec>(
      field("every", &ChangeSpec::every,
            "mean time between two changes of one object; changes come at random (Poisson)",
            required(), shorthand(), more_than(Duration{0})),
      field("share", &ChangeSpec::share, "share of objects that change", more_than(Share{0}),
            at_most(Share{1}), assumed("any object may change")));
}

}  // namespace edgecase
