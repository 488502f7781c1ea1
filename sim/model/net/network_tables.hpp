#pragma once
// The tables of a network file: sites, users, corridors, places. Each is a YAML block scalar with a
// header line and one row per line (see table.hpp). Errors: an invalid row is reported with its
// number, counted from the line after `|`.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/text/scalar.hpp"
#include "model/net/geo.hpp"

namespace edgecase {

/// The size of an edge site, which determines its attraction for anycast.
enum class PopSize : unsigned char { hub, large, medium, small };
inline constexpr std::size_t pop_size_count = 4;
std::string_view name_of(PopSize size);

/// The member of a struct for this size.
template <typename BySize>
auto of_size(const BySize& values, PopSize size) {
  const std::array all{values.hub, values.large, values.medium, values.small};
  return all[static_cast<std::size_t>(size)];
}

struct PopRow {
  std::string code, city, country;
  Region region = Region::north_america;
  Coordinates at;
  PopSize size = PopSize::small;
};

struct MetroRow {
  std::string city, country;
  Coordinates at;
  double online_thousands = 0;
};

struct CountryRow {
  std::string country;
  Region region = Region::north_america;
  std::string access;  // name of an access mix
};

/// A named place for an origin's `at:`, such as a cloud region.
struct NamedPlaceRow {
  std::string name, city, country;
  Coordinates at;
  std::string provider;
};

/// A city with measured round trips.
struct CorridorSiteRow {
  std::string site, city, country;
  Region region = Region::north_america;
  Coordinates at;
};

struct CorridorRow {
  std::string from, to;
  double rtt_ms = 0;
  std::string source;
};

template <class Row>
struct TableOf {
  std::vector<Row> rows;
};

std::optional<Complaint> parse_rows(std::string_view text, std::vector<PopRow>& rows);
std::optional<Complaint> parse_rows(std::string_view text, std::vector<MetroRow>& rows);
std::optional<Complaint> parse_rows(std::string_view text, std::vector<CountryRow>& rows);
std::optional<Complaint> parse_rows(std::string_view text, std::vector<NamedPlaceRow>& rows);
std::optional<Complaint> parse_rows(std::string_view text, std::vector<CorridorSiteRow>& rows);
std::optional<Complaint> parse_rows(std::string_view text, std::vector<CorridorRow>& rows);

std::string print_rows(const std::vector<PopRow>& rows);
std::string print_rows(const std::vector<MetroRow>& rows);
std::string print_rows(const std::vector<CountryRow>& rows);
std::string print_rows(const std::vector<NamedPlaceRow>& rows);
std::string print_rows(const std::vector<CorridorSiteRow>& rows);
std::string print_rows(const std::vector<CorridorRow>& rows);

template <class Row>
struct Scalar<TableOf<Row>> {
  static ScalarForm form() {
    return {.name = "a table", .examples = "a block of text: a header line, then one row per line"};
  }
  static std::optional<Complaint> parse(std::string_view text, TableOf<Row>& out) {
    return parse_rows(text, out.rows);
  }
  static std::string print(const TableOf<Row>& table) { return print_rows(table.rows); }
};

}  // namespace edgecase
