// Histories whose verdicts are published: small ones by definition, and ten that Jepsen recorded of
// etcd (anishathalye/porcupine, test_data/jepsen).
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "model/store/history_text.hpp"
#include "support/histories.hpp"
#include "support/skipped.hpp"

using namespace edgecase;
using namespace edgecase::test;

TEST_SUITE("oracles") {
  TEST_CASE("small histories of a register have the verdicts of the definition") {
    const auto verdict = [](const char* text) { return linearizable(short_history(text)); };
    CHECK(verdict("0:W1 0! 1:R 1!1"));
    CHECK_FALSE(verdict("0:W1 0! 1:R 1!nil"));  // a stale read
    CHECK(verdict("0:W1 1:R 1!nil 0!"));
    CHECK(verdict("0:W1 1:R 1!1 0!"));
    CHECK_FALSE(verdict("0:W1 1:R 1!1 2:R 2!nil 0!"));  // new, then old
    CHECK(verdict("0:W1 1:R 2:R 2!nil 1!1 0!"));
    CHECK_FALSE(verdict("0:W1 0! 1:CAS(1,2) 2:CAS(1,3) 1!ok 2!ok"));  // a lost update
    CHECK(verdict("0:W1 0! 1:CAS(1,2) 2:CAS(1,3) 1!ok 2!fail"));
    CHECK(verdict("0:W1 1:R 1!nil 1:R 1!1"));  // the write is never answered
    CHECK_FALSE(verdict("0:W1 1:R 1!1 1:R 1!nil"));
  }

  TEST_CASE("more small histories, by the definition") {
    const auto verdict = [](const char* text) { return linearizable(short_history(text)); };
    CHECK_FALSE(verdict("0:R 0!1"));            // nothing wrote it
    CHECK_FALSE(verdict("0:R 0!1 1:W1 1!"));    // read before it was written
    CHECK(verdict("0:W1 0! 1:R 2:W2 2! 1!1"));  // the read began before the write
    CHECK(verdict("0:W1 0! 1:W2 2:W3 1! 2! 3:R 3!2 3:R 3!2"));
    CHECK_FALSE(verdict("0:W1 0! 1:W2 2:W3 1! 2! 3:R 3!2 4:R 4!3"));
    CHECK_FALSE(verdict("0:CAS(1,2) 0!ok"));  // the register has no value
    CHECK(verdict("0:CAS(nil,2) 0!ok 0:R 0!2"));
    CHECK(verdict("0:CAS(1,2) 0!fail"));
    CHECK_FALSE(verdict("0:W1 0! 1:CAS(1,2) 1!fail"));  // it held what the cas expects
    CHECK(verdict("0:W1 0! 2:W5 1:CAS(1,2) 1!fail"));   // unless an open write came first
    CHECK(verdict("0:W1 0! 1:CAS(1,2) 2:R 2!2"));       // an open cas that has happened
    CHECK(verdict("0:W1 0! 1:CAS(1,2) 2:R 2!1 2:R 2!2"));
    CHECK_FALSE(verdict("0:W1 0! 1:CAS(1,2) 2:R 2!2 2:R 2!1"));
    CHECK_FALSE(verdict("1:CAS(1,2) 0:W3 0! 2:R 2!2"));  // nothing made it 1
    CHECK(verdict("0:R"));                               // an open read constrains nothing
    CHECK(verdict("0:W1 0! 0:W1 0! 1:R 1!1"));
    CHECK(verdict("0:W1 0! 0:Wnil 0! 1:R 1!nil"));  // deleted
  }

  TEST_CASE("of ten histories that Jepsen recorded of etcd, 002, 005 and 007 are linearizable") {
    const std::filesystem::path folder =
        std::filesystem::path(EDGECASE_SOURCE_DIR) / "../shared/data/jepsen";
    if (!std::filesystem::exists(folder / "etcd_009.log"))
      return skipped("the histories are not in ../shared/data/jepsen");
    for (int i = 0; i < 10; ++i) {
      const std::string name = "etcd_00" + std::to_string(i) + ".log";
      CAPTURE(name);
      std::ostringstream text;
      text << std::ifstream(folder / name).rdbuf();
      Diagnostics diagnostics;
      const auto history = read_history(text.str(), name, diagnostics);
      REQUIRE(history);
      // Each operation is a line, and each answer.
      CHECK(history->events == std::ranges::count(text.str(), '\n'));
      CHECK(linearizable(*history) == (i == 2 || i == 5 || i == 7));
    }
  }
}
