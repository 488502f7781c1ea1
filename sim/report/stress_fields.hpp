#pragma once
// The fields of a stress test's result, in the order of its JSON.

#include <edgecase/stress.hpp>

#include "report/result_fields.hpp"

namespace edgecase {

std::vector<Field> fields(Of<StressRow>);
std::vector<Field> fields(Of<BreakingPoint>);
std::vector<Field> fields(Of<StressResult>);

}  // namespace edgecase
