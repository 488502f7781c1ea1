#include "model/net/network_spec.hpp"

#include <array>
#include <cmath>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "load/codes.hpp"
#include "load/suggest.hpp"

namespace edgecase {

namespace {

using Names = std::set<std::string_view>;

std::string suggestion(const Names& names, std::string_view word) {
  const std::vector<std::string_view> all(names.begin(), names.end());
  return did_you_mean(word, all);
}

void refer(Checker& checker, std::string_view table, std::string_view in, const Names& names,
           std::string_view word, std::string_view row) {
  if (names.contains(word)) return;
  checker.report(table, {.code = code::refers_to_nothing,
                         .message = fmt::format("row `{}`: `{}` is not in `{}`", row, word, in),
                         .label = suggestion(names, word)});
}

/// The keys of a table's rows; reports those that stand twice.
template <class Row>
Names unique(Checker& checker, std::string_view table, const std::vector<Row>& rows,
             std::string Row::* key) {
  Names names;
  for (const Row& row : rows)
    if (!names.insert(row.*key).second)
      checker.report(table, {.code = code::duplicate_name,
                             .message = fmt::format("`{}` stands twice in this table", row.*key)});
  return names;
}

void check_mixes(const AccessSpec& access, const Names& kinds, Checker& checker) {
  for (const auto& [name, mix] : access.mixes) {
    const std::string path = fmt::format("access.mixes.{}", name);
    double sum = 0;
    for (const auto& [kind, share] : mix) {
      sum += share.value;
      refer(checker, path, "access.kinds", kinds, kind, name);
    }
    if (std::abs(sum - 1) > 1e-6)
      checker.report(path, {.code = code::shares_sum,
                            .message = fmt::format("shares sum to {:g}%, not 100%", sum * 100)});
  }
}

void check_not_empty(const NetworkSpec& spec, Checker& checker) {
  double users = 0;
  for (const MetroRow& metro : spec.metros.rows) users += metro.online_thousands;
  if (spec.pops.rows.empty())
    checker.report("pops", {.code = code::out_of_range, .message = "a network needs a site"});
  if (users <= 0)
    checker.report("metros", {.code = code::out_of_range, .message = "a network needs users"});
}

}  // namespace

void check(const DelaySpec& spec, Checker& checker) {
  if (spec.p99 < spec.p50)
    checker.report("p99", {.code = code::unordered, .message = "p99 is below p50"});
  else if (spec.p50 == 0s && spec.p99 > 0s)
    checker.report("p50",
                   {.code = code::unordered, .message = "a p99 above 0 needs a p50 above 0"});
}

void check(const NetworkSpec& spec, Checker& checker) {
  check_not_empty(spec, checker);
  Names kinds, mixes;
  for (const auto& [name, kind] : spec.access.kinds) kinds.insert(name);
  for (const auto& [name, mix] : spec.access.mixes) mixes.insert(name);
  check_mixes(spec.access, kinds, checker);

  const Names countries = unique(checker, "countries", spec.countries.rows, &CountryRow::country);
  for (const CountryRow& row : spec.countries.rows)
    refer(checker, "countries", "access.mixes", mixes, row.access, row.country);
  Names placed = unique(checker, "pops", spec.pops.rows, &PopRow::code);
  for (const PopRow& row : spec.pops.rows)
    refer(checker, "pops", "countries", countries, row.country, row.code);
  for (const MetroRow& row : spec.metros.rows)
    refer(checker, "metros", "countries", countries, row.country, row.city);
  placed.merge(unique(checker, "places", spec.places.rows, &NamedPlaceRow::name));
  if (!placed.contains(spec.origin))
    checker.report("origin", {.code = code::refers_to_nothing,
                              .message = fmt::format("no place is called `{}`", spec.origin),
                              .label = suggestion(placed, spec.origin)});
  for (const NamedPlaceRow& row : spec.places.rows)
    refer(checker, "places", "countries", countries, row.country, row.name);

  const Names sites =
      unique(checker, "round_trips.sites", spec.round_trips.sites.rows, &CorridorSiteRow::site);
  for (const CorridorRow& row : spec.round_trips.corridors.rows)
    for (const std::string& end : {row.from, row.to})
      refer(checker, "round_trips.corridors", "round_trips.sites", sites, end,
            fmt::format("{} {}", row.from, row.to));
}

}  // namespace edgecase
