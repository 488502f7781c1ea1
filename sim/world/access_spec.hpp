#pragma once
// What happens to people's right to come in: `world.revocations`, `world.compromises`.

#include <edgecase/units.hpp>

#include "load/fields.hpp"

namespace edgecase {

/// People who should be out from a moment on: dismissed, or their key has leaked.
struct RevocationSpec {
  Duration at{};
  Share users{0.01};
};
inline auto fields(Of<RevocationSpec>) {
  return list<RevocationSpec>(
      field("at", &RevocationSpec::at, "when, from the start of the run (warm-up included)",
            required(), at_least(Duration{0})),
      field("users", &RevocationSpec::users, "which part of them, by chance", more_than(Share{0}),
            at_most(Share{1}), assumed("enough to see in a short run")));
}

/// Devices that fall into wrong hands.
struct CompromiseSpec {
  Duration at{};
  Share devices{0.01};
};
inline auto fields(Of<CompromiseSpec>) {
  return list<CompromiseSpec>(
      field("at", &CompromiseSpec::at, "when, from the start of the run (warm-up included)",
            required(), at_least(Duration{0})),
      field("devices", &CompromiseSpec::devices, "which part of them, by chance",
            more_than(Share{0}), at_most(Share{1}), assumed("enough to see in a short run")));
}

}  // namespace edgecase
