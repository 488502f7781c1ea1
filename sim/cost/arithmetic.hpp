#pragma once
// The arithmetic of a bill line as text, which can be checked with a calculator:
//   1.5 GiB in 20min x 2160 = 3,240 GiB a month; 3,240 x $0.085 = $275.40
// Units: quantities in the unit of the price (`per`), with enough digits to reproduce the result
//   after the equals sign; things billed by time as a count ("12.1 Mbit/s at the 95th
//   percentile"); dollars to the cent, half up.

#include <cstdint>
#include <string>
#include <string_view>

#include <edgecase/units.hpp>

#include "cost/bill.hpp"

namespace edgecase {

/// Whole cents, halves away from zero. For display only.
std::int64_t in_cents(Money money);
/// "$1,234.50"; "<$0.01" for positive amounts of less than a cent.
std::string dollars_text(Money money);
/// The quantity in units of `per`, with thousands separators: "10,240 GiB", "1.5 x 10k". `held`:
/// what a month of the meter is called (Meter::held): "50,000 seats".
std::string quantity_text(std::int64_t quantity, Amount per, std::string_view held = {});
/// The same of a line's month.
std::string quantity_text(const BillLine& line);
/// An amount of the meter in a unit that people use, rounded: "1,034.07 TB", "50,000 seats".
std::string amount_text(std::int64_t quantity, std::string_view meter);
/// The whole line: projection, allowance, rounding, tiers. A fee is its dollars.
std::string arithmetic(const BillLine& line, Duration measured);

}  // namespace edgecase
