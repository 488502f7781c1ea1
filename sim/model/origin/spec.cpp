#include "model/origin/spec.hpp"

#include "load/checker.hpp"
#include "load/codes.hpp"

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

void check(const PoolSpec& spec, Checker& checker) {
  check_pool(spec.workers, spec.queue, spec.discipline, checker);
}

void check(const OriginSpec& spec, Checker& checker) {
  const Count queue = checker.written("queue") ? spec.queue : unlimited;
  check_pool(spec.workers, queue, spec.discipline, checker);
}

}  // namespace edgecase
