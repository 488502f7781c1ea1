#pragma once
// What `edgecase bill` says: the same usage on one or several price sheets, every line with its
// arithmetic and with who drove it.
// Units: dollars to the cent, halves up, in text; whole nano-dollars in JSON and CSV.

#include <span>
#include <string>

#include "cost/bill.hpp"
#include "report/layout.hpp"
#include "report/report.hpp"

namespace edgecase {

struct BilledSheet {
  std::string name;
  std::string title;
  Bill bill;
};

/// Of the usage called `usage`.
std::string report(const std::string& usage, std::span<const BilledSheet> sheets, Format format,
                   const TextStyle& style);

/// The bill of each sheet; with several, first a table of them side by side.
std::vector<Section> bill_sections(const std::string& usage, std::span<const BilledSheet> sheets);
std::string bill_json(const std::string& usage, std::span<const BilledSheet> sheets);
std::string bill_csv(std::span<const BilledSheet> sheets);

}  // namespace edgecase
