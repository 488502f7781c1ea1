#pragma once
// An itemised bill: each line with its usage, price tiers, dollars, the source of its price, and
// its cost drivers (route, region, tier, cause). Assumes: within a line every unit of usage has the
// same average price, so costs are attributed in proportion to usage. The parts sum exactly to the
// line, the lines exactly to the bill.
// Units: nano-dollars; round for display only (dollars_text).
// Not modelled: taxes, credits, currencies other than USD.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <edgecase/units.hpp>

#include "cost/month.hpp"
#include "cost/tiers.hpp"
#include "cost/usage.hpp"

namespace edgecase {

/// One contribution to a line: the usage with these labels, and its share of the line's dollars.
struct Contribution {
  Labels labels;
  std::int64_t quantity = 0;  // of a month
  Money dollars;
};

struct MoneyRange {
  Money least;
  Money most;
};

/// The usage of a line in one phase of the month.
struct PhaseUse {
  std::string name;     // empty: usage outside of phases, scaled up as measured
  Duration measured{};  // measured duration of the phase
  Repeats repeats = {};
  std::int64_t quantity = 0;   // over that time, as counted by the vendor
  std::int64_t projected = 0;  // per month; these sum to the line's quantity
};

struct BillLine {
  enum class Kind { usage, plan, subscription, base_fee, minimum };
  Kind kind = Kind::usage;
  std::string sheet;    // aws-2026
  std::string product;  // cloudfront
  std::string name;     // egress
  std::string title;    // Data transfer out to internet
  std::string region;   // the group whose price applies; empty: everywhere
  std::string meter;    // empty for fees
  Amount per;           // unit of the price

  std::int64_t used = 0;              // over the horizon, as measured
  std::int64_t measured = 0;          // the same as counted by the vendor: rounded per item
  std::int64_t quantity = 0;          // projected to a month
  std::vector<PhaseUse> phases = {};  // by phase, if the month has phases
  std::int64_t allowance = 0;         // included or free part
  std::int64_t billable = 0;          // the rest, rounded up if the vendor does

  std::vector<TierStep> steps;
  std::optional<Money> dollars;  // none: unknown, for the reason in `why_unknown`
  std::string why_unknown;
  Money at_least;                    // without dollars: its tiers whose price is known
  std::optional<MoneyRange> may_be;  // without dollars: bounds, if the sheet has them
  std::vector<Contribution> contributions;

  PriceSource source;
  std::string beyond_list;  // why its list price is not what one would pay; empty: it may be
  std::string note;
  std::string per_item;        // how items are rounded; empty: not at all
  bool items_unknown = false;  // the usage has no items, so they were not rounded

  /// Its dollars, or the part of them that is known.
  Money known() const { return dollars.value_or(at_least); }
};

/// Usage that no line prices. It is not free: its price is unknown.
struct Unpriced {
  std::string meter;
  Labels labels;
  std::int64_t quantity = 0;  // over the horizon
  std::int64_t month = 0;     // projected
};

struct Bill {
  std::vector<BillLine> lines;
  Money total;           // of everything whose price is known
  bool complete = true;  // false: something has no known price, and the total is only a lower bound
  std::vector<Unpriced> unpriced;           // in the order of meters and labels
  std::map<std::string, std::string> free;  // used meters without a charge -> reason

  Duration measured{};  // the horizon of the usage
  Duration month = billing_month;

  void add(BillLine line);
  void add(Unpriced usage);
  /// Lower and upper bound of an incomplete bill; empty if unknown.
  std::optional<MoneyRange> range() const;
  /// Share of the total, 0 to 1; 0 for an unknown line.
  double share(const BillLine& line) const;
};

/// Merges bills of several sheets for the same usage (edge and origin): lines concatenated, totals
/// summed; unpriced is the usage that none of them prices.
Bill combined(std::span<const Bill> bills);

/// The line (or the whole bill) by values of one label, most dollars first. Fees and usage without
/// that label are listed under "".
std::vector<Contribution> split_by(const BillLine& line, std::string_view label);
std::vector<Contribution> split_by(const Bill& bill, std::string_view label);

}  // namespace edgecase
