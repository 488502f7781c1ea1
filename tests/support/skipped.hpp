#pragma once
// For a test whose prerequisites are missing: the data of ../shared, python3, the tool. On a user's
// machine such a test is skipped; with CI=true it fails, so that no test silently stops running.

#include <cstdlib>
#include <string>

#include <doctest/doctest.h>

namespace edgecase::test {

/// The caller returns afterwards. With CI=true the test fails and ends here.
inline void skipped(const std::string& why) {
  const char* ci = std::getenv("CI");
  if (ci != nullptr && std::string(ci) == "true")
    FAIL("must not be skipped where CI is true: ", why);
  MESSAGE("skipped: " << why);
}

}  // namespace edgecase::test
