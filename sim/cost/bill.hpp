#pragma once
// A bill that explains itself: each line with its usage, the tiers it walked, its dollars, the
// source of its price, and who drove it (route, region, tier, cause). Assumes: within a line every
// unit of usage carries the same average price, so blame is shared in
//   proportion to usage. The parts sum exactly to the line, the lines exactly to the bill.
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

/// One share of a line: what with these labels used, and its part of the line's dollars.
struct Contribution {
  Labels labels;
  std::int64_t quantity = 0;  // of a month
  Money dollars;
};

struct MoneyRange {
  Money least;
  Money most;
};

/// What a line used in one phase of the month.
struct PhaseUse {
  std::string name;     // empty: usage of no phase, repeated as it was measured
  Duration measured{};  // how long that was measured
  Repeats repeats = {};
  std::int64_t quantity = 0;   // over that time, as the vendor counts it
  std::int64_t projected = 0;  // of a month; those of a line sum to its quantity
};

struct BillLine {
  enum class Kind { usage, plan, subscription, base_fee, minimum };
  Kind kind = Kind::usage;
  std::string sheet;    // aws-2026
  std::string product;  // cloudfront
  std::string name;     // egress
  std::string title;    // Data transfer out to internet
  std::string region;   // the group whose price applied; empty: everywhere
  std::string meter;    // empty for fees
  Amount per;           // what one price is for

  std::int64_t used = 0;              // over the horizon, as it was counted
  std::int64_t measured = 0;          // the same as the vendor counts it: rounded item by item
  std::int64_t quantity = 0;          // projected to a month
  std::vector<PhaseUse> phases = {};  // where the month is made of phases: each one's part
  std::int64_t allowance = 0;         // of it, included or free
  std::int64_t billable = 0;          // the rest, rounded up where the vendor does

  std::vector<TierStep> steps;
  std::optional<Money> dollars;  // none: not known, and `why_unknown` says why
  std::string why_unknown;
  std::optional<MoneyRange> may_be;  // without dollars: where the sheet knows bounds of the price
  std::vector<Contribution> contributions;

  PriceSource source;
  std::string note;
  std::string per_item;        // how items were rounded; empty: not at all
  bool items_unknown = false;  // the usage does not say its items, so they were not rounded
};

/// Usage that no line takes. It is not free: the sheet does not say what it costs.
struct Unpriced {
  std::string meter;
  Labels labels;
  std::int64_t quantity = 0;  // over the horizon
  std::int64_t month = 0;     // projected
};

struct Bill {
  std::vector<BillLine> lines;
  Money total;           // of the lines whose dollars are known
  bool complete = true;  // false: something has no known price, and the total is only a lower bound
  std::vector<Unpriced> unpriced;           // in the order of meters and labels
  std::map<std::string, std::string> free;  // meters used that the vendor charges nothing for: why

  Duration measured{};  // the horizon that the usage was measured over
  Duration month = billing_month;

  void add(BillLine line);
  void add(Unpriced usage);
  /// What an incomplete bill comes to at least and at most; nothing if no bound is known.
  std::optional<MoneyRange> range() const;
  /// Part of the total, 0 to 1; 0 for an unknown line.
  double share(const BillLine& line) const;
};

/// One bill from those of several sheets for the same usage (edge and origin): lines one after the
/// other, totals summed; unpriced is what none of them prices.
Bill combined(std::span<const Bill> bills);

/// How the line (or the whole bill) splits by the values of one label, most dollars first. Fees and
/// usage without that label are listed under "".
std::vector<Contribution> split_by(const BillLine& line, std::string_view label);
std::vector<Contribution> split_by(const Bill& bill, std::string_view label);

}  // namespace edgecase
