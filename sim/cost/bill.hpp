#pragma once
// A bill that explains itself: each line with its usage, the tiers it walked, its dollars, the
// source of its price, and who drove it (route, region, tier, cause). Assumes: within a line every
// unit of usage carries the same average price, so blame is shared in
//   proportion to usage. The parts sum exactly to the line, the lines exactly to the bill.
// Units: nano-dollars; round for display only (dollars_text).
// Not modelled: taxes, credits, currencies other than USD.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <edgecase/units.hpp>

#include "cost/tiers.hpp"
#include "cost/usage.hpp"

namespace edgecase {

/// One share of a line: what with these labels used, and its part of the line's dollars.
struct Contribution {
  Labels labels;
  std::int64_t quantity = 0;  // of a month
  Money dollars;
};

struct BillLine {
  enum class Kind { usage, plan, base_fee, minimum };
  Kind kind = Kind::usage;
  std::string sheet;    // aws-2026
  std::string product;  // cloudfront
  std::string name;     // egress
  std::string title;    // Data transfer out to internet
  std::string region;   // the group whose price applied; empty: everywhere
  std::string meter;    // empty for fees
  Quantity per;         // what one price is for

  std::int64_t measured = 0;   // over the horizon
  std::int64_t quantity = 0;   // projected to a month
  std::int64_t allowance = 0;  // of it, included or free
  std::int64_t billable = 0;   // the rest, rounded up where the vendor does

  std::vector<TierStep> steps;
  std::optional<Money> dollars;  // none: not known, and `why_unknown` says why
  std::string why_unknown;
  std::vector<Contribution> contributions;

  PriceSource source;
  std::string note;
};

struct Bill {
  std::vector<BillLine> lines;
  Money total;           // of the lines whose dollars are known
  bool complete = true;  // false: at least one line is unknown, and the total is only a lower bound

  Duration measured{};  // the horizon that the usage was measured over
  Duration month = billing_month;

  void add(BillLine line);
  /// Part of the total, 0 to 1; 0 for an unknown line.
  double share(const BillLine& line) const;
};

/// One bill from several (edge and origin): lines one after the other, totals summed.
Bill combined(std::span<const Bill> bills);

/// How the line (or the whole bill) splits by the values of one label, most dollars first. Fees and
/// usage without that label are listed under "".
std::vector<Contribution> split_by(const BillLine& line, std::string_view label);
std::vector<Contribution> split_by(const Bill& bill, std::string_view label);

}  // namespace edgecase
