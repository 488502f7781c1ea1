#pragma once
// A row of bars, one character each: the shape of a quantity over time.

#include <span>
#include <string>
#include <vector>

namespace edgecase {

/// ▁ for nothing, █ for `top` and above; a dash where the value is NaN. `top` <= 0: all ▁.
std::string sparkline(std::span<const double> values, double top);

/// At most `columns` values: neighbours are averaged (NaN left out), so that each represents an
/// equal stretch of time, give or take one value.
std::vector<double> condensed(std::span<const double> values, std::size_t columns);

}  // namespace edgecase
