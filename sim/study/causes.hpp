#pragma once
// Why a number is what it is: the same random events once more without one cause at a time. Each
// cause is a row of the table in causes.cpp: values of the scenario with which it is gone.
// First-out: the change when only this cause is removed. Last-in: the change when all others are
// removed too. Causes overlap (a guard matters only during an attack), so the truth lies between
// both, and first-out changes do not add up to the whole. Assumes: metrics read what remains.
// Differences are paired. Not modelled: causes that no value of the scenario removes (distance; the
// upper tier's misses).

#include <string>
#include <string_view>
#include <vector>

#include "report/layout.hpp"
#include "study/points.hpp"

namespace edgecase {

struct Cause {
  std::string_view name;  ///< "cold starts"
  std::string_view what;  ///< how it was removed: "every start takes no time"
  /// The values without it; empty: there is none of it in this plan.
  std::vector<std::string> (*without)(const Blueprint& plan);
};
std::span<const Cause> causes();

struct CauseRow {
  const Cause* cause = nullptr;
  Estimate first_out;  ///< base - base without it: what it adds, on its own
  Estimate last_in;    ///< what it adds where all other causes are gone
  std::string problem = {};
};

struct Why {
  StudyMeasure measure;
  Estimate base;
  Estimate without_all;        ///< what remains
  std::vector<CauseRow> rows;  ///< the largest first
  bool interrupted = false;
  PointsResult points;
};

/// Requires: one measure.
Why find_causes(const Blueprint& plan, const OpenPoint& open, const PointsOptions& options);

std::vector<Section> why_sections(const Why& why, const std::string& scenario);
std::string why_csv(const Why& why);

}  // namespace edgecase
