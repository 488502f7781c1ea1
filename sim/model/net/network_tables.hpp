#pragma once
// The long lists of a network file: sites, users, corridors, places. Each is one YAML scalar, a
// block of text with a header line and one row a line (see table.hpp). Errors: a bad row is refused
// with its number, counted from the line after `|`.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/text/scalar.hpp"
#include "model/net/geo.hpp"

namespace edgecase {

/// How large an edge site is, which decides how many networks meet it there.
enum class PopSize : unsigned char { hub, large, medium, small };
inline constexpr std::size_t pop_size_count = 4;
std::string_view name_of(PopSize size);

/// What a struct with a member for each size says of this one.
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
  std::string access;  // names a mix of ways to reach the net
};

/// A place that `at:` of an origin may name: a cloud region.
struct NamedPlaceRow {
  std::string name, city, country;
  Coordinates at;
  std::string provider;
};

/// A city between which and others round trips were measured.
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
    return {.name = "a table", .examples = "a block of text: a header line, then one row a line"};
  }
  static std::optional<Complaint> parse(std::string_view text, TableOf<Row>& out) {
    return parse_rows(text, out.rows);
  }
  static std::string print(const TableOf<Row>& table) { return print_rows(table.rows); }
};

}  // namespace edgecase
