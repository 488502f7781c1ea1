#pragma once
// Geographic positions, distances and the speed of light.
// Assumes: a spherical Earth (error below 0.6% of the distance, far below that of any route).
// Units: degrees, kilometres, milliseconds. Light in fibre: refractive index 1.468, 204.19 km/ms.

#include <string>
#include <string_view>

namespace edgecase {

struct Coordinates {
  double latitude = 0;   // degrees, north positive
  double longitude = 0;  // degrees, east positive
  friend bool operator==(const Coordinates&, const Coordinates&) = default;
};

inline constexpr double fibre_km_per_ms = 204.19;

/// Great-circle distance by the chord, which is accurate for short and long distances.
double great_circle_km(Coordinates a, Coordinates b);

/// The same for places with many distances.
struct UnitVector {
  double x = 1, y = 0, z = 0;
};
UnitVector unit_vector(Coordinates at);
double great_circle_km(const UnitVector& a, const UnitVector& b);

/// Round trip in fibre along the great circle: the lower bound of any round trip.
constexpr double light_round_trip_ms(double km) { return 2 * km / fibre_km_per_ms; }

/// Hours ahead of UTC by the sun: 15 degrees an hour. Not modelled: time zones and their borders.
constexpr double solar_utc_offset_hours(Coordinates at) { return at.longitude / 15; }

/// The fixed list of regions, used wherever a scenario says `region`.
/// Central America and the Caribbean are in north-america; Turkey, the Caucasus west of Armenia and
/// Cyprus in europe (their traffic goes there); Central Asia in asia; Egypt in africa.
enum class Region : unsigned char {
  north_america,
  south_america,
  europe,
  africa,
  middle_east,
  asia,
  oceania,
};
inline constexpr int region_count = 7;

std::string_view name_of(Region region);
/// Ensures: false and `out` unchanged if there is no such region.
bool parse_region(std::string_view name, Region& out);

/// A named place of the network.
struct Site {
  std::string name;
  Coordinates at;
  Region region = Region::north_america;
};

}  // namespace edgecase
