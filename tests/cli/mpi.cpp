// Studies over the processes of an MPI job: the same bytes as in one, and nothing lost.
#include <doctest/doctest.h>

#include "cli/tool.hpp"

using namespace edgecase::test;

namespace {

/// So many processes; more than there are cores, and as root in containers, if need be.
std::string ranks(int n) {
  return "OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 mpirun --oversubscribe -np " +
         std::to_string(n);
}

/// Points that take 1, 2, 4 and 8 times as long, and one that is refused.
const std::string uneven =
    "sweep small.yaml -q --replications 3 --format jsonl --param "
    "'world.demand.rate=[50 rps, 100 rps, many, 200 rps, 400 rps]' ";

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE(
      "mpi: a sweep over three ranks has the bytes of one process, and so have best and more") {
    const Tool mpi("EDGECASE_MPI_BINARY"), alone;
    if (!mpi.ready() || !alone.ready()) return;
    for (const Tool* tool : {&mpi, &alone})
      tool->write("small.yaml", small_scenario("slos: [{name: fast, indicator: latency.p95, op: "
                                               "lte, value: 900ms}]\n"));
    for (const std::string& words :
         {uneven,
          std::string("best small.yaml -q --metric origin.rate --param "
                      "'design.caches.edge.ttl=[1s, 2s, 9s]'"),
          std::string("sensitivity small.yaml -q --metric latency.mean --param "
                      "design.caches.edge.ttl=1s..9s")}) {
      CAPTURE(words);
      const Answer one = alone(words);
      CHECK(one.code == 0);
      CHECK(!one.out.empty());
      CHECK(mpi(words, ranks(3)).out == one.out);
      CHECK(mpi(words, ranks(1)).out == one.out);
    }
  }

  TEST_CASE("mpi: what is stored is reused, and a job that is killed loses nothing that was done") {
    const Tool mpi("EDGECASE_MPI_BINARY");
    if (!mpi.ready()) return;
    mpi.write("small.yaml", small_scenario());
    const Answer fresh = mpi(uneven, ranks(3));
    mpi(uneven + "--results rows.db", "timeout -s KILL 0.4 env " + ranks(3));
    const Answer resumed = mpi(uneven + "--results rows.db", ranks(3));
    CHECK(resumed.code == 0);
    CHECK(resumed.out == fresh.out);
    CHECK(mpi(uneven + "--results rows.db", ranks(2)).out == fresh.out);
  }

  TEST_CASE("mpi: only one rank speaks, and says what cannot be shared") {
    const Tool mpi("EDGECASE_MPI_BINARY");
    if (!mpi.ready()) return;
    mpi.write("small.yaml", small_scenario());
    const Answer run = mpi("run small.yaml", ranks(3));
    CHECK(run.code == 2);
    CHECK(has(run.err, "edgecase: edgecase-mpi runs sweep, frontier, best and sensitivity"));
    CHECK(run.err.find("edgecase: edgecase-mpi") == run.err.rfind("edgecase: edgecase-mpi"));
    CHECK(mpi("sweep small.yaml --param world.demand.rat=[1]", ranks(3)).code == 2);
    CHECK(has(mpi("sweep - --param world.demand.rate=[1]", ranks(2)).err, "give a file"));
  }
}
