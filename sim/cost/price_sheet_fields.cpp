#include "cost/price_sheet.hpp"

namespace edgecase {

std::vector<Field> fields(Of<PriceSource>) {
  return list<PriceSource>(
      field("text", &PriceSource::text, "page or file the price was read from", required()),
      field("retrieved", &PriceSource::retrieved, "the day it was read: 2026-08-21", required()),
      field("grade", &PriceSource::grade, "how far to trust it"));
}

std::vector<Field> fields(Of<PriceGroups>) {
  return list<PriceGroups>(
      field("label", &PriceGroups::label, "the label that decides: country, origin_region",
            required()),
      field("of", &PriceGroups::of, "group -> label values that share its price", required()),
      field("otherwise", &PriceGroups::otherwise,
            "group of every value not listed; if absent those have no price"),
      field("unstated", &PriceGroups::unstated,
            "group of usage that does not say the label; if absent it has no price"));
}

std::vector<Field> fields(Of<AlsoCounted>) {
  return list<AlsoCounted>(
      field("meter", &AlsoCounted::meter, "counted together with the line's meter", required()),
      field("per_unit", &AlsoCounted::per_unit, "how many of it make one of the line's",
            at_least(std::int64_t{1})));
}

std::vector<Field> fields(Of<PriceLine>) {
  return list<PriceLine>(
      field("name", &PriceLine::name, "short name: egress", required()),
      field("title", &PriceLine::title, "as it reads on a bill", required()),
      field("meter", &PriceLine::meter, "what usage it prices: edge.egress_bytes", required()),
      field("also", &PriceLine::also, "further meters that share its tiers and allowance"),
      field("where", &PriceLine::where,
            "label -> the values it takes; `none` stands for usage without the label"),
      field("per", &PriceLine::per, "the amount a price is for: 1GiB, 10k, 1M", required(),
            more_than(Amount{})),
      field("per_item", &PriceLine::per_item, "how each item is rounded before they add up"),
      field("walk", &PriceLine::walk, "what a tier's price applies to"),
      field("up_to", &PriceLine::up_to,
            "where each tier but the last ends, counted from 0: [10TiB, 50TiB]"),
      field("by", &PriceLine::by, "a label or one of `groups`, if the price differs by region"),
      field("prices", &PriceLine::prices,
            "region -> one price per tier; `everywhere` when `by` is absent", required()),
      field("between", &PriceLine::between,
            "the least and the most that a price may be which is unknown: [$0.08, $0.28]"),
      field("included", &PriceLine::included, "a month's allowance that the base fee pays"),
      field("included_by", &PriceLine::included_by, "region -> its own allowance"),
      field("free_tier", &PriceLine::free_tier,
            "a month's free allowance of an account; counted only when the bill asks for it"),
      field("round_up_to", &PriceLine::round_up_to,
            "what remains after allowances is billed in whole multiples of this",
            more_than(Amount{})),
      field("round_nearest", &PriceLine::round_nearest,
            "the same, to the nearest multiple; halves go up", more_than(Amount{})),
      field("edge", &PriceLine::edge, "for origin lines: which edge must stand in front"),
      field("source", &PriceLine::source, "where read; if absent, as the product"),
      field("note", &PriceLine::note, "what a reader of the bill should know"));
}

std::vector<Field> fields(Of<PricedProduct>) {
  return list<PricedProduct>(
      field("name", &PricedProduct::name, "short name: cloudfront", required()),
      field("title", &PricedProduct::title, "as it reads on a bill", required()),
      field("side", &PricedProduct::side, "who bills it"),
      field("add_on", &PricedProduct::add_on, "charged only when the design asks for it"),
      field("replaces", &PricedProduct::replaces,
            "of an add-on: products that it stands in for; they are not charged then"),
      field("monthly", &PricedProduct::monthly, "base fee of a month in which it is used",
            at_least(Money{})),
      field("minimum", &PricedProduct::minimum, "the least that fee and lines come to in a month",
            at_least(Money{})),
      field("lines", &PricedProduct::lines, "what is charged by usage"),
      field("source", &PricedProduct::source, "where read; if absent, as the sheet"));
}

std::vector<Field> fields(Of<PricePlan>) {
  return list<PricePlan>(
      field("name", &PricePlan::name, "short name: business", required()),
      field("title", &PricePlan::title, "as it reads on a bill", required()),
      field("monthly", &PricePlan::monthly, "base fee of a month", required(), at_least(Money{})),
      field("source", &PricePlan::source, "where read; if absent, as the sheet"));
}

std::vector<Field> fields(Of<Subscription>) {
  return list<Subscription>(
      field("name", &Subscription::name, "short name: workers-paid", required()),
      field("title", &Subscription::title, "as it reads on a bill", required()),
      field("monthly", &Subscription::monthly, "base fee of a month", required(),
            at_least(Money{})),
      field("products", &Subscription::products, "charged once if any of these is used",
            required()),
      field("source", &Subscription::source, "where read; if absent, as the sheet"));
}

std::vector<Field> fields(Of<PriceSheet>) {
  return list<PriceSheet>(
      field("apiVersion", &PriceSheet::api_version, "edgecase/v1", required()),
      field("kind", &PriceSheet::kind, "PriceSheet", required()),
      field("name", &PriceSheet::name, "the file's name without .yaml", required()),
      field("title", &PriceSheet::title, "one line", required()),
      field("provider", &PriceSheet::provider, "who sends the bill: aws", required()),
      field("currency", &PriceSheet::currency, "of all prices in the sheet", required()),
      field("source", &PriceSheet::source, "where its prices were read", required()),
      field("groups", &PriceSheet::groups, "regions that share a price"),
      field("plans", &PriceSheet::plans, "base fees of which exactly one is charged"),
      field("plan", &PriceSheet::plan, "the plan charged when the design names none",
            refers_to("plans")),
      field("plan_for", &PriceSheet::plan_for,
            "products that need a plan; without their use none is charged unless asked for"),
      field("subscriptions", &PriceSheet::subscriptions, "base fees that products share"),
      field("free", &PriceSheet::free, "meter -> why the vendor charges nothing for it"),
      field("products", &PriceSheet::products, "what is sold", required()));
}

}  // namespace edgecase
