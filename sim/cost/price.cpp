#include "cost/price.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "core/check.hpp"
#include "cost/exact.hpp"
#include "cost/price_line.hpp"

namespace edgecase {

namespace {

using UsedNames = std::set<std::string, std::less<>>;

bool listed(const std::vector<std::string>& all, const std::string& name) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

void add_fee(Bill& bill, const LineContext& in, BillLine::Kind kind, const std::string& title,
             Money dollars) {
  if (dollars.nano_dollars == 0) return;
  BillLine line = new_line(in.sheet, in.product, kind);
  line.name = kind == BillLine::Kind::minimum ? "minimum" : "base fee";
  line.title = in.product.title + title;
  line.dollars = dollars;
  bill.add(std::move(line));
}

/// Whether the product was used or requested.
bool add_product(Bill& bill, const LineContext& in, const Usage& usage, Taken& taken) {
  const PricedProduct& product = in.product;
  std::vector<BillLine> lines;
  for (const PriceLine& spec : product.lines)
    for (BillLine& line : usage_lines(in, spec, usage, taken)) lines.push_back(std::move(line));
  if (lines.empty() && !product.add_on) return false;
  add_fee(bill, in, BillLine::Kind::base_fee, ", base fee", product.monthly);
  Wide charged = product.monthly.nano_dollars;
  bool complete = true;
  for (BillLine& line : lines) {
    complete = complete && line.dollars.has_value();
    charged += line.known().nano_dollars;
    bill.add(std::move(line));
  }
  const Wide missing = product.minimum.nano_dollars - charged;
  if (complete && missing > 0)
    add_fee(bill, in, BillLine::Kind::minimum, ", up to the minimum",
            Money{static_cast<std::int64_t>(missing)});
  return true;
}

void add_sheet_fee(Bill& bill, const PriceSheet& sheet, BillLine::Kind kind,
                   const std::string& name, const std::string& title, Money dollars,
                   const std::optional<PriceSource>& source) {
  BillLine line;
  line.kind = kind;
  line.sheet = sheet.name;
  line.product = kind == BillLine::Kind::plan ? "plan" : "subscription";
  line.name = name;
  line.title = title;
  line.dollars = dollars;
  line.source = source ? *source : sheet.source;
  bill.add(std::move(line));
}

/// The plan and the shared base fees of products that are used or requested.
void add_sheet_fees(Bill& bill, const PriceSheet& sheet, const BillingTerms& terms,
                    const UsedNames& used) {
  const auto is_used = [&](const std::string& product) { return used.contains(product); };
  const auto any_used = [&](const std::vector<std::string>& products) {
    return std::any_of(products.begin(), products.end(), is_used);
  };
  const bool planned = !terms.plan.empty() || sheet.plan_for.empty() || any_used(sheet.plan_for);
  const std::string& name = terms.plan.empty() ? sheet.plan : terms.plan;
  for (const PricePlan& plan : sheet.plans) {
    if (!planned || plan.name != name) continue;
    add_sheet_fee(bill, sheet, BillLine::Kind::plan, plan.name, plan.title, plan.monthly,
                  plan.source);
  }
  for (const Subscription& one : sheet.subscriptions) {
    if (!any_used(one.products)) continue;
    add_sheet_fee(bill, sheet, BillLine::Kind::subscription, one.name, one.title, one.monthly,
                  one.source);
  }
}

bool charged(const PriceSheet& sheet, const PricedProduct& product, const BillingTerms& terms) {
  if (terms.side && *terms.side != product.side) return false;
  if (product.add_on && !listed(terms.add_ons, product.name)) return false;
  return std::none_of(sheet.products.begin(), sheet.products.end(), [&](const auto& other) {
    return listed(terms.add_ons, other.name) && listed(other.replaces, product.name);
  });
}

Unpriced unpriced(const std::string& meter, const Labels& labels, std::int64_t quantity,
                  const BillingTerms& terms) {
  const auto month = projected(quantity, repeats_of(labels, terms.phases, terms.measured));
  return {meter, labels, quantity, month.value_or(std::numeric_limits<std::int64_t>::max())};
}

void list_unpriced(Bill& bill, const PriceSheet& sheet, const Usage& usage, const Taken& taken,
                   const BillingTerms& terms) {
  for (const auto& [meter, counts] : usage.by_meter()) {
    const auto free = sheet.free.find(meter);
    for (const auto& [labels, quantity] : counts) {
      if (taken.contains({meter, labels})) continue;
      if (free != sheet.free.end())
        bill.free.insert(*free);
      else
        bill.add(unpriced(meter, labels, quantity, terms));
    }
  }
}

}  // namespace

Bill price(const PriceSheet& sheet, const Usage& usage, const BillingTerms& terms) {
  EC_CHECK(terms.measured > Duration::zero(), "the measured time is zero");
  Bill of_products;
  UsedNames used;
  Taken taken;
  for (const PricedProduct& product : sheet.products) {
    if (!charged(sheet, product, terms)) continue;
    if (add_product(of_products, {sheet, product, terms}, usage, taken)) used.insert(product.name);
  }
  Bill bill;
  bill.measured = terms.measured;
  if (terms.side != Side::origin) add_sheet_fees(bill, sheet, terms, used);
  for (BillLine& line : of_products.lines) bill.add(std::move(line));
  list_unpriced(bill, sheet, usage, taken, terms);
  return bill;
}

Bill price_design(const PriceSheet& edge, const Usage& of_edge, const PriceSheet& origin,
                  const Usage& of_origin, BillingTerms terms) {
  terms.edge_provider = edge.provider;
  terms.side = Side::edge;
  const Bill at_edge = price(edge, of_edge, terms);
  terms.side = Side::origin;
  const Bill both[] = {at_edge, price(origin, of_origin, terms)};
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
