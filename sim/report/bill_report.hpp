#pragma once
// What `edgecase bill` says: the same usage on one or several price sheets, every line with its
// arithmetic and its largest contributors.
// Units: dollars to the cent, halves up, in text; whole nano-dollars in JSON and CSV.

#include <optional>
#include <string>
#include <vector>

#include "cost/bill.hpp"
#include "cost/break_even.hpp"
#include "report/layout.hpp"
#include "report/report.hpp"

namespace edgecase {

struct BilledSheet {
  std::string name;
  std::string title;
  Bill bill;
};

/// Which sheet is the cheapest while one quantity varies.
struct BreakEven {
  std::string over;    // volume; hit ratio; part of country=BR
  double now = 1;      // value for the given usage
  bool share = false;  // whether it is a share; else a factor
  std::string fixed;   // what is held constant
  std::vector<CheapestRange> ranges = {};
};

struct BillReport {
  std::string usage;  // what the usage is called
  std::vector<BilledSheet> sheets;
  std::optional<BreakEven> break_even = {};
  bool plans = false;           // whether all plans of a sheet are compared
  std::string usage_file = {};  // the usage as a file that can be billed again: JSON
};

std::string render(const BillReport& bills, Format format, const TextStyle& style);

/// The bill of each sheet; with several, first a table of them side by side.
std::vector<Section> bill_sections(const BillReport& bills);
std::string bill_json(const BillReport& report);
std::string bill_csv(const BillReport& report);

}  // namespace edgecase
