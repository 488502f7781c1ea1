#include "cost/price_sheet.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "load/codes.hpp"

namespace edgecase {

namespace {

constexpr std::array labels{label::country, label::region,        label::pop,  label::route,
                            label::tier,    label::origin_region, label::cause};

bool is_label(std::string_view name) {
  return std::find(labels.begin(), labels.end(), name) != labels.end();
}

std::string meter_names() {
  std::string all;
  for (const Meter& m : all_meters()) all += (all.empty() ? "" : ", ") + std::string(m.name);
  return all;
}

void check_dimension(const Quantity& quantity, const Meter& meter, std::string_view path,
                     Checker& checker) {
  if (quantity.dimension == meter.dimension) return;
  const bool bytes = meter.dimension == Dimension::bytes;
  checker.report(path, {code::unknown_unit,
                        fmt::format("{} is counted in {}", meter.name, bytes ? "bytes" : "numbers"),
                        bytes ? "write a size: 1GiB" : "write a number: 1M"});
}

void check_tiers(const PriceLine& line, Checker& checker) {
  for (std::size_t i = 0; i < line.up_to.size(); ++i) {
    const std::int64_t below = i == 0 ? 0 : line.up_to[i - 1].amount;
    if (line.up_to[i].amount > below) continue;
    checker.report(fmt::format("up_to[{}]", i),
                   {code::unordered, "tiers must rise", "ends at or below where the tier starts",
                    "each end is counted from 0: [10TiB, 50TiB, 150TiB]"});
  }
  for (const auto& [region, prices] : line.prices) {
    if (prices.size() == line.up_to.size() + 1) continue;
    checker.report("prices." + region,
                   {code::out_of_range,
                    fmt::format("{} prices for {} tiers", prices.size(), line.up_to.size() + 1),
                    "one price per tier; the last tier has no end"});
  }
}

void check_retrieved(const PriceSource& source, std::string_view path, Checker& checker) {
  const std::string& day = source.retrieved;
  const auto digits = [&](std::size_t from, std::size_t count) {
    return std::all_of(day.begin() + static_cast<std::ptrdiff_t>(from),
                       day.begin() + static_cast<std::ptrdiff_t>(from + count),
                       [](char c) { return c >= '0' && c <= '9'; });
  };
  const bool fine = day.size() == 10 && day[4] == '-' && day[7] == '-' && digits(0, 4) &&
                    digits(5, 2) && digits(8, 2);
  if (fine) return;
  checker.report(std::string(path) + ".retrieved",
                 {code::not_representable, "`" + day + "` is not a day", "write 2026-08-21"});
}

void check_source(const std::optional<PriceSource>& source, const std::string& path,
                  Checker& checker) {
  if (source) check_retrieved(*source, path, checker);
}

// The regions a line must price: those of its grouping. Of a bare label we cannot know them.
void check_regions(const PriceSheet& sheet, const PriceLine& line, Checker checker) {
  const auto grouping = sheet.groups.find(line.by);
  if (line.by.empty()) {
    if (line.prices.size() == 1 && line.prices.contains(std::string(everywhere))) return;
    checker.report("prices", {code::missing_key, "a line without `by` has one price",
                              "write `everywhere: [...]`, or say `by:` what prices differ"});
    return;
  }
  if (grouping == sheet.groups.end()) {
    if (is_label(line.by)) return;
    checker.report("by", {code::refers_to_nothing,
                          "`" + line.by + "` is neither a label nor one of `groups`"});
    return;
  }
  for (const auto& [region, members] : grouping->second.of) {
    if (line.prices.contains(region)) continue;
    checker.report("prices", {code::missing_key, "no price for `" + region + "`",
                              "add it; write [unknown] if it is not known"});
  }
  for (const auto& [region, prices] : line.prices) {
    if (grouping->second.of.contains(region)) continue;
    checker.report("prices." + region,
                   {code::refers_to_nothing, "`" + line.by + "` has no group `" + region + "`"});
  }
}

void check_groups(const PriceGroups& groups, const std::string& path, Checker& checker) {
  if (!is_label(groups.label))
    checker.report(path + ".label", {code::unknown_name, "there is no label `" + groups.label + "`",
                                     "labels: " + fmt::format("{}", fmt::join(labels, ", "))});
  if (!groups.otherwise.empty() && !groups.of.contains(groups.otherwise))
    checker.report(path + ".otherwise",
                   {code::refers_to_nothing, "there is no group `" + groups.otherwise + "`"});
  std::set<std::string> seen;
  for (const auto& [group, members] : groups.of) {
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (seen.insert(members[i]).second) continue;
      checker.report(fmt::format("{}.of.{}[{}]", path, group, i),
                     {code::duplicate_name, "`" + members[i] + "` is in two groups"});
    }
  }
}

template <class Named>
void check_names(const std::vector<Named>& all, const std::string& path, Checker& checker) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (seen.insert(all[i].name).second) continue;
    checker.report(fmt::format("{}[{}].name", path, i),
                   {code::duplicate_name, "`" + all[i].name + "` is named twice"});
  }
}

}  // namespace

void check(const PriceLine& line, Checker& checker) {
  check_tiers(line, checker);
  check_source(line.source, "source", checker);
  const Meter* const meter = find_meter(line.meter);
  if (meter == nullptr) {
    checker.report("meter", {code::unknown_name, "there is no meter `" + line.meter + "`", "",
                             "meters: " + meter_names()});
    return;
  }
  check_dimension(line.per, *meter, "per", checker);
  for (std::size_t i = 0; i < line.up_to.size(); ++i)
    check_dimension(line.up_to[i], *meter, fmt::format("up_to[{}]", i), checker);
  if (line.included) check_dimension(*line.included, *meter, "included", checker);
  if (line.free_tier) check_dimension(*line.free_tier, *meter, "free_tier", checker);
  if (line.round_up_to) check_dimension(*line.round_up_to, *meter, "round_up_to", checker);
}

void check(const PriceSheet& sheet, Checker& checker) {
  if (sheet.api_version != "edgecase/v1")
    checker.report("apiVersion", {code::unknown_name, "this reader knows edgecase/v1"});
  if (!sheet.plans.empty() && sheet.plan.empty())
    checker.report("plans", {code::missing_key, "`plan` must name the plan charged by default"});
  check_retrieved(sheet.source, "source", checker);
  check_names(sheet.plans, "plans", checker);
  check_names(sheet.products, "products", checker);
  for (std::size_t p = 0; p < sheet.plans.size(); ++p)
    check_source(sheet.plans[p].source, fmt::format("plans[{}].source", p), checker);
  for (const auto& [name, groups] : sheet.groups) check_groups(groups, "groups." + name, checker);
  for (std::size_t p = 0; p < sheet.products.size(); ++p) {
    const PricedProduct& product = sheet.products[p];
    const std::string path = fmt::format("products[{}]", p);
    check_source(product.source, path + ".source", checker);
    check_names(product.lines, path + ".lines", checker);
    for (std::size_t i = 0; i < product.lines.size(); ++i)
      check_regions(sheet, product.lines[i], checker.at(fmt::format("{}.lines[{}]", path, i)));
  }
}

}  // namespace edgecase
