#include "cost/price_line.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/check.hpp"
#include "cost/exact.hpp"
#include "cost/item.hpp"

namespace edgecase {

namespace {

struct Part {
  Labels labels;
  std::int64_t quantity = 0;  // as counted by the vendor
};

// Usage with the same factor to a month.
struct Repeated {
  std::int64_t measured = 0;
  std::vector<Part> parts;  // by meter, then sorted by labels
};

// The usage of one line with the same price.
struct PricedGroup {
  std::int64_t used = 0;
  std::int64_t measured = 0;
  std::map<Repeats, Repeated> by_repeats;
  bool items_unknown = false;
  std::string why_unknown;
};

constexpr const char* uncountable = "usage exceeds 2^63";

// The region whose price applies to labels, for one line.
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

  /// Sets why_unknown if there is no price.
  std::string find(const Labels& labels, std::string& why_unknown) const {
    if (line_.by.empty()) return std::string(everywhere);
    const auto labelled = labels.find(label_);
    if (labelled == labels.end()) {
      if (groups_ != nullptr && !groups_->unstated.empty()) return groups_->unstated;
      why_unknown = fmt::format("this usage has no label {}", label_);
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
      why_unknown = fmt::format("{} {} is not in any region of {}", label_, value, line_.by);
    return groups_->otherwise.empty() ? value : groups_->otherwise;
  }

 private:
  const PriceLine& line_;
  std::string label_;
  const PriceGroups* groups_ = nullptr;
  std::map<std::string_view, std::string_view> group_of_;
};

// Whether a line applies to usage with these labels.
bool takes(const PriceLine& line, const Labels& labels) {
  return std::all_of(line.where.begin(), line.where.end(), [&](const auto& condition) {
    const auto& [name, values] = condition;
    const auto at = labels.find(name);
    const std::string value = at == labels.end() ? "none" : at->second;
    return std::find(values.begin(), values.end(), value) != values.end();
  });
}

class Grouping {
 public:
  Grouping(const LineContext& in, const PriceLine& line, Taken& taken)
      : terms_(in.terms), line_(line), taken_(taken), regions_(in.sheet, line) {}

  void add(const Usage& usage, const std::string& meter, std::int64_t per_unit) {
    const Dimension dimension = find_meter(line_.meter)->dimension;
    for (const auto& [labels, quantity] : usage.of(meter)) {
      if (!takes(line_, labels)) continue;
      taken_.insert({meter, labels});
      std::string why_unknown;
      PricedGroup& group = groups_[regions_.find(labels, why_unknown)];
      if (!why_unknown.empty()) group.why_unknown = std::move(why_unknown);
      const auto counted = static_cast<std::int64_t>(divide_half_even(quantity, per_unit));
      const auto billed = billed_quantity(counted, dimension, labels, line_.per_item);
      add(group, labels, counted, billed);
      group.items_unknown |= lacks_items(dimension, labels, line_.per_item);
    }
  }

  const std::map<std::string, PricedGroup>& groups() const { return groups_; }

 private:
  void add(PricedGroup& group, const Labels& labels, std::int64_t counted,
           std::optional<std::int64_t> billed) const {
    const bool fits = billed && !__builtin_add_overflow(group.used, counted, &group.used) &&
                      !__builtin_add_overflow(group.measured, *billed, &group.measured);
    if (!fits) {
      group.why_unknown = uncountable;
      return;
    }
    Repeated& alike = group.by_repeats[repeats_of(labels, terms_.phases, terms_.measured)];
    alike.measured += *billed;
    alike.parts.push_back({labels, *billed});
  }

  const BillingTerms& terms_;
  const PriceLine& line_;
  Taken& taken_;
  Regions regions_;
  std::map<std::string, PricedGroup> groups_;
};

/// A month's quantity: usage with the same factor is summed before rounding.
std::optional<std::int64_t> projected(const PricedGroup& group) {
  Wide sum = 0;
  for (const auto& [repeats, alike] : group.by_repeats) {
    const auto part = projected(alike.measured, repeats);
    if (!part) return std::nullopt;
    sum += *part;
  }
  return narrow(sum);
}

// In whole steps, as the line rounds; empty on overflow.
std::optional<std::int64_t> rounded(std::int64_t quantity, const PriceLine& line) {
  if (line.round_up_to) {
    const std::int64_t step = line.round_up_to->value;
    return narrow((Wide{quantity} + step - 1) / step * step);
  }
  if (!line.round_nearest) return quantity;
  const std::int64_t step = line.round_nearest->value;
  return narrow((Wide{quantity} + step / 2 + step % 2) / step * step);
}

/// Dollars and quantity in proportion to each part's monthly amount.
void share_out(BillLine& line, const PricedGroup& group) {
  const bool counts = line.quantity > 0;  // else a month has less than half a unit
  const std::int64_t all = counts ? line.quantity : group.measured;
  if (all == 0 || line.why_unknown == uncountable) return;
  ProRata dollars_of(line.known().nano_dollars, all);
  for (const auto& [repeats, alike] : group.by_repeats) {
    if (alike.measured == 0) continue;
    const std::int64_t month = projected(alike.measured, repeats).value_or(0);
    ProRata quantity(month, alike.measured);
    ProRata dollars(dollars_of.next(counts ? month : alike.measured), alike.measured);
    for (const Part& part : alike.parts) {
      const std::int64_t used = quantity.next(part.quantity);
      line.contributions.push_back({part.labels, used, Money{dollars.next(part.quantity)}});
    }
  }
}

/// The amount of each phase of the month; empty if usage has no phases.
void tell_phases(BillLine& line, const PricedGroup& group, const BillingTerms& terms) {
  if (terms.phases.empty()) return;
  std::map<std::string, PhaseUse> uses;
  const auto use_of = [&](const Labels& labels) -> PhaseUse& {
    const auto named = labels.find(std::string(label::phase));
    const auto phase = std::ranges::find_if(terms.phases, [&](const MonthPhase& one) {
      return named != labels.end() && one.name == named->second;
    });
    if (phase == terms.phases.end())
      return uses
          .try_emplace("", PhaseUse{"", terms.measured, repeats_of(labels, {}, terms.measured)})
          .first->second;
    return uses.try_emplace(phase->name, PhaseUse{phase->name, phase->measured, phase->repeats})
        .first->second;
  };
  for (const auto& [repeats, alike] : group.by_repeats)
    for (const Part& part : alike.parts) use_of(part.labels).quantity += part.quantity;
  for (const Contribution& part : line.contributions)
    use_of(part.labels).projected += part.quantity;
  for (auto& [name, use] : uses) line.phases.push_back(std::move(use));
}

void price_group(BillLine& line, const PriceLine& spec, const std::string& region) {
  const auto billable = rounded(line.quantity - line.allowance, spec);
  if (!billable) {
    line.why_unknown = uncountable;
    return;
  }
  line.billable = *billable;
  Walked walked = walk_tiers(*billable, spec.per, spec.up_to, spec.prices.at(region), spec.walk);
  line.steps = std::move(walked.steps);
  line.dollars = walked.dollars;
  if (line.dollars) return;
  line.at_least = walked.known;
  const bool unknown_price = std::any_of(line.steps.begin(), line.steps.end(),
                                         [](const TierStep& s) { return !s.price.known; });
  line.why_unknown = unknown_price ? "the price is unknown" : "more than $9 billion";
}

/// The line's dollars if the unknown price were this.
std::optional<Money> at_price(const BillLine& line, const PriceLine& spec, UnitPrice bound) {
  const auto listed = spec.prices.find(line.region.empty() ? std::string(everywhere) : line.region);
  std::vector<UnitPrice> prices(spec.up_to.size() + 1, UnitPrice{.known = false});
  if (listed != spec.prices.end()) prices = listed->second;
  for (UnitPrice& price : prices)
    if (!price.known) price = bound;
  const auto billable = rounded(line.quantity - line.allowance, spec);
  if (!billable) return std::nullopt;
  return walk_tiers(*billable, spec.per, spec.up_to, prices, spec.walk).dollars;
}

void bound(BillLine& line, const PriceLine& spec) {
  if (line.dollars || spec.between.empty() || line.why_unknown == uncountable) return;
  const auto least = at_price(line, spec, spec.between.front());
  const auto most = at_price(line, spec, spec.between.back());
  if (least && most) line.may_be = {*least, *most};
}

bool charged_behind(const PriceLine& line, const LineContext& in) {
  const bool own = in.terms.edge_provider == in.sheet.provider;
  return line.edge == EdgeInFront::any || (line.edge == EdgeInFront::own) == own;
}

BillLine unpriced_line(const LineContext& in, const PriceLine& spec, const std::string& region,
                       const PricedGroup& group) {
  BillLine line = new_line(in.sheet, in.product, BillLine::Kind::usage);
  line.name = spec.name;
  line.title = spec.title;
  line.region = region == everywhere ? "" : region;
  line.meter = spec.meter;
  line.per = spec.per;
  line.note = spec.note;
  if (spec.source) line.source = *spec.source;
  line.used = group.used;
  line.measured = group.measured;
  line.per_item = spec.per_item.any() ? text_of(spec.per_item) : "";
  line.items_unknown = group.items_unknown;
  const auto month = projected(group);
  line.quantity = month.value_or(0);
  line.why_unknown = month ? group.why_unknown : uncountable;
  return line;
}

// One allowance covers all regions together, in proportion to usage.
void allow_together(std::vector<BillLine>& lines, std::int64_t allowance) {
  Wide all = 0;
  for (const BillLine& line : lines) all += line.quantity;
  const auto whole = narrow(all);
  if (!whole || *whole == 0) return;
  ProRata parts(std::min(allowance, *whole), *whole);
  for (BillLine& line : lines) line.allowance = parts.next(line.quantity);
}

void allow(std::vector<BillLine>& lines, const PriceLine& spec, const BillingTerms& terms) {
  Wide together = spec.included ? spec.included->value : 0;
  if (terms.free_tier && spec.free_tier) together += spec.free_tier->value;
  allow_together(lines, narrow(together).value_or(std::numeric_limits<std::int64_t>::max()));
  for (BillLine& line : lines) {
    const auto own = spec.included_by.find(line.region);
    if (own == spec.included_by.end()) continue;
    line.allowance += std::min(own->second.value, line.quantity - line.allowance);
  }
}

/// Marks lines that together exceed the amount to which the list price applies.
void limit_list_price(std::vector<BillLine>& lines, const PriceLine& spec, const LineContext& in) {
  if (!spec.list_limit) return;
  const std::string& plan = in.terms.plan.empty() ? in.sheet.plan : in.terms.plan;
  const std::vector<std::string>& unlimited = spec.list_limit->unless_plans;
  if (std::find(unlimited.begin(), unlimited.end(), plan) != unlimited.end()) return;
  Wide month = 0;
  for (const BillLine& line : lines) month += line.quantity;
  if (month <= spec.list_limit->up_to.value) return;
  for (BillLine& line : lines) {
    const PriceSource& source = spec.list_limit->source.value_or(line.source);
    line.beyond_list = fmt::format("more than {} a month: {} ({}, {}{})",
                                   Scalar<Amount>::print(spec.list_limit->up_to),
                                   spec.list_limit->because, source.text, source.retrieved,
                                   source.grade == Grade::assumed ? "; the amount is assumed" : "");
  }
}

}  // namespace

BillLine new_line(const PriceSheet& sheet, const PricedProduct& product, BillLine::Kind kind) {
  BillLine line;
  line.kind = kind;
  line.sheet = sheet.name;
  line.product = product.name;
  line.source = product.source ? *product.source : sheet.source;
  return line;
}

std::vector<BillLine> usage_lines(const LineContext& in, const PriceLine& spec, const Usage& usage,
                                  Taken& taken) {
  std::vector<BillLine> lines;
  if (!charged_behind(spec, in)) return lines;
  Grouping grouping(in, spec, taken);
  grouping.add(usage, spec.meter, 1);
  for (const AlsoCounted& other : spec.also) grouping.add(usage, other.meter, other.per_unit);
  for (const auto& [region, group] : grouping.groups())
    lines.push_back(unpriced_line(in, spec, region, group));
  allow(lines, spec, in.terms);
  auto line = lines.begin();
  for (const auto& [region, group] : grouping.groups()) {
    if (line->why_unknown.empty()) price_group(*line, spec, region);
    bound(*line, spec);
    share_out(*line, group);
    tell_phases(*line, group, in.terms);
    ++line;
  }
  limit_list_price(lines, spec, in);
  return lines;
}

}  // namespace edgecase
