#include "scenario/access_spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<RevocationSpec>) {
  return list<RevocationSpec>(
      field("at", &RevocationSpec::at, "time from the start of the run (warm-up included)",
            required(), at_least(Duration{0})),
      field("users", &RevocationSpec::users, "share of users, chosen at random",
            more_than(Share{0}), at_most(Share{1}),
            assumed("enough to be visible in a short run")));
}

std::vector<Field> fields(Of<CompromiseSpec>) {
  return list<CompromiseSpec>(
      field("at", &CompromiseSpec::at, "time from the start of the run (warm-up included)",
            required(), at_least(Duration{0})),
      field("devices", &CompromiseSpec::devices, "share of devices, chosen at random",
            more_than(Share{0}), at_most(Share{1}),
            assumed("enough to be visible in a short run")));
}

}  // namespace edgecase
