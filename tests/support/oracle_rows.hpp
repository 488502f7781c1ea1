#pragma once
// Oracles in tests: the shipped table, and further parameters of the same scenarios.

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/runs.hpp"
#include "validate/validate.hpp"

namespace edgecase::testing {

inline void check_rows(const std::vector<OracleRow>& rows) {
  REQUIRE(!rows.empty());
  for (const OracleRow& row : rows) {
    CAPTURE(row.id);
    CAPTURE(row.title);
    CAPTURE(row.expected);
    CAPTURE(row.measured.mean);
    CAPTURE(row.measured.lo);
    CAPTURE(row.measured.hi);
    CAPTURE(row.tolerance);
    CHECK(row.outcome == Outcome::pass);
  }
}

/// How long a row is measured decides nothing but the time that it takes: one whose interval is
/// wider than its tolerance does not pass.
inline void check_oracle(const Oracle& oracle, StudyOptions options = {}) {
  options.replications = std::max<std::size_t>(options.replications, 10);
  check_rows(run_oracle(oracle, shipped_catalogue(), options).rows);
}

/// The rows of the shipped table with these ids, run as `edgecase validate` runs them; measured
/// over another time than there if one is given.
inline void check_shipped(const std::vector<std::string>& ids, const std::string& measure = "",
                          StudyOptions options = {}) {
  std::size_t rows = 0;
  for (Oracle& oracle : shipped_oracles()) {
    if (std::ranges::find(ids, oracle.expectations.front().id) != ids.end()) {
      if (!measure.empty()) oracle.overrides.push_back("world.horizon.measure=" + measure);
      check_oracle(oracle, options);
      ++rows;
    }
    ++options.seed;
  }
  REQUIRE(rows >= ids.size());
}

}  // namespace edgecase::testing
