#pragma once
// The fields of a Result and of what it is made of, in the order of its JSON: the one list behind
// the JSON, its schema and the CSV. Keys are the published interface; docs say what a value is,
// with its unit.

#include <edgecase/result.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

auto names(Of<Outcome>) -> std::array<Enumerator<Outcome>, 3>;

std::vector<Field> fields(Of<Estimate>);
std::vector<Field> fields(Of<Metric>);
std::vector<Field> fields(Of<Judgement>);
std::vector<Field> fields(Of<Part>);
std::vector<Field> fields(Of<Breakdown>);
std::vector<Field> fields(Of<Driver>);
std::vector<Field> fields(Of<BillRow>);
std::vector<Field> fields(Of<MonthRow>);
std::vector<Field> fields(Of<UnpricedRow>);
std::vector<Field> fields(Of<NotMeteredRow>);
std::vector<Field> fields(Of<MarginRow>);
std::vector<Field> fields(Of<FaultRow>);
std::vector<Field> fields(Of<PhaseRow>);
std::vector<Field> fields(Of<TimelinePoint>);
std::vector<Field> fields(Of<Assumption>);
std::vector<Field> fields(Of<Result>);
std::vector<Field> fields(Of<Difference>);
std::vector<Field> fields(Of<CostChange>);
std::vector<Field> fields(Of<MarginalPrice>);
std::vector<Field> fields(Of<SettingChange>);
std::vector<Field> fields(Of<ComparisonResult>);

}  // namespace edgecase
