#pragma once
// Oracles in tests: the shipped table, and further parameters of the same scenarios.

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

/// The rows of the shipped table with these ids, run as `edgecase validate` runs them.
inline void check_shipped(const std::vector<std::string>& ids) {
  StudyOptions options;
  options.replications = 16;
  check_rows(validate(shipped_catalogue(), ids, options).rows);
}

inline void check_oracle(const Oracle& oracle) {
  StudyOptions options;
  options.replications = 16;
  check_rows(run_oracle(oracle, shipped_catalogue(), options).rows);
}

}  // namespace edgecase::testing
