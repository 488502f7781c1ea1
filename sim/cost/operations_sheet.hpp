#pragma once
// What it takes people to run a design: scenarios/prices/NAME.yaml. Hours for each page, change,
// ticket, and for each part that must be run, with the reasoning beside them.
//
// Assumes: hours add up; a page costs the same at any hour. Units: hours of one person; a month is
// 30 days. Not modelled: how large a team must be to be on call; learning; holidays.

#include <map>
#include <string>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

struct OperationsSheet {
  std::string api_version;
  std::string kind;
  std::string name;
  std::string title;
  std::string source;
  std::string retrieved;
  Money hour{};
  Duration page{};
  Duration false_page{};
  Duration change{};
  Duration rollback{};
  Duration approval{};
  Duration ticket{};
  Share tickets_by_refusal{0};
  std::map<std::string, Duration> parts;
};
std::vector<Field> fields(Of<OperationsSheet>);
inline std::string_view topic(Of<OperationsSheet>) { return "operations"; }
void check(const OperationsSheet& sheet, Checker& checker);

/// Kinds of parts that a design is made of, in the order of reports.
inline constexpr std::string_view part_names[] = {"stores",    "gates",         "rules", "tiers",
                                                  "functions", "third_parties", "tools", "regions"};

}  // namespace edgecase
