#pragma once
// A vendor's price sheet: scenarios/prices/NAME.yaml. Products have lines; a line prices one meter,
// by region or globally, in tiers. Every price has a source and a date, and an unknown price is
// written `unknown`: it makes a bill incomplete, never cheaper.
// Assumes: list prices in USD, taxes and negotiated discounts left out.
// Units: a month is 30 days (720h); sizes say GB (10^9) or GiB (2^30), whichever the vendor bills.
// Errors: check() reports, at its line, tiers that do not increase, price lists that do not match
// the tiers, regions without a price, unknown meters, amounts of the wrong dimension.
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
#include "load/type/fields.hpp"

namespace edgecase {

/// The only key of `prices` if a line does not distinguish regions.
inline constexpr std::string_view everywhere = "everywhere";

enum class SheetKind { price_sheet };
enum class Currency { usd };
enum class Grade { listed, second_hand, unconfirmed, assumed };
enum class Side { edge, origin };
enum class EdgeInFront { any, own, other };
enum class Walk { graduated, volume };

/// The source of a price. A line without one inherits it from its product, that from the sheet.
struct PriceSource {
  std::string text;
  std::string retrieved;  // 2026-08-21
  Grade grade = Grade::listed;
};

/// Groups of label values that share a price: countries of a CloudFront region, cloud regions.
struct PriceGroups {
  std::string label;
  std::map<std::string, std::vector<std::string>> of;
  std::string otherwise;      // the group of unlisted values; empty: they have no price
  std::string unstated = {};  // the group of usage without this label; empty: it has no price
};

/// A second meter that shares tiers and allowance: 20 messages billed as one request.
struct AlsoCounted {
  std::string meter;
  std::int64_t per_unit = 1;
};

/// Beyond which amount a month's list price is not what a customer would pay: terms of fair use,
/// prices that are negotiated.
struct ListLimit {
  Amount up_to;
  std::vector<std::string> unless_plans;  // that are not limited
  std::string because;
  std::optional<PriceSource> source;
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
  std::vector<UnitPrice> between;             // bounds of an unknown price
  std::optional<Amount> included;             // allowance included in the product's base fee
  std::map<std::string, Amount> included_by;  // the same per region, instead of `included`
  std::optional<Amount> free_tier;            // per account, only if still available
  std::optional<Amount> round_up_to;          // rounding of the rest after allowances
  std::optional<Amount> round_nearest;        // the same, to the nearest, halves up
  EdgeInFront edge = EdgeInFront::any;
  std::optional<ListLimit> list_limit;
  std::optional<PriceSource> source;
  std::string note;
};

struct PricedProduct {
  std::string name;
  std::string title;
  Side side = Side::edge;
  bool add_on = false;
  std::vector<std::string> replaces;  // products that are not charged if this add-on is
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
  std::map<std::string, std::string> free;  // meter -> why the vendor does not charge for it
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
      {{"listed", Grade::listed, "from the vendor's price list or documentation"},
       {"second_hand", Grade::second_hand, "from a third party that quotes the vendor"},
       {"unconfirmed", Grade::unconfirmed, "without a page that confirms it"},
       {"assumed", Grade::assumed, "our assumption, in the absence of a published figure"}});
}
inline auto names(Of<Side>) {
  return enumerators<Side>({{"edge", Side::edge, "billed by the edge provider"},
                            {"origin", Side::origin, "billed by the origin's cloud"}});
}
inline auto names(Of<EdgeInFront>) {
  return enumerators<EdgeInFront>(
      {{"any", EdgeInFront::any, "behind any edge"},
       {"own", EdgeInFront::own, "only behind this provider's own edge"},
       {"other", EdgeInFront::other, "only behind another provider's edge, or none"}});
}
inline auto names(Of<Walk>) {
  return enumerators<Walk>(
      {{"graduated", Walk::graduated, "each tier's portion has its own price"},
       {"volume", Walk::volume, "the whole amount has the price of the highest tier reached"}});
}

std::vector<Field> fields(Of<PriceSource>);
std::vector<Field> fields(Of<PriceGroups>);
std::vector<Field> fields(Of<AlsoCounted>);
std::vector<Field> fields(Of<ListLimit>);
std::vector<Field> fields(Of<PriceLine>);
void check(const PriceLine& line, Checker& checker);

std::vector<Field> fields(Of<PricedProduct>);
std::vector<Field> fields(Of<PricePlan>);
std::vector<Field> fields(Of<Subscription>);
std::vector<Field> fields(Of<PriceSheet>);
inline std::string_view topic(Of<PriceSheet>) { return "prices"; }
/// Checks across lines: existing groups, a price for each region, unique names.
void check(const PriceSheet& sheet, Checker& checker);

}  // namespace edgecase
