#pragma once
// A bill as a waterfall, one self-contained SVG: each line starts where the one before it ended, so
// that the eye sees what the total is made of. The same bill gives the same bytes.
// Units: dollars in a 30-day month. Lines of no dollars are left out; a line whose price is not
// known
//   is drawn hollow, as wide as what it may be worth, if that is known.

#include <string>

#include "report/bill_report.hpp"

namespace edgecase {

/// One picture, the sheets below each other on one axis.
std::string waterfall_svg(const BillReport& bills);
/// Of a run's bill: the means of its replications.
std::string waterfall_svg(const Result& result);

}  // namespace edgecase
