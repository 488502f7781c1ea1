#include "model/net/geo.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace edgecase {

namespace {

constexpr double earth_radius_km = 6371.0;  // mean radius (IUGG)

constexpr std::array<std::string_view, region_count> region_names = {
    "north-america", "south-america", "europe", "africa", "middle-east", "asia", "oceania"};

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

}  // namespace

UnitVector unit_vector(Coordinates at) {
  const double around = std::cos(radians(at.latitude));
  return {around * std::cos(radians(at.longitude)), around * std::sin(radians(at.longitude)),
          std::sin(radians(at.latitude))};
}

double great_circle_km(const UnitVector& a, const UnitVector& b) {
  const double x = a.x - b.x, y = a.y - b.y, z = a.z - b.z;
  const double half_chord = std::sqrt(x * x + y * y + z * z) / 2;
  return 2 * earth_radius_km * std::asin(std::min(1.0, half_chord));
}

double great_circle_km(Coordinates a, Coordinates b) {
  return great_circle_km(unit_vector(a), unit_vector(b));
}

std::string_view name_of(Region region) { return region_names[static_cast<std::size_t>(region)]; }

bool parse_region(std::string_view name, Region& out) {
  const auto found = std::find(region_names.begin(), region_names.end(), name);
  if (found == region_names.end()) return false;
  out = static_cast<Region>(found - region_names.begin());
  return true;
}

}  // namespace edgecase
