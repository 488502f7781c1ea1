#pragma once
// The unit tables of the scalars, and the diagnostics for missing or unknown units. Scalars of
// other areas (a price per GB) use them too.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "load/text/decimal.hpp"

namespace edgecase {

struct Unit {
  std::string_view name;
  std::int64_t factor;  // of the type's resolution
};

/// Common misspellings of units, and the valid unit.
struct UnitAlias {
  std::string_view wrong;
  std::string_view right;
};

struct UnitTable {
  std::span<const Unit> units;  // smallest first
  std::span<const UnitAlias> aliases;
  std::string_view usual;  // for "write 300s"
  const Unit* find(std::string_view name) const;
};

extern const UnitTable duration_units;
extern const UnitTable byte_units;

Complaint missing_unit(std::string_view text, std::string_view fixed);
Complaint unknown_unit(std::string_view text, const Quantity& quantity, const UnitTable& table);

/// The factor of the quantity's unit; a zero needs none.
std::optional<Complaint> unit_factor(std::string_view text, const Quantity& quantity,
                                     const UnitTable& table, std::int64_t& factor);

}  // namespace edgecase
