#pragma once
// A vendor's price list: scenarios/prices/NAME.yaml. Products hold lines; a line prices one meter,
// by region or for all, in tiers. No price stands without a source and a date, and a price that we
// do not know is written `unknown`: it makes a bill incomplete, never cheaper.
// Assumes: list prices in USD, taxes and negotiated discounts left out.
// Units: a month is 30 days (720h); sizes say GB (10^9) or GiB (2^30), whichever the vendor bills.
// Errors: check() refuses, at its line, tiers that do not rise, price lists that are longer or
//   shorter than the tiers, regions without a price, unknown meters, amounts of the wrong
//   dimension.
// Not modelled: commitments and flat-rate bundles, usage that is billed in another month.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <edgecase/units.hpp>

#include "cost/amount.hpp"
#include "cost/item.hpp"
#include "cost/month.hpp"
#include "load/checker.hpp"
#include "load/fields.hpp"

namespace edgecase {

/// The one key of `prices` when a line does not distinguish regions.
inline constexpr std::string_view everywhere = "everywhere";

enum class SheetKind { price_sheet };
enum class Currency { usd };
enum class Grade { listed, second_hand, unconfirmed, assumed };
enum class Side { edge, origin };
enum class EdgeInFront { any, own, other };
enum class Walk { graduated, volume };

/// Where a price was read. A line that says nothing inherits from its product, that from the sheet.
struct PriceSource {
  std::string text;
  std::string retrieved;  // 2026-08-21
  Grade grade = Grade::listed;
};

/// Which label values share a price: countries of a CloudFront region, names of a cloud region.
struct PriceGroups {
  std::string label;
  std::map<std::string, std::vector<std::string>> of;
  std::string otherwise;      // the group of values not listed; empty: they have no price
  std::string unstated = {};  // the group of usage without this label; empty: it has no price
};

/// A second meter that fills the same tiers and allowance: 20 messages billed as one request.
struct AlsoCounted {
  std::string meter;
  std::int64_t per_unit = 1;
};

struct PriceLine {
  std::string name;
  std::string title;
  std::string meter;
  std::vector<AlsoCounted> also;
  std::map<std::string, std::vector<std::string>> where;  // label -> values; none: unlabelled
  Amount per;
  PerItem per_item;
  Walk walk = Walk::graduated;
  std::vector<Amount> up_to;  // ends of all tiers but the last, cumulative
  std::string by;             // a label, or the name of a grouping; empty: not by region
  std::map<std::string, std::vector<UnitPrice>> prices;
  std::vector<UnitPrice> between;             // least and most of a price that is not known
  std::optional<Amount> included;             // part of what the product's base fee pays
  std::map<std::string, Amount> included_by;  // the same for each region, instead of `included`
  std::optional<Amount> free_tier;            // per account, only if the reader still has it
  std::optional<Amount> round_up_to;          // what remains after allowances
  std::optional<Amount> round_nearest;        // the same, to the nearest, halves up
  EdgeInFront edge = EdgeInFront::any;
  std::optional<PriceSource> source;
  std::string note;
};

struct PricedProduct {
  std::string name;
  std::string title;
  Side side = Side::edge;
  bool add_on = false;
  std::vector<std::string> replaces;  // products that are not charged when this add-on is
  Money monthly;
  Money minimum;
  std::vector<PriceLine> lines;
  std::optional<PriceSource> source;
};

struct PricePlan {
  std::string name;
  std::string title;
  Money monthly;
  std::optional<PriceSource> source;
};

/// A base fee that several products share: charged once, if any of them is used.
struct Subscription {
  std::string name;
  std::string title;
  Money monthly;
  std::vector<std::string> products;
  std::optional<PriceSource> source;
};

struct PriceSheet {
  std::string api_version;
  SheetKind kind = SheetKind::price_sheet;
  std::string name;
  std::string title;
  std::string provider;
  Currency currency = Currency::usd;
  PriceSource source;
  std::map<std::string, PriceGroups> groups;
  std::vector<PricePlan> plans;
  std::string plan;
  std::vector<std::string> plan_for;  // products; empty: a plan is always charged
  std::vector<Subscription> subscriptions;
  std::map<std::string, std::string> free;  // meter -> why this vendor charges nothing for it
  std::vector<PricedProduct> products;
};

inline auto names(Of<SheetKind>) {
  return enumerators<SheetKind>({{"PriceSheet", SheetKind::price_sheet, "a vendor's price list"}});
}
inline auto names(Of<Currency>) {
  return enumerators<Currency>({{"USD", Currency::usd, "US dollars"}});
}
inline auto names(Of<Grade>) {
  return enumerators<Grade>(
      {{"listed", Grade::listed, "read from the vendor's own list or documentation"},
       {"second_hand", Grade::second_hand, "someone else's text that quotes the vendor"},
       {"unconfirmed", Grade::unconfirmed, "remembered or quoted without a page that confirms it"},
       {"assumed", Grade::assumed, "ours, for want of a published figure"}});
}
inline auto names(Of<Side>) {
  return enumerators<Side>({{"edge", Side::edge, "billed by whom the users meet"},
                            {"origin", Side::origin, "billed by whom the origin stands at"}});
}
inline auto names(Of<EdgeInFront>) {
  return enumerators<EdgeInFront>(
      {{"any", EdgeInFront::any, "whatever edge stands in front"},
       {"own", EdgeInFront::own, "only behind this provider's own edge"},
       {"other", EdgeInFront::other, "only behind another provider's edge, or none"}});
}
inline auto names(Of<Walk>) {
  return enumerators<Walk>({{"graduated", Walk::graduated, "each tier's part has its own price"},
                            {"volume", Walk::volume, "all of it has the price of the last tier"}});
}

inline auto fields(Of<PriceSource>) {
  return list<PriceSource>(
      field("text", &PriceSource::text, "page or file the price was read from", required()),
      field("retrieved", &PriceSource::retrieved, "the day it was read: 2026-08-21", required()),
      field("grade", &PriceSource::grade, "how far to trust it"));
}
inline auto fields(Of<PriceGroups>) {
  return list<PriceGroups>(
      field("label", &PriceGroups::label, "the label that decides: country, origin_region",
            required()),
      field("of", &PriceGroups::of, "group -> label values that share its price", required()),
      field("otherwise", &PriceGroups::otherwise,
            "group of every value not listed; if absent those have no price"),
      field("unstated", &PriceGroups::unstated,
            "group of usage that does not say the label; if absent it has no price"));
}
inline auto fields(Of<AlsoCounted>) {
  return list<AlsoCounted>(
      field("meter", &AlsoCounted::meter, "counted together with the line's meter", required()),
      field("per_unit", &AlsoCounted::per_unit, "how many of it make one of the line's",
            at_least(std::int64_t{1})));
}
inline auto fields(Of<PriceLine>) {
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
void check(const PriceLine& line, Checker& checker);

inline auto fields(Of<PricedProduct>) {
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
inline auto fields(Of<PricePlan>) {
  return list<PricePlan>(
      field("name", &PricePlan::name, "short name: business", required()),
      field("title", &PricePlan::title, "as it reads on a bill", required()),
      field("monthly", &PricePlan::monthly, "base fee of a month", required(), at_least(Money{})),
      field("source", &PricePlan::source, "where read; if absent, as the sheet"));
}
inline auto fields(Of<Subscription>) {
  return list<Subscription>(
      field("name", &Subscription::name, "short name: workers-paid", required()),
      field("title", &Subscription::title, "as it reads on a bill", required()),
      field("monthly", &Subscription::monthly, "base fee of a month", required(),
            at_least(Money{})),
      field("products", &Subscription::products, "charged once if any of these is used",
            required()),
      field("source", &Subscription::source, "where read; if absent, as the sheet"));
}
inline auto fields(Of<PriceSheet>) {
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
/// Rules across lines: groups that exist, a price for each region, names that do not repeat.
void check(const PriceSheet& sheet, Checker& checker);

}  // namespace edgecase
