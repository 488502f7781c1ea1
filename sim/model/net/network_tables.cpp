#include "model/net/network_tables.hpp"

#include <array>
#include <span>

#include <fmt/format.h>

#include "load/csv/table.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

namespace {

constexpr std::array<std::string_view, pop_size_count> size_names = {"hub", "large", "medium",
                                                                     "small"};
using Columns = std::span<const std::string_view>;
constexpr std::array<std::string_view, 7> pop_columns = {
    "code", "city", "country", "region", "latitude", "longitude", "size"};
constexpr std::array<std::string_view, 5> metro_columns = {"city", "country", "latitude",
                                                           "longitude", "online_thousands"};
constexpr std::array<std::string_view, 3> country_columns = {"country", "region", "access"};
constexpr std::array<std::string_view, 6> place_columns = {"name",     "city",      "country",
                                                           "latitude", "longitude", "provider"};
constexpr std::array<std::string_view, 6> site_columns = {"site",   "city",     "country",
                                                          "region", "latitude", "longitude"};
constexpr std::array<std::string_view, 4> corridor_columns = {"from", "to", "rtt_ms", "source"};

Region region_cell(TableReader& in, const TableRow& row, std::size_t column) {
  Region region = Region::north_america;
  const std::string& name = in.text(row, column);
  if (!parse_region(name, region)) in.report(row, fmt::format("unknown region `{}`", name));
  return region;
}

Coordinates coordinates_cells(TableReader& in, const TableRow& row, std::size_t first) {
  return {in.number(row, first, -90, 90), in.number(row, first + 1, -180, 180)};
}

/// An ISO 3166 code: two capitals.
std::string country_cell(TableReader& in, const TableRow& row, std::size_t column) {
  const std::string& code = in.text(row, column);
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (code.size() != 2 || !capital(code[0]) || !capital(code[1]))
    in.report(row, fmt::format("`{}` is not a country code of two capital letters", code));
  return code;
}

PopSize size_cell(TableReader& in, const TableRow& row, std::size_t column) {
  const std::string& name = in.text(row, column);
  for (std::size_t i = 0; i < size_names.size(); ++i)
    if (name == size_names[i]) return static_cast<PopSize>(i);
  in.report(row, fmt::format("`{}` is not a size: hub, large, medium, small", name));
  return PopSize::small;
}

template <class Row, class Make>
std::optional<Complaint> read_rows(std::string_view text, Columns columns, std::vector<Row>& rows,
                                   Make make) {
  TableReader in(text, columns);
  if (in.usable()) {
    rows.clear();
    rows.reserve(in.rows().size());
    for (const TableRow& row : in.rows()) rows.push_back(make(in, row));
  }
  if (in.problems().empty()) return std::nullopt;
  const TableProblem& first = in.problems().front();
  const std::size_t others = in.problems().size() - 1;
  return Complaint{.code = code::wrong_shape,
                   .message = fmt::format("line {} of the table: {}", first.line, first.message),
                   .label = others == 0 ? "" : fmt::format("and {} more in this table", others),
                   .hint = fmt::format("the columns are: {}", fmt::join(columns, ", "))};
}

template <class Row, class Print>
std::string write_rows(Columns columns, const std::vector<Row>& rows, Print print) {
  std::string text = fmt::format("{}\n", fmt::join(columns, ", "));
  for (const Row& row : rows) text += print(row);
  return text;
}

std::string quoted(const std::string& cell) {
  return cell.find(',') == std::string::npos ? cell : fmt::format("\"{}\"", cell);
}

}  // namespace

std::string_view name_of(PopSize size) { return size_names[static_cast<std::size_t>(size)]; }

std::optional<Complaint> parse_rows(std::string_view text, std::vector<PopRow>& rows) {
  return read_rows(text, pop_columns, rows, [](TableReader& in, const TableRow& row) {
    return PopRow{.code = in.text(row, 0),
                  .city = in.text(row, 1),
                  .country = country_cell(in, row, 2),
                  .region = region_cell(in, row, 3),
                  .at = coordinates_cells(in, row, 4),
                  .size = size_cell(in, row, 6)};
  });
}

std::optional<Complaint> parse_rows(std::string_view text, std::vector<MetroRow>& rows) {
  return read_rows(text, metro_columns, rows, [](TableReader& in, const TableRow& row) {
    return MetroRow{.city = in.text(row, 0),
                    .country = country_cell(in, row, 1),
                    .at = coordinates_cells(in, row, 2),
                    .online_thousands = in.number(row, 4, 0, 1e8)};
  });
}

std::optional<Complaint> parse_rows(std::string_view text, std::vector<CountryRow>& rows) {
  return read_rows(text, country_columns, rows, [](TableReader& in, const TableRow& row) {
    return CountryRow{.country = country_cell(in, row, 0),
                      .region = region_cell(in, row, 1),
                      .access = in.text(row, 2)};
  });
}

std::optional<Complaint> parse_rows(std::string_view text, std::vector<NamedPlaceRow>& rows) {
  return read_rows(text, place_columns, rows, [](TableReader& in, const TableRow& row) {
    return NamedPlaceRow{.name = in.text(row, 0),
                         .city = in.text(row, 1),
                         .country = country_cell(in, row, 2),
                         .at = coordinates_cells(in, row, 3),
                         .provider = in.text(row, 5)};
  });
}

std::optional<Complaint> parse_rows(std::string_view text, std::vector<CorridorSiteRow>& rows) {
  return read_rows(text, site_columns, rows, [](TableReader& in, const TableRow& row) {
    return CorridorSiteRow{.site = in.text(row, 0),
                           .city = in.text(row, 1),
                           .country = country_cell(in, row, 2),
                           .region = region_cell(in, row, 3),
                           .at = coordinates_cells(in, row, 4)};
  });
}

std::optional<Complaint> parse_rows(std::string_view text, std::vector<CorridorRow>& rows) {
  return read_rows(text, corridor_columns, rows, [](TableReader& in, const TableRow& row) {
    return CorridorRow{.from = in.text(row, 0),
                       .to = in.text(row, 1),
                       .rtt_ms = in.number(row, 2, 0.01, 10000),
                       .source = in.text(row, 3)};
  });
}

std::string print_rows(const std::vector<PopRow>& rows) {
  return write_rows(pop_columns, rows, [](const PopRow& r) {
    return fmt::format("{}, {}, {}, {}, {}, {}, {}\n", r.code, quoted(r.city), r.country,
                       name_of(r.region), r.at.latitude, r.at.longitude, name_of(r.size));
  });
}

std::string print_rows(const std::vector<MetroRow>& rows) {
  return write_rows(metro_columns, rows, [](const MetroRow& r) {
    return fmt::format("{}, {}, {}, {}, {}\n", quoted(r.city), r.country, r.at.latitude,
                       r.at.longitude, r.online_thousands);
  });
}

std::string print_rows(const std::vector<CountryRow>& rows) {
  return write_rows(country_columns, rows, [](const CountryRow& r) {
    return fmt::format("{}, {}, {}\n", r.country, name_of(r.region), r.access);
  });
}

std::string print_rows(const std::vector<NamedPlaceRow>& rows) {
  return write_rows(place_columns, rows, [](const NamedPlaceRow& r) {
    return fmt::format("{}, {}, {}, {}, {}, {}\n", r.name, quoted(r.city), r.country, r.at.latitude,
                       r.at.longitude, r.provider);
  });
}

std::string print_rows(const std::vector<CorridorSiteRow>& rows) {
  return write_rows(site_columns, rows, [](const CorridorSiteRow& r) {
    return fmt::format("{}, {}, {}, {}, {}, {}\n", r.site, quoted(r.city), r.country,
                       name_of(r.region), r.at.latitude, r.at.longitude);
  });
}

std::string print_rows(const std::vector<CorridorRow>& rows) {
  return write_rows(corridor_columns, rows, [](const CorridorRow& r) {
    return fmt::format("{}, {}, {}, {}\n", r.from, r.to, r.rtt_ms, r.source);
  });
}

}  // namespace edgecase
