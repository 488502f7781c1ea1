#pragma once
// A bill as a waterfall chart, one self-contained SVG: each bar starts where the one before it
// ended. The same bill gives the same bytes.
// Units: dollars per 30-day month. Lines of zero dollars are left out; a line without a known price
// is drawn hollow, as wide as its upper bound, if there is one.

#include <string>

#include "report/bill_report.hpp"

namespace edgecase {

/// One picture, the sheets below each other on one axis.
std::string waterfall_svg(const BillReport& bills);
/// Of a run's bill: the means of its replications.
std::string waterfall_svg(const Result& result);

}  // namespace edgecase
