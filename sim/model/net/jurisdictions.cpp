#include "model/net/jurisdictions.hpp"

#include <algorithm>
#include <array>

namespace edgecase {
namespace {

constexpr std::array<std::string_view, 33> eu_countries{
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    // Outermost regions: French Guiana, Guadeloupe, Saint Martin, Martinique, Réunion, Mayotte.
    "GF", "GP", "MF", "MQ", "RE", "YT"};
constexpr std::array<std::string_view, 1> us_countries{"US"};

}  // namespace

std::span<const std::string_view> countries_of(Jurisdiction jurisdiction) {
  if (jurisdiction == Jurisdiction::us) return us_countries;
  return eu_countries;
}

bool is_in(Jurisdiction jurisdiction, std::string_view country) {
  const std::span<const std::string_view> all = countries_of(jurisdiction);
  return std::ranges::find(all, country) != all.end();
}

JurisdictionBits jurisdictions_of(std::string_view country) {
  JurisdictionBits all = 0;
  for (const Jurisdiction one : {Jurisdiction::eu, Jurisdiction::us})
    if (is_in(one, country)) all |= bit_of(one);
  return all;
}

}  // namespace edgecase
