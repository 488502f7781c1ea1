#pragma once
// For a test that lacks what it needs: the data of ../shared, python3, the tool. A user need not
// have them; where CI is true nothing may be missing, or tests that never run would pass.

#include <cstdlib>
#include <string>

#include <doctest/doctest.h>

namespace edgecase::test {

/// The caller returns afterwards; with CI=true the test fails and ends here.
inline void skipped(const std::string& why) {
  const char* ci = std::getenv("CI");
  if (ci != nullptr && std::string(ci) == "true")
    FAIL("must not be skipped where CI is true: ", why);
  MESSAGE("skipped: " << why);
}

}  // namespace edgecase::test
