#pragma once
// A law's territory, in which data may have to stay.

#include <cstdint>

#include "load/type/fields.hpp"

namespace edgecase {

/// Those that vendors of edge platforms offer for stores (Cloudflare docs,
/// data-localization/storage-region, 2026-11; it offers `fedramp` too, which is no territory).
enum class Jurisdiction : std::uint8_t { eu, us };
inline auto names(Of<Jurisdiction>) {
  return enumerators<Jurisdiction>({{"eu", Jurisdiction::eu, "the European Union"},
                                    {"us", Jurisdiction::us, "the United States"}});
}

/// A set of jurisdictions.
using JurisdictionBits = std::uint8_t;
constexpr JurisdictionBits bit_of(Jurisdiction jurisdiction) {
  return static_cast<JurisdictionBits>(1U << static_cast<unsigned>(jurisdiction));
}

}  // namespace edgecase
