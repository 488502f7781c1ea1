#include "model/origin/spec.hpp"

#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {
namespace {

// A pool keeps one free time for each worker.
constexpr std::int64_t most_workers = 1'000'000;

void check_pool(Count workers, Count queue, Discipline discipline, Checker& checker) {
  if (workers.unlimited()) {
    if (discipline == Discipline::processor_sharing) {
      checker.report("discipline",
                     {code::changes_nothing, "workers without limit have nothing to share",
                      "changes nothing", "state `workers`"});
    }
    if (!queue.unlimited()) {
      checker.report(
          "queue", {code::changes_nothing, "nobody queues for workers without limit",
                    "changes nothing", "state `workers`, or leave `queue` out", Severity::warning});
    }
  } else if (workers.value > most_workers) {
    checker.report("workers", {code::out_of_range, "more than 1M workers in one pool",
                               "write unlimited, or at most 1M"});
  }
}

}  // namespace

std::vector<Field> fields(Of<PoolSpec>) {
  return list<PoolSpec>(
      field("name", &PoolSpec::name, "how the report calls it", required()),
      field("workers", &PoolSpec::workers, "requests in work at once", at_least(std::int64_t{1}),
            assumed("no limit unless stated")),
      field("service", &PoolSpec::service, "time a worker needs for a request", required()),
      field("queue", &PoolSpec::queue, "requests that may wait; one more is turned away",
            at_least(std::int64_t{0}), assumed("no limit unless stated")),
      field("discipline", &PoolSpec::discipline, "who is served next",
            assumed("worker pools take requests in order")));
}

std::vector<Field> fields(Of<OriginSpec>) {
  return list<OriginSpec>(
      field("at", &OriginSpec::at,
            "where it stands: a cloud region (us-east-1), a PoP's code or a city; if absent, where "
            "the network says (us-east-1 for cloudflare-2026)"),
      field("workers", &OriginSpec::workers, "requests in work at once", at_least(std::int64_t{1}),
            assumed("a mid-sized web tier")),
      field("service", &OriginSpec::service, "time a worker needs for a request", required()),
      field("queue", &OriginSpec::queue, "requests that may wait; one more is turned away (503)",
            at_least(std::int64_t{0}), assumed("a listen backlog and a proxy's queue")),
      field("discipline", &OriginSpec::discipline, "who is served next",
            assumed("worker pools take requests in order")),
      field("then", &OriginSpec::then,
            "pools that every request passes afterwards, in order (an application, its database)"),
      field("timeout", &OriginSpec::timeout,
            "how long the edge waits for the origin before it answers 504; the origin works on",
            more_than(Duration{0}),
            assumed("proxy read timeouts of edge platforms lie around 100 s")));
}

void check(const PoolSpec& spec, Checker& checker) {
  check_pool(spec.workers, spec.queue, spec.discipline, checker);
}

void check(const OriginSpec& spec, Checker& checker) {
  const Count queue = checker.written("queue") ? spec.queue : unlimited;
  check_pool(spec.workers, queue, spec.discipline, checker);
}

}  // namespace edgecase
