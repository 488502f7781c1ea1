#include "report/curve_fields.hpp"

namespace edgecase {

std::vector<Field> fields(Of<CurveRow>) {
  return list<CurveRow>(
      field("plan", &CurveRow::plan, "the steps"),
      field("failed", &CurveRow::failed, "requests that fail because of the changes, in one run"),
      field("users", &CurveRow::users, "share of the users harmed"),
      field("harm_s", &CurveRow::harm_s, "from the first harmed request until undone"),
      field("undone", &CurveRow::undone, "share of the runs in which the changes are undone"),
      field("everywhere_s", &CurveRow::everywhere_s, "until everybody has a good change"),
      field("false_alarms", &CurveRow::false_alarms, "share of good changes that are rolled back"),
      field("harm_a_year", &CurveRow::harm_a_year, "requests, for the stated share of bad changes"),
      field("most_a_week", &CurveRow::most_a_week, "changes, one after the other"),
      field("efficient", &CurveRow::efficient, "no other plan is faster and less harmful"));
}

std::vector<Field> fields(Of<CurveResult>) {
  return list<CurveResult>(
      field("tool_version", &CurveResult::tool_version, "of edgecase"),
      field("scenario", &CurveResult::scenario, "its name"),
      field("title", &CurveResult::title, "its title"),
      field("seed", &CurveResult::seed, "of the random numbers"),
      field("replications", &CurveResult::replications, "of each plan"),
      field("bad_share", &CurveResult::bad_share, "of all changes"),
      field("changes_a_year", &CurveResult::changes_a_year, "good and bad"),
      field("plans", &CurveResult::rows, "the fastest first"),
      field("skipped", &CurveResult::skipped, "plans that do not fit into the run"),
      field("simulated_requests", &CurveResult::simulated_requests, "in all runs"));
}

}  // namespace edgecase
