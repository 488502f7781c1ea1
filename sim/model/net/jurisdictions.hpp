#pragma once
// Which countries belong to a jurisdiction.
//
// eu: the 27 member states (european-union.europa.eu, EU countries, 2026-11) and the outermost
// regions that have country codes of their own, in which EU law applies (Treaty on the Functioning
// of the European Union, Article 349). us: the states and the District of Columbia. Not modelled:
// the European Economic Area, countries whose protection the EU recognises as adequate, territories
// of the United States, laws that reach companies wherever their servers are.

#include <span>
#include <string_view>

#include "measure/jurisdiction.hpp"

namespace edgecase {

/// Two-letter codes (ISO 3166-1).
std::span<const std::string_view> countries_of(Jurisdiction jurisdiction);
bool is_in(Jurisdiction jurisdiction, std::string_view country);
/// All that the country belongs to; none: {}.
JurisdictionBits jurisdictions_of(std::string_view country);

}  // namespace edgecase
