#pragma once
// What happens to people's right to come in: `world.revocations`, `world.compromises`.

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

/// People who should be out from a moment on: dismissed, or their key has leaked.
struct RevocationSpec {
  Duration at{};
  Share users{0.01};
};
std::vector<Field> fields(Of<RevocationSpec>);

/// Devices that fall into wrong hands.
struct CompromiseSpec {
  Duration at{};
  Share devices{0.01};
};
std::vector<Field> fields(Of<CompromiseSpec>);

}  // namespace edgecase
