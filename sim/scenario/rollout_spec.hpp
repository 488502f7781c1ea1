#pragma once
// Changes that somebody makes to the edge (`world.changes`: what each is, and what is wrong with
// it) and how the design ships them (`design.rollout`, `rollouts`, `tools`, `alerts`).
//
// A change is a fault that one chooses: `brings` is an action of the menu of faults. Where it has
// arrived, requests suffer as under that fault. Whether it is good is the world's truth, which no
// part of the design reads.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "load/distribution/distribution.hpp"
#include "load/type/fields.hpp"
#include "model/fault/spec.hpp"

namespace edgecase {

// ---- world.changes ------------------------------------------------------------------------------

enum class ReleaseKind : std::uint8_t {
  configuration,
  code,
  rule,
  flag,
  model_file,
  dns,
  key,
  agent
};
inline auto names(Of<ReleaseKind>) {
  return enumerators<ReleaseKind>(
      {{"configuration", ReleaseKind::configuration, "settings, routing policy"},
       {"code", ReleaseKind::code, "a version of the software"},
       {"rule", ReleaseKind::rule, "a firewall rule; the only one that `log` steps concern"},
       {"flag", ReleaseKind::flag, "a feature flag that is turned on"},
       {"model_file", ReleaseKind::model_file, "data that is computed elsewhere, e.g. a model"},
       {"dns", ReleaseKind::dns, "records of the name servers"},
       {"key", ReleaseKind::key, "a certificate, a key"},
       {"agent", ReleaseKind::agent, "an agent on devices"}});
}

/// A harm that comes and goes, as good and bad files follow each other.
struct AlternationSpec {
  Duration bad = std::chrono::minutes(5);
  Duration good = std::chrono::minutes(5);
  std::optional<Duration> until;  ///< since the change came; then it is bad all the time
};
std::vector<Field> fields(Of<AlternationSpec>);

struct ReleaseSpec {
  ReleaseKind kind = ReleaseKind::configuration;
  Duration at{};
  std::optional<FaultChoice> brings;
  std::string route;
  Duration grows_over{};
  std::optional<Duration> latent_until;
  std::string with;
  std::optional<AlternationSpec> alternates;
  Money worth_a_day{};
};
std::vector<Field> fields(Of<ReleaseSpec>);

// ---- design.rollout -----------------------------------------------------------------------------

struct RolloutStepSpec {
  std::optional<Share> pops;
  std::optional<Share> traffic;
  std::optional<Share> users;
  std::vector<std::string> regions;
  std::string size;
  bool log = false;
  Duration soak{};
};
std::vector<Field> fields(Of<RolloutStepSpec>);
void check(const RolloutStepSpec& spec, Checker& checker);

enum class RolloutOrder : std::uint8_t { drawn, smallest_first, largest_first };
inline auto names(Of<RolloutOrder>) {
  return enumerators<RolloutOrder>(
      {{"drawn", RolloutOrder::drawn, "the same order in every run, without system"},
       {"smallest_first", RolloutOrder::smallest_first, "those with the fewest requests first"},
       {"largest_first", RolloutOrder::largest_first, "those with the most requests first"}});
}

enum class CheckMetric : std::uint8_t { errors, latency };
inline auto names(Of<CheckMetric>) {
  return enumerators<CheckMetric>(
      {{"errors", CheckMetric::errors, "share of requests that fail (or would, in log mode)"},
       {"latency", CheckMetric::latency, "mean time until the last byte, by the judge"}});
}

enum class CheckTest : std::uint8_t { obrien_fleming, sprt, fixed, judge };
inline auto names(Of<CheckTest>) {
  return enumerators<CheckTest>(
      {{"obrien_fleming", CheckTest::obrien_fleming,
        "bounds that keep `false_alarms` whatever the number of looks"},
       {"sprt", CheckTest::sprt, "Wald's sequential probability ratio test for `ratio`"},
       {"fixed", CheckTest::fixed,
        "the bound of a single look, used at every look: too many false alarms"},
       {"judge", CheckTest::judge, "Kayenta's Mann-Whitney judge of series by minute"}});
}

struct CanaryCheckSpec {
  CheckMetric metric = CheckMetric::errors;
  CheckTest test = CheckTest::obrien_fleming;
  Count looks{5};
  Share false_alarms{0.05};
  Share power{0.8};
  double ratio = 2;
  Count minimum{100};
  Duration every = std::chrono::minutes(1);
};
std::vector<Field> fields(Of<CanaryCheckSpec>);
void check(const CanaryCheckSpec& spec, Checker& checker);

enum class RollbackBy : std::uint8_t { automatic, human };
inline auto names(Of<RollbackBy>) {
  return enumerators<RollbackBy>(
      {{"automatic", RollbackBy::automatic, "at once, by what noticed it"},
       {"human", RollbackBy::human, "by somebody who is paged, looks and decides"}});
}

enum class OnCall : std::uint8_t { working_hours, friday_evening, night, weekend };
inline auto names(Of<OnCall>) {
  return enumerators<OnCall>(
      {{"working_hours", OnCall::working_hours, "at a desk: p50 2 min, p99 15 min"},
       {"friday_evening", OnCall::friday_evening, "on the way home: p50 10 min, p99 60 min"},
       {"night", OnCall::night, "asleep: p50 8 min, p99 45 min"},
       {"weekend", OnCall::weekend, "away from the desk: p50 12 min, p99 60 min"}});
}

struct RollbackSpec {
  RollbackBy by = RollbackBy::automatic;
  OnCall on_call = OnCall::working_hours;
  std::optional<DurationChoice> response;
  std::optional<DurationChoice> decision;
  std::string tool;
};
std::vector<Field> fields(Of<RollbackSpec>);
/// Until somebody who is on call then looks at a page.
DurationChoice response_of(const RollbackSpec& spec);
DurationChoice decision_of(const RollbackSpec& spec);

/// A gate before the first step: a security review, approvals.
struct ReviewSpec {
  Duration takes{};
  Share finds{0};
};
std::vector<Field> fields(Of<ReviewSpec>);

struct RolloutSpec {
  std::optional<ReviewSpec> review;
  std::vector<RolloutStepSpec> steps;
  RolloutOrder order = RolloutOrder::drawn;
  std::string tool;
  std::optional<CanaryCheckSpec> check;
  std::optional<RollbackSpec> rollback;
};
std::vector<Field> fields(Of<RolloutSpec>);
void check(const RolloutSpec& spec, Checker& checker);

/// What changes are shipped or undone with.
struct ToolSpec {
  std::vector<std::string> depends_on{"control_plane"};
  std::optional<DurationChoice> propagation;
  std::optional<Duration> break_glass;
};
std::vector<Field> fields(Of<ToolSpec>);

// ---- design.alerts ------------------------------------------------------------------------------

enum class AlertUrgency : std::uint8_t { page, ticket };
inline auto names(Of<AlertUrgency>) {
  return enumerators<AlertUrgency>({{"page", AlertUrgency::page, "wakes somebody up"},
                                    {"ticket", AlertUrgency::ticket, "waits for working hours"}});
}

struct AlertRuleSpec {
  Duration window = std::chrono::hours(1);
  Duration short_window = std::chrono::minutes(5);
  double burn = 14.4;
  AlertUrgency urgency = AlertUrgency::page;
};
std::vector<Field> fields(Of<AlertRuleSpec>);
void check(const AlertRuleSpec& spec, Checker& checker);

struct AlertsSpec {
  Share objective{0.999};
  Duration period = std::chrono::hours(24 * 30);
  Duration every = std::chrono::seconds(15);
  DurationChoice paging = constant(std::chrono::seconds(30));
  std::vector<AlertRuleSpec> rules;
};
std::vector<Field> fields(Of<AlertsSpec>);
void check(const AlertsSpec& spec, Checker& checker);
/// The rules, or those of the SRE workbook if none is stated.
std::vector<AlertRuleSpec> rules_of(const AlertsSpec& spec);

}  // namespace edgecase
