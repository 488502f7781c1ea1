#pragma once
// The fields of a curve of harm against speed, in the order of its JSON.

#include <edgecase/change_curve.hpp>

#include "report/result_fields.hpp"

namespace edgecase {

std::vector<Field> fields(Of<CurveRow>);
std::vector<Field> fields(Of<CurveResult>);

}  // namespace edgecase
