// A trace as the content of a route.
#include <doctest/doctest.h>

#include "load/read.hpp"
#include "model/traffic/trace_content.hpp"
#include "support/traces.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

TraceContent content(TraceFolder& folder, bool loop) {
  return {std::make_shared<const Trace>(folder.read("t.csv", "key,size\na,10\nb,20\na,10\nc,30\n")),
          loop};
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("trace content: requests ask for what the trace asked for, in its order") {
    TraceFolder folder;
    const TraceContent looped = content(folder, true);
    CHECK(looped.objects() == 3);
    CHECK(looped.size(2) == Bytes{30});
    const std::uint32_t expected[] = {0, 1, 0, 2, 0, 1, 0, 2, 0};
    for (std::uint64_t n = 0; n < 9; ++n) CHECK(looped.object(n) == expected[n]);
    const TraceContent once = content(folder, false);
    CHECK(once.object(3) == 2U);
    CHECK_FALSE(once.object(4));
  }

  TEST_CASE("trace content: replications begin at requests of their own where a trace repeats") {
    TraceFolder folder;
    const TraceContent looped = content(folder, true);
    CHECK(looped.start(42, 0, 0) == 0);
    CHECK(looped.start(42, 7, 1) == looped.start(42, 7, 1));
    bool seen[4] = {};
    for (std::uint64_t replication = 1; replication < 60; ++replication) {
      const std::uint64_t at = looped.start(42, replication, 0);
      REQUIRE(at < 4);
      seen[at] = true;
    }
    CHECK((seen[0] && seen[1] && seen[2] && seen[3]));
    CHECK(content(folder, false).start(42, 7, 1) == 0);
  }

  TEST_CASE("trace content: a scenario names its file, beside itself") {
    TraceFolder folder;
    const std::filesystem::path file = folder.write("t.keys", "a\nb\n");
    Diagnostics diagnostics;
    const auto document = parse_document("t.keys", "s.yaml", {}, diagnostics);
    REQUIRE(document);
    const auto spec = read<TraceContentSpec>(*document, diagnostics);
    REQUIRE(spec);
    CHECK(spec->loop);
    Checker checker(*document, diagnostics);
    const Catalogue beside = Catalogue({}).beside(file.parent_path());
    const auto open = open_trace_content(*spec, beside, checker, "trace");
    REQUIRE(open);
    CHECK(open->objects() == 2);
    CHECK(diagnostics.empty());
    CHECK_FALSE(
        open_trace_content({"no.csv", true, {}}, beside, checker, "world.routes.all.trace"));
    REQUIRE(diagnostics.errors() == 1);
    CHECK(diagnostics.sorted()[0].path == "world.routes.all.trace");
    CHECK(diagnostics.sorted()[0].line == 1);
  }
}
