#pragma once
// A case to practise on: `kind: Case` in scenarios/cases/NAME/case.yaml. It puts a brief to the
// candidate, fixes a world, says which keys of the design may be set (levers), and judges the
// result by rows (indicator, limit, points). Everything else is what an interviewer knows (facts,
// curveballs, probes) and what a grader knows (reference designs, tolerances).
// Settings are paths of the scenario with a value as `--set` takes it:
//   {design.caches.static.ttl: 1h, "design.stores.cart.kind": "{quorum: {r: 2}}"}
// Errors: the texts of values, metrics and paths are judged where a design is opened
// (case_check.hpp), with the place in the case.
// Not modelled: rows that compare two designs; worlds that change while a run is under way.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "practice/score/scale.hpp"
#include "practice/visibility.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

using Settings = std::map<std::string, std::string>;

struct CaseMetadataSpec {
  std::string name;
  std::string title;
  std::int64_t version = 1;
  std::int64_t level = 1;
  std::int64_t minutes = 45;
  std::vector<std::string> stories;
  std::string salt_env = "EDGECASE_CASE_SALT";
};

struct CaseBriefSpec {
  std::string customer;
  std::string text;
  std::string promise;
  std::string budget;
};

struct CaseWorldSpec {
  std::string extends;
  Settings set;
  std::uint64_t replications = 5;
  std::uint64_t seed = 42;
};

struct LeverSpec {
  std::string path;
  std::string about;
  std::string tries;
  std::map<std::string, Settings> with;
  bool hygiene = false;
};

struct FactSpec {
  std::string ask;
  std::vector<std::string> words;
  std::string answer;
  double price = 0;
};

inline auto names(Of<ScaleKind>) {
  return enumerators<ScaleKind>({{"log", ScaleKind::logarithmic, "positive quantities"},
                                 {"logit", ScaleKind::logit, "shares between 0 and 1"},
                                 {"asinh", ScaleKind::asinh, "may be zero or negative"},
                                 {"linear", ScaleKind::linear, "differences count as such"}});
}

struct ForecastSpec {
  std::string name;
  std::string quantity;
  std::string asks;
  std::string after = "first_run";
  ScaleKind scale = ScaleKind::logarithmic;
  Share level{0.8};
  std::vector<std::string> ignorant;
};

struct CaseRowSpec {
  std::string name;
  std::string indicator;
  Comparison op = Comparison::at_most;
  std::string value;
  double points = 0;
  std::vector<std::string> only_if;
  std::string because;
  double margin_se = 4;
};

struct CaseClaimsSpec {
  std::int64_t min = 0;
  double points = 0;
};

struct AfterSpec {
  std::optional<std::int64_t> run;
  std::optional<std::int64_t> minute;
  std::string stage;
};

struct CurveballSpec {
  std::string name;
  AfterSpec after;
  std::string reveal;
  Settings patch;
  std::vector<std::string> must_flip;
  Settings repair;
};

enum class CoverageArea {
  cold_starts,
  egress,
  invalidation,
  consistency,
  attack,
  access,
  latency,
  rollout,
  failure,
  ten_times,
  cost_to_serve
};
inline auto names(Of<CoverageArea>) {
  return enumerators<CoverageArea>({
      {"cold_starts", CoverageArea::cold_starts, "cold starts and warmth"},
      {"egress", CoverageArea::egress, "bytes that leave, and what they cost"},
      {"invalidation", CoverageArea::invalidation, "stale copies, purges"},
      {"consistency", CoverageArea::consistency, "what readers and writers see"},
      {"attack", CoverageArea::attack, "floods, bots, abuse"},
      {"access", CoverageArea::access, "authentication, quotas, posture"},
      {"latency", CoverageArea::latency, "where time goes, and for which users"},
      {"rollout", CoverageArea::rollout, "rollout and rollback"},
      {"failure", CoverageArea::failure, "failure modes and recovery"},
      {"ten_times", CoverageArea::ten_times, "ten times the load"},
      {"cost_to_serve", CoverageArea::cost_to_serve, "the provider's side of the bill"},
  });
}

struct ProbeSpec {
  std::string name;
  CoverageArea area = CoverageArea::failure;
  std::string asks;
  std::string evidence;
  std::vector<std::string> rows;
  Settings stress;
  Settings without;
  Share probability{1};
  bool killer = false;
};

struct AnchorSpec {
  std::string name;
  std::int64_t rank = 1;
  std::string about;
  Settings set;
};

struct CaseVariantsSpec {
  std::int64_t count = 0;
  std::int64_t transfer = 0;
  Settings draw;
  double points = 3;
};

struct HintSpec {
  std::string text;
  double price = 5;
};

struct RubricSpec {
  std::vector<std::string> human{"framing",  "depth",     "security",
                                 "business", "trade-off", "communication"};
};

struct CaseSpec {
  std::string api_version;
  std::string kind;
  CaseMetadataSpec metadata;
  CaseBriefSpec brief;
  CaseWorldSpec world;
  std::vector<LeverSpec> levers;
  std::vector<CaseRowSpec> rows;
  CaseClaimsSpec claims;
  std::vector<ForecastSpec> forecasts;
  std::vector<FactSpec> facts;
  std::vector<HintSpec> hints;
  std::vector<CurveballSpec> curveballs;
  std::vector<ProbeSpec> probes;
  std::vector<AnchorSpec> anchors;
  CaseVariantsSpec variants;
  RubricSpec rubric;
};

/// The one list of each struct: its fields with their audiences.
AudienceFields case_fields(Of<CaseMetadataSpec>);
AudienceFields case_fields(Of<CaseBriefSpec>);
AudienceFields case_fields(Of<CaseWorldSpec>);
AudienceFields case_fields(Of<LeverSpec>);
AudienceFields case_fields(Of<FactSpec>);
AudienceFields case_fields(Of<ForecastSpec>);
AudienceFields case_fields(Of<CaseRowSpec>);
AudienceFields case_fields(Of<CaseClaimsSpec>);
AudienceFields case_fields(Of<AfterSpec>);
AudienceFields case_fields(Of<CurveballSpec>);
AudienceFields case_fields(Of<ProbeSpec>);
AudienceFields case_fields(Of<AnchorSpec>);
AudienceFields case_fields(Of<CaseVariantsSpec>);
AudienceFields case_fields(Of<HintSpec>);
AudienceFields case_fields(Of<RubricSpec>);
AudienceFields case_fields(Of<CaseSpec>);

template <class S>
  requires requires { case_fields(Of<S>{}); }
std::vector<Field> fields(Of<S> of) {
  return case_fields(of).fields;
}
inline std::string_view topic(Of<CaseSpec>) { return "case"; }
/// Rules across fields that need no world: sums of points, names, only_if.
void check(const CaseSpec& spec, Checker& checker);

/// The audience of each field of a record of a case, by its type. Requires: it is one.
const std::vector<Audience>& audiences_of(const Type& record);

}  // namespace edgecase
