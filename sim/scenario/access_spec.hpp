#pragma once
// Revoked users and compromised devices: `world.revocations`, `world.compromises`.

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

/// Users whose access is revoked at some time: they left, or their key has leaked.
struct RevocationSpec {
  Duration at{};
  Share users{0.01};
};
std::vector<Field> fields(Of<RevocationSpec>);

/// Devices that are compromised.
struct CompromiseSpec {
  Duration at{};
  Share devices{0.01};
};
std::vector<Field> fields(Of<CompromiseSpec>);

}  // namespace edgecase
