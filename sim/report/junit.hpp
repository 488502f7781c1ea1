#pragma once
// A comparison as JUnit XML, which CI systems show as a list of tests.
// One test for each objective of the alternative: failed if it is missed, skipped if inconclusive.
// One for regressions, which fails with their names.

#include <string>
#include <vector>

#include <edgecase/result.hpp>

namespace edgecase {

/// `worse`: what regressions() found.
std::string junit_xml(const ComparisonResult& comparison, const std::vector<std::string>& worse);

}  // namespace edgecase
