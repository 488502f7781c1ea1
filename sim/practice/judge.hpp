#pragma once
// What a design of a case comes to: each row judged with its interval, and points.
//
// pass: the whole 95% interval keeps the limit. fail: none of it does, or there is no value
// (nothing was served). close: the interval straddles the limit; too close to call, half the
// points. A row counts as much as the weakest of the rows it rests on (`only_if`). Deterministic in
// (case, stage, design, seed, replications): all designs meet the same arrivals and faults, and a
// design's numbers do not depend on which others are judged with it (the case states its warm-up).
// Errors: a design that cannot be opened has a problem and no rows. Throws Interrupted.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "practice/case_file.hpp"
#include "study/points.hpp"

namespace edgecase {

struct CaseEntry {
  CaseStage stage = {};
  CaseDesign design = {};
};

enum class RowOutcome : std::uint8_t { pass, fail, close };
/// "pass", "fail", "too close to call".
std::string_view name_of(RowOutcome outcome);

/// A number over the replications.
struct CaseMeasure {
  std::string text;  ///< as it was asked for
  std::string unit;
  Range range = Range::any;
  std::vector<double> values;
  Interval interval() const;
};

struct RowScore {
  std::string name;
  CaseMeasure measured;
  Comparison op = Comparison::at_most;
  double limit = 0;
  RowOutcome outcome = RowOutcome::fail;
  double share = 0;  ///< of its points
  double points = 0;
  double of = 0;
  std::string note;  ///< why it counts less than its verdict; why it has no value
};

struct CaseScore {
  std::vector<RowScore> rows;
  double points = 0;                  ///< of rows alone
  std::vector<CaseMeasure> measures;  ///< what was asked for besides
  std::string problem;                ///< empty: none
  const CaseMeasure* find(const std::string& text) const;
};

struct JudgeOptions {
  StudyOptions study = {};  ///< replications and seed: of the case unless set
  std::vector<std::string> measures = {};
  RowStore* store = nullptr;
};

/// Whether the row is significantly better (+1) or worse (-1) than in the base, paired; 0: neither.
int row_change(const RowScore& base, const RowScore& other);

/// Of practice, and of grading: no design can be tuned to both.
StudyOptions practice_study(const CaseSpec& spec);
StudyOptions grading_study(const CaseSpec& spec);

std::vector<CaseScore> judge_designs(const CaseFile& one, const std::vector<CaseEntry>& entries,
                                     const Catalogue& catalogue, const JudgeOptions& options);

/// A written quantity in a metric's unit: 0.4s of a metric in ms is 400; a bare number is in that
/// unit already. Nothing: it is none, or of another kind (2% of a time).
std::optional<double> in_unit(std::string_view text, std::string_view unit);

}  // namespace edgecase
