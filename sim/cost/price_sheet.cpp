#include "cost/price_sheet.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "load/text/suggest.hpp"

namespace edgecase {

namespace {

std::string label_names() {
  std::vector<std::string_view> all;
  for (const LabelName& one : all_labels()) all.push_back(one.name);
  return enumerate(all);
}

/// Null, after a report, if there is no such meter.
const Meter* meter_named(const std::string& name, std::string_view path, Checker& checker) {
  const Meter* const meter = find_meter(name);
  if (meter != nullptr) return meter;
  std::vector<std::string_view> all;
  for (const Meter& m : all_meters()) all.push_back(m.name);
  checker.report(path, {code::unknown_name, "unknown meter `" + name + "`", did_you_mean(name, all),
                        "`edgecase explain meters` lists them"});
  return nullptr;
}

void check_dimension(const Amount& amount, const Meter& meter, std::string_view path,
                     Checker& checker) {
  if (amount.dimension != meter.dimension) {
    checker.report(path, {code::unknown_unit, fmt::format("{} has another dimension", meter.name),
                          "", fmt::format("write {}", example_of(meter.dimension))});
  } else if (meter.gib_of_memory && amount.unit.starts_with("GB-")) {
    checker.report(path, {code::unknown_unit, "GB-s of a function is ambiguous", "write GiB-s",
                          "vendors count 1,024 MB as a GB"});
  }
}

void check_tiers(const PriceLine& line, Checker& checker) {
  for (std::size_t i = 0; i < line.up_to.size(); ++i) {
    const std::int64_t below = i == 0 ? 0 : line.up_to[i - 1].value;
    if (line.up_to[i].value > below) continue;
    checker.report(fmt::format("up_to[{}]", i),
                   {code::unordered, "tiers must increase", "not above the start of the tier",
                    "ends are cumulative: [10TiB, 50TiB, 150TiB]"});
  }
  for (const auto& [region, prices] : line.prices) {
    if (prices.size() == line.up_to.size() + 1) continue;
    checker.report(join_path("prices", region),
                   {code::out_of_range,
                    fmt::format("{} prices for {} tiers", prices.size(), line.up_to.size() + 1),
                    "give one price per tier; the last tier has no end"});
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
                 {code::not_representable, "`" + day + "` is not a date", "write 2026-08-21"});
}

void check_source(const std::optional<PriceSource>& source, const std::string& path,
                  Checker& checker) {
  if (source) check_retrieved(*source, path, checker);
}

void check_included(const PriceLine& line, const Meter& meter, Checker& checker) {
  for (const auto& [region, amount] : line.included_by) {
    check_dimension(amount, meter, join_path("included_by", region), checker);
    if (line.prices.contains(region)) continue;
    checker.report(join_path("included_by", region),
                   {code::refers_to_nothing, "the line has no price for `" + region + "`"});
  }
  if (line.included && !line.included_by.empty())
    checker.report("included_by",
                   {code::duplicate_name,
                    "give either `included` (all regions) or `included_by` (per region)"});
}

void check_between(const PriceLine& line, Checker& checker) {
  if (line.between.empty()) return;
  const bool pair = line.between.size() == 2 && line.between[0].known && line.between[1].known &&
                    line.between[0].pico_dollars <= line.between[1].pico_dollars;
  if (!pair)
    checker.report("between",
                   {code::out_of_range, "`between` needs two prices, the lower one first"});
}

void check_where(const PriceLine& line, Checker& checker) {
  for (const auto& [name, values] : line.where) {
    if (!is_label(name))
      checker.report(join_path("where", name), {code::unknown_name, "unknown label `" + name + "`",
                                                "labels: " + label_names()});
    if (values.empty())
      checker.report(join_path("where", name), {code::missing_value, "no label values", "",
                                                "`none` means usage without the label"});
  }
}

void check_also(const PriceLine& line, const Meter& meter, Checker& checker) {
  for (std::size_t i = 0; i < line.also.size(); ++i) {
    const std::string path = fmt::format("also[{}].meter", i);
    const Meter* const other = meter_named(line.also[i].meter, path, checker);
    if (other == nullptr || other->dimension == meter.dimension) continue;
    checker.report(path, {code::unknown_unit, fmt::format("{} and {} have different dimensions",
                                                          other->name, meter.name)});
  }
}

// The regions a line must price: those of its grouping. Values of a bare label are unknown.
void check_regions(const PriceSheet& sheet, const PriceLine& line, Checker checker) {
  const auto grouping = sheet.groups.find(line.by);
  if (line.by.empty()) {
    if (line.prices.size() == 1 && line.prices.contains(std::string(everywhere))) return;
    checker.report("prices", {code::missing_key, "a line without `by` has a single price list",
                              "write `everywhere: [...]`, or set `by:`"});
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
                              "add it; write [unknown] if it is unknown"});
  }
  for (const auto& [region, prices] : line.prices) {
    if (grouping->second.of.contains(region)) continue;
    checker.report(join_path("prices", region),
                   {code::refers_to_nothing, "`" + line.by + "` has no group `" + region + "`"});
  }
}

void check_groups(const PriceGroups& groups, const std::string& path, Checker& checker) {
  if (!is_label(groups.label))
    checker.report(path + ".label", {code::unknown_name, "unknown label `" + groups.label + "`",
                                     "labels: " + label_names()});
  if (!groups.otherwise.empty() && !groups.of.contains(groups.otherwise))
    checker.report(path + ".otherwise",
                   {code::refers_to_nothing, "there is no group `" + groups.otherwise + "`"});
  if (!groups.unstated.empty() && !groups.of.contains(groups.unstated))
    checker.report(path + ".unstated",
                   {code::refers_to_nothing, "there is no group `" + groups.unstated + "`"});
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
                   {code::duplicate_name, "`" + all[i].name + "` is defined twice"});
  }
}

}  // namespace

void check(const PriceLine& line, Checker& checker) {
  check_tiers(line, checker);
  check_source(line.source, "source", checker);
  if (line.list_limit) check_source(line.list_limit->source, "list_limit.source", checker);
  check_where(line, checker);
  check_between(line, checker);
  const Meter* const meter = meter_named(line.meter, "meter", checker);
  if (meter == nullptr) return;
  check_dimension(line.per, *meter, "per", checker);
  for (std::size_t i = 0; i < line.up_to.size(); ++i)
    check_dimension(line.up_to[i], *meter, fmt::format("up_to[{}]", i), checker);
  if (line.included) check_dimension(*line.included, *meter, "included", checker);
  if (line.list_limit) check_dimension(line.list_limit->up_to, *meter, "list_limit.up_to", checker);
  if (line.free_tier) check_dimension(*line.free_tier, *meter, "free_tier", checker);
  if (line.round_up_to) check_dimension(*line.round_up_to, *meter, "round_up_to", checker);
  if (line.round_nearest) check_dimension(*line.round_nearest, *meter, "round_nearest", checker);
  if (line.round_up_to && line.round_nearest)
    checker.report("round_nearest",
                   {code::duplicate_name, "use either `round_up_to` or `round_nearest`"});
  check_included(line, *meter, checker);
  check_also(line, *meter, checker);
}

namespace {

void check_products_named(const std::vector<std::string>& products, const PriceSheet& sheet,
                          const std::string& path, Checker& checker) {
  for (std::size_t i = 0; i < products.size(); ++i) {
    const auto named = [&](const PricedProduct& p) { return p.name == products[i]; };
    if (std::any_of(sheet.products.begin(), sheet.products.end(), named)) continue;
    checker.report(fmt::format("{}[{}]", path, i),
                   {code::refers_to_nothing, "there is no product `" + products[i] + "`"});
  }
}

void check_fees(const PriceSheet& sheet, Checker& checker) {
  if (!sheet.plans.empty() && sheet.plan.empty())
    checker.report("plans", {code::missing_key, "`plan` must be set to the default plan"});
  check_names(sheet.plans, "plans", checker);
  check_names(sheet.subscriptions, "subscriptions", checker);
  check_products_named(sheet.plan_for, sheet, "plan_for", checker);
  for (std::size_t p = 0; p < sheet.plans.size(); ++p)
    check_source(sheet.plans[p].source, fmt::format("plans[{}].source", p), checker);
  for (std::size_t i = 0; i < sheet.subscriptions.size(); ++i) {
    const std::string path = fmt::format("subscriptions[{}]", i);
    check_source(sheet.subscriptions[i].source, path + ".source", checker);
    check_products_named(sheet.subscriptions[i].products, sheet, path + ".products", checker);
  }
}

}  // namespace

void check(const PriceSheet& sheet, Checker& checker) {
  if (sheet.api_version != "edgecase/v1")
    checker.report("apiVersion", {code::unknown_name, "only edgecase/v1 is supported"});
  check_retrieved(sheet.source, "source", checker);
  check_fees(sheet, checker);
  for (const auto& [name, why] : sheet.free) meter_named(name, "free", checker);
  check_names(sheet.products, "products", checker);
  for (const auto& [name, groups] : sheet.groups)
    check_groups(groups, join_path("groups", name), checker);
  for (std::size_t p = 0; p < sheet.products.size(); ++p) {
    const PricedProduct& product = sheet.products[p];
    const std::string path = fmt::format("products[{}]", p);
    check_source(product.source, path + ".source", checker);
    check_names(product.lines, path + ".lines", checker);
    check_products_named(product.replaces, sheet, path + ".replaces", checker);
    for (std::size_t i = 0; i < product.lines.size(); ++i)
      check_regions(sheet, product.lines[i], checker.at(fmt::format("{}.lines[{}]", path, i)));
  }
}

}  // namespace edgecase
