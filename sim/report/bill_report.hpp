#pragma once
// What `edgecase bill` says: the same usage on one or several price sheets, every line with its
// arithmetic and with who drove it.
// Units: dollars to the cent, halves up, in text; whole nano-dollars in JSON and CSV.

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

struct BillReport {
  std::string usage;  // what the usage is called
  std::vector<BilledSheet> sheets;
  bool break_even = false;           // whether volumes were asked for
  std::vector<VolumeRange> volumes;  // which sheet is the cheapest where
};

std::string report(const BillReport& bills, Format format, const TextStyle& style);

/// The bill of each sheet; with several, first a table of them side by side.
std::vector<Section> bill_sections(const BillReport& bills);
std::string bill_json(const BillReport& bills);
std::string bill_csv(const BillReport& bills);

}  // namespace edgecase
