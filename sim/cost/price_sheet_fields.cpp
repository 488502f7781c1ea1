#include "cost/price_sheet.hpp"

namespace edgecase {

std::vector<Field> fields(Of<PriceSource>) {
  return list<PriceSource>(
      field("text", &PriceSource::text, "page or file with the price", required()),
      field("retrieved", &PriceSource::retrieved, "date when it was retrieved: 2026-08-21",
            required()),
      field("grade", &PriceSource::grade, "reliability of the source"));
}

std::vector<Field> fields(Of<PriceGroups>) {
  return list<PriceGroups>(
      field("label", &PriceGroups::label,
            "the label that determines the group: country, origin_region", required()),
      field("of", &PriceGroups::of, "group -> its label values", required()),
      field("otherwise", &PriceGroups::otherwise,
            "group of unlisted values; if absent they have no price"),
      field("unstated", &PriceGroups::unstated,
            "group of usage without the label; if absent it has no price"));
}

std::vector<Field> fields(Of<AlsoCounted>) {
  return list<AlsoCounted>(
      field("meter", &AlsoCounted::meter, "meter counted together with the line's meter",
            required()),
      field("per_unit", &AlsoCounted::per_unit, "units of it per unit of the line's meter",
            at_least(std::int64_t{1})));
}

std::vector<Field> fields(Of<ListLimit>) {
  return list<ListLimit>(
      field("up_to", &ListLimit::up_to, "a month's amount, over all regions: 100TB", required(),
            more_than(Amount{})),
      field("unless_plans", &ListLimit::unless_plans, "plans that are not limited: [enterprise]"),
      field("because", &ListLimit::because, "what the vendor says, or why it is assumed",
            required()),
      field("source", &ListLimit::source, "source; if absent, that of the line"));
}

std::vector<Field> fields(Of<PriceLine>) {
  return list<PriceLine>(
      field("name", &PriceLine::name, "short name: egress", required()),
      field("title", &PriceLine::title, "name on a bill", required()),
      field("meter", &PriceLine::meter, "the meter it prices: edge.egress_bytes", required()),
      field("also", &PriceLine::also, "further meters that share its tiers and allowance"),
      field("where", &PriceLine::where,
            "label -> values it applies to; `none` means usage without the label"),
      field("per", &PriceLine::per, "unit of the price: 1GiB, 10k, 1M", required(),
            more_than(Amount{})),
      field("per_item", &PriceLine::per_item, "rounding of each item before summation"),
      field("walk", &PriceLine::walk, "what a tier's price applies to"),
      field("up_to", &PriceLine::up_to,
            "cumulative ends of all tiers but the last: [10TiB, 50TiB]"),
      field("by", &PriceLine::by, "a label or one of `groups`, if the price differs by region"),
      field("prices", &PriceLine::prices,
            "region -> one price per tier; `everywhere` when `by` is absent", required()),
      field("between", &PriceLine::between,
            "lower and upper bound of an unknown price: [$0.08, $0.28]"),
      field("included", &PriceLine::included, "monthly allowance included in the base fee"),
      field("included_by", &PriceLine::included_by, "region -> allowance"),
      field("free_tier", &PriceLine::free_tier,
            "monthly free allowance per account; only applied on request"),
      field("round_up_to", &PriceLine::round_up_to,
            "increment to which the rest after allowances is rounded up", more_than(Amount{})),
      field("round_nearest", &PriceLine::round_nearest,
            "increment to which it is rounded instead; halves up", more_than(Amount{})),
      field("edge", &PriceLine::edge, "for origin lines: the required edge provider"),
      field("list_limit", &PriceLine::list_limit,
            "amount beyond which the list price does not apply: fair use, negotiated prices"),
      field("source", &PriceLine::source, "source; if absent, that of the product"),
      field("note", &PriceLine::note, "remark on the bill"));
}

std::vector<Field> fields(Of<PricedProduct>) {
  return list<PricedProduct>(
      field("name", &PricedProduct::name, "short name: cloudfront", required()),
      field("title", &PricedProduct::title, "name on a bill", required()),
      field("side", &PricedProduct::side, "billed by the edge or the origin"),
      field("add_on", &PricedProduct::add_on, "optional: only charged on request"),
      field("replaces", &PricedProduct::replaces, "for an add-on: products that it replaces"),
      field("monthly", &PricedProduct::monthly, "monthly base fee if it is used",
            at_least(Money{})),
      field("minimum", &PricedProduct::minimum, "monthly minimum of fee and lines together",
            at_least(Money{})),
      field("lines", &PricedProduct::lines, "usage-based charges"),
      field("source", &PricedProduct::source, "source; if absent, that of the sheet"));
}

std::vector<Field> fields(Of<PricePlan>) {
  return list<PricePlan>(
      field("name", &PricePlan::name, "short name: business", required()),
      field("title", &PricePlan::title, "name on a bill", required()),
      field("monthly", &PricePlan::monthly, "monthly base fee", required(), at_least(Money{})),
      field("source", &PricePlan::source, "source; if absent, that of the sheet"));
}

std::vector<Field> fields(Of<Subscription>) {
  return list<Subscription>(
      field("name", &Subscription::name, "short name: workers-paid", required()),
      field("title", &Subscription::title, "name on a bill", required()),
      field("monthly", &Subscription::monthly, "monthly base fee", required(), at_least(Money{})),
      field("products", &Subscription::products, "products; charged once if any of them is used",
            required()),
      field("source", &Subscription::source, "source; if absent, that of the sheet"));
}

std::vector<Field> fields(Of<PriceSheet>) {
  return list<PriceSheet>(
      field("apiVersion", &PriceSheet::api_version, "version of the format", only("edgecase/v1"),
            required()),
      field("kind", &PriceSheet::kind, "what the file is", only("PriceSheet"), required()),
      field("name", &PriceSheet::name, "file name without .yaml", required()),
      field("title", &PriceSheet::title, "one line", required()),
      field("provider", &PriceSheet::provider, "the provider: aws", required()),
      field("currency", &PriceSheet::currency, "currency of all prices", required()),
      field("source", &PriceSheet::source, "source of its prices", required()),
      field("groups", &PriceSheet::groups, "regions that share a price"),
      field("plans", &PriceSheet::plans, "plans, of which exactly one is charged"),
      field("plan", &PriceSheet::plan, "default plan", refers_to("plans")),
      field("plan_for", &PriceSheet::plan_for,
            "products that need a plan; without them a plan is only charged on request"),
      field("subscriptions", &PriceSheet::subscriptions, "base fees shared by products"),
      field("free", &PriceSheet::free, "meter -> why the vendor does not charge for it"),
      field("products", &PriceSheet::products, "products", required()));
}

}  // namespace edgecase
