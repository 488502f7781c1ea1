#include "cost/price.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/check.hpp"
#include "cost/exact.hpp"

namespace edgecase {

namespace {

// The usage of one line that has one price.
struct PricedGroup {
  std::int64_t measured = 0;
  std::vector<std::pair<Labels, std::int64_t>> parts;  // sorted by labels
  std::string why_unknown;
};

struct Context {
  const PriceSheet& sheet;
  const PricedProduct& product;
  const BillingTerms& terms;
};

const PriceSource& first_of(const std::optional<PriceSource>& own, const PriceSource& outer) {
  return own ? *own : outer;
}

// Which region's price applies to labels, for one line.
class Regions {
 public:
  Regions(const PriceSheet& sheet, const PriceLine& line) : line_(line), label_(line.by) {
    const auto grouping = sheet.groups.find(line.by);
    if (grouping == sheet.groups.end()) return;
    groups_ = &grouping->second;
    label_ = groups_->label;
    for (const auto& [group, values] : groups_->of)
      for (const std::string& value : values) group_of_.emplace(value, group);
  }

  /// Sets why_unknown when there is no price.
  std::string find(const Labels& labels, std::string& why_unknown) const {
    if (line_.by.empty()) return std::string(everywhere);
    const auto labelled = labels.find(label_);
    if (labelled == labels.end()) {
      why_unknown = fmt::format("this usage does not say its {}", label_);
      return "";
    }
    const std::string& value = labelled->second;
    if (groups_ == nullptr) {
      if (!line_.prices.contains(value))
        why_unknown = fmt::format("no price for {} {}", label_, value);
      return value;
    }
    if (const auto group = group_of_.find(value); group != group_of_.end())
      return std::string(group->second);
    if (groups_->otherwise.empty())
      why_unknown = fmt::format("{} {} is in no region of {}", label_, value, line_.by);
    return groups_->otherwise.empty() ? value : groups_->otherwise;
  }

 private:
  const PriceLine& line_;
  std::string label_;
  const PriceGroups* groups_ = nullptr;
  std::map<std::string_view, std::string_view> group_of_;
};

std::map<std::string, PricedGroup> by_region(const PriceSheet& sheet, const PriceLine& line,
                                             const Usage& usage) {
  const Regions regions(sheet, line);
  std::map<std::string, PricedGroup> groups;
  for (const auto& [labels, quantity] : usage.of(line.meter)) {
    std::string why_unknown;
    PricedGroup& group = groups[regions.find(labels, why_unknown)];
    group.measured += quantity;  // Usage::total has checked that the sum fits
    group.parts.emplace_back(labels, quantity);
    group.why_unknown = std::move(why_unknown);
  }
  return groups;
}

std::optional<std::int64_t> projected(std::int64_t measured, Duration horizon) {
  return narrow(divide_half_even(Wide{measured} * billing_month.count(), horizon.count()));
}

// In whole steps, upwards; or nothing if that no longer fits.
std::optional<std::int64_t> rounded_up(std::int64_t quantity, const std::optional<Quantity>& step) {
  if (!step) return quantity;
  const Wide steps = (Wide{quantity} + step->amount - 1) / step->amount;
  return narrow(steps * step->amount);
}

std::int64_t allowance_of(const PriceLine& line, const BillingTerms& terms) {
  Wide sum = line.included ? line.included->amount : 0;
  if (terms.free_tier && line.free_tier) sum += line.free_tier->amount;
  return narrow(sum).value_or(std::numeric_limits<std::int64_t>::max());
}

void share_out(BillLine& line, const PricedGroup& group) {
  ProRata quantity(line.quantity, group.measured);
  ProRata dollars(line.dollars.value_or(Money{}).nano_dollars, group.measured);
  line.contributions.reserve(group.parts.size());
  for (const auto& [labels, measured] : group.parts)
    line.contributions.push_back({labels, quantity.next(measured), Money{dollars.next(measured)}});
}

void price_group(BillLine& line, const PriceLine& spec, const std::string& region) {
  const auto billable = rounded_up(line.quantity - line.allowance, spec.round_up_to);
  if (!billable) {
    line.why_unknown = "more usage than can be counted";
    return;
  }
  line.billable = *billable;
  Walked walked = walk_tiers(*billable, spec.per, spec.up_to, spec.prices.at(region), spec.walk);
  line.steps = std::move(walked.steps);
  line.dollars = walked.dollars;
  if (line.dollars) return;
  const bool unknown_price = std::any_of(line.steps.begin(), line.steps.end(),
                                         [](const TierStep& s) { return !s.price.known; });
  line.why_unknown = unknown_price ? "the price is not known" : "more than $9 billion";
}

bool charged_behind(const PriceLine& line, const Context& in) {
  const bool own = in.terms.edge_provider == in.sheet.provider;
  return line.edge == EdgeInFront::any || (line.edge == EdgeInFront::own) == own;
}

BillLine new_line(const Context& in, BillLine::Kind kind, std::string name, std::string title) {
  BillLine line;
  line.kind = kind;
  line.sheet = in.sheet.name;
  line.product = in.product.name;
  line.name = std::move(name);
  line.title = std::move(title);
  line.source = first_of(in.product.source, in.sheet.source);
  return line;
}

BillLine unpriced_line(const Context& in, const PriceLine& spec, const std::string& region,
                       const PricedGroup& group) {
  BillLine line = new_line(in, BillLine::Kind::usage, spec.name, spec.title);
  line.region = region == everywhere ? "" : region;
  line.meter = spec.meter;
  line.per = spec.per;
  line.note = spec.note;
  line.source = first_of(spec.source, line.source);
  line.measured = group.measured;
  const auto month = projected(group.measured, in.terms.measured);
  line.quantity = month.value_or(0);
  line.why_unknown = month ? group.why_unknown : "more usage than can be counted";
  return line;
}

// An allowance covers all regions together; what it covers of each is in proportion to usage.
void allow(std::vector<BillLine>& lines, std::int64_t allowance) {
  Wide all = 0;
  for (const BillLine& line : lines) all += line.quantity;
  const auto whole = narrow(all);
  if (!whole || *whole == 0) return;
  ProRata parts(std::min(allowance, *whole), *whole);
  for (BillLine& line : lines) line.allowance = parts.next(line.quantity);
}

std::vector<BillLine> usage_lines(const Context& in, const PriceLine& spec, const Usage& usage) {
  std::vector<BillLine> lines;
  if (!charged_behind(spec, in) || usage.total(spec.meter) == 0) return lines;
  const auto groups = by_region(in.sheet, spec, usage);
  for (const auto& [region, group] : groups)
    lines.push_back(unpriced_line(in, spec, region, group));
  allow(lines, allowance_of(spec, in.terms));
  auto line = lines.begin();
  for (const auto& [region, group] : groups) {
    if (line->why_unknown.empty()) price_group(*line, spec, region);
    share_out(*line, group);
    ++line;
  }
  return lines;
}

void add_fee(Bill& bill, const Context& in, BillLine::Kind kind, std::string title, Money dollars) {
  if (dollars.nano_dollars == 0) return;
  const char* const name = kind == BillLine::Kind::minimum ? "minimum" : "base fee";
  BillLine line = new_line(in, kind, name, std::move(title));
  line.dollars = dollars;
  bill.add(std::move(line));
}

void add_product(Bill& bill, const Context& in, const Usage& usage) {
  const PricedProduct& product = in.product;
  add_fee(bill, in, BillLine::Kind::base_fee, product.title + ", base fee", product.monthly);
  Wide charged = product.monthly.nano_dollars;
  bool complete = true;
  for (const PriceLine& spec : product.lines) {
    for (BillLine& line : usage_lines(in, spec, usage)) {
      complete = complete && line.dollars.has_value();
      charged += line.dollars.value_or(Money{}).nano_dollars;
      bill.add(std::move(line));
    }
  }
  const Wide missing = product.minimum.nano_dollars - charged;
  if (complete && missing > 0)
    add_fee(bill, in, BillLine::Kind::minimum, product.title + ", up to the minimum",
            Money{static_cast<std::int64_t>(missing)});
}

void add_plan(Bill& bill, const PriceSheet& sheet, const BillingTerms& terms) {
  const std::string& name = terms.plan.empty() ? sheet.plan : terms.plan;
  const auto plan = std::find_if(sheet.plans.begin(), sheet.plans.end(),
                                 [&](const PricePlan& p) { return p.name == name; });
  if (plan == sheet.plans.end()) return;
  BillLine line;
  line.kind = BillLine::Kind::plan;
  line.sheet = sheet.name;
  line.product = "plan";
  line.name = plan->name;
  line.title = plan->title;
  line.dollars = plan->monthly;
  line.source = first_of(plan->source, sheet.source);
  bill.add(std::move(line));
}

}  // namespace

Bill price(const PriceSheet& sheet, const Usage& usage, const BillingTerms& terms) {
  EC_CHECK(terms.measured > Duration::zero(), "usage was measured over no time");
  Bill bill;
  bill.measured = terms.measured;
  if (terms.side != Side::origin) add_plan(bill, sheet, terms);
  for (const PricedProduct& product : sheet.products) {
    if (terms.side && *terms.side != product.side) continue;
    const bool asked =
        std::find(terms.add_ons.begin(), terms.add_ons.end(), product.name) != terms.add_ons.end();
    if (product.add_on && !asked) continue;
    add_product(bill, {sheet, product, terms}, usage);
  }
  return bill;
}

Bill price_design(const PriceSheet& edge, const PriceSheet& origin, const Usage& usage,
                  BillingTerms terms) {
  terms.edge_provider = edge.provider;
  terms.side = Side::edge;
  const Bill of_edge = price(edge, usage, terms);
  terms.side = Side::origin;
  const Bill both[] = {of_edge, price(origin, usage, terms)};
  return combined(both);
}

std::vector<std::string> unknown_terms(const PriceSheet& sheet, const BillingTerms& terms) {
  std::vector<std::string> unknown;
  const auto named = [](const auto& all, const std::string& name) {
    return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
  };
  if (!terms.plan.empty() && !named(sheet.plans, terms.plan)) unknown.push_back(terms.plan);
  for (const std::string& name : terms.add_ons)
    if (!named(sheet.products, name)) unknown.push_back(name);
  return unknown;
}

}  // namespace edgecase
