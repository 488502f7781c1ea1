#include "scenario/access_spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<RevocationSpec>) {
  return list<RevocationSpec>(
      field("at", &RevocationSpec::at, "when, from the start of the run (warm-up included)",
            required(), at_least(Duration{0})),
      field("users", &RevocationSpec::users, "which part of them, by chance", more_than(Share{0}),
            at_most(Share{1}), assumed("enough to see in a short run")));
}

std::vector<Field> fields(Of<CompromiseSpec>) {
  return list<CompromiseSpec>(
      field("at", &CompromiseSpec::at, "when, from the start of the run (warm-up included)",
            required(), at_least(Duration{0})),
      field("devices", &CompromiseSpec::devices, "which part of them, by chance",
            more_than(Share{0}), at_most(Share{1}), assumed("enough to see in a short run")));
}

}  // namespace edgecase
