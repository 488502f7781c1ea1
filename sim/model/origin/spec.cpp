#include "model/origin/spec.hpp"

#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {
namespace {

// A pool keeps the next free time of each worker.
constexpr std::int64_t most_workers = 1'000'000;

void check_pool(Count workers, Count queue, Discipline discipline,
                const std::optional<ControlledDelaySpec>& delay, Checker& checker) {
  if (delay && discipline == Discipline::processor_sharing)
    checker.report("controlled_delay",
                   {code::changes_nothing, "with processor sharing no request waits for a worker",
                    "has no effect", "set another `discipline`, or remove `controlled_delay`"});
  if (workers.unlimited()) {
    if (delay)
      checker.report("controlled_delay",
                     {code::changes_nothing, "requests never queue for unlimited workers",
                      "has no effect", "set `workers`, or remove `controlled_delay`"});
    if (discipline == Discipline::processor_sharing) {
      checker.report("discipline",
                     {code::changes_nothing, "unlimited workers do not share capacity",
                      "has no effect", "set `workers`"});
    } else if (discipline != Discipline::fcfs) {
      checker.report("discipline",
                     {code::changes_nothing, "requests never queue for unlimited workers",
                      "has no effect", "set `workers`"});
    }
    if (!queue.unlimited()) {
      checker.report("queue",
                     {code::changes_nothing, "requests never queue for unlimited workers",
                      "has no effect", "set `workers`, or remove `queue`", Severity::warning});
    }
  } else if (workers.value > most_workers) {
    checker.report("workers", {code::out_of_range, "more than 1M workers in one pool",
                               "write unlimited, or at most 1M"});
  }
}

}  // namespace

std::vector<Field> fields(Of<ControlledDelaySpec>) {
  return list<ControlledDelaySpec>(
      field("target", &ControlledDelaySpec::target,
            "longest wait while the queue has not been empty for an `interval`; later requests "
            "are rejected (503)",
            more_than(Duration{0}), assumed("5 ms: Maurer, Fail at Scale, ACM Queue 2015")),
      field("interval", &ControlledDelaySpec::interval, "longest wait otherwise",
            more_than(Duration{0}), assumed("100 ms: Maurer, Fail at Scale, ACM Queue 2015")));
}

void check(const ControlledDelaySpec& spec, Checker& checker) {
  if (spec.target > spec.interval)
    checker.report("target", {code::out_of_range, "`target` is longer than `interval`",
                              "a standing backlog must shed sooner", "set it below `interval`"});
}

std::vector<Field> fields(Of<PoolSpec>) {
  return list<PoolSpec>(
      field("name", &PoolSpec::name, "name in reports", required()),
      field("workers", &PoolSpec::workers, "requests processed concurrently",
            at_least(std::int64_t{1}), assumed("no limit by default")),
      field("service", &PoolSpec::service, "service time per request", required()),
      field("queue", &PoolSpec::queue, "maximum queued requests; further requests are rejected",
            at_least(std::int64_t{0}), assumed("no limit by default")),
      field("discipline", &PoolSpec::discipline, "queueing discipline",
            assumed("worker pools process requests in order")),
      field("controlled_delay", &PoolSpec::controlled_delay,
            "sheds requests that have waited long while there is a standing backlog"));
}

std::vector<Field> fields(Of<OriginSpec>) {
  return list<OriginSpec>(
      field("at", &OriginSpec::at,
            "location: a cloud region (us-east-1), a PoP's code or a city; if absent, as given by "
            "the network (us-east-1 for cloudflare-2026)"),
      field("workers", &OriginSpec::workers, "requests processed concurrently",
            at_least(std::int64_t{1}), assumed("a mid-sized web tier")),
      field("service", &OriginSpec::service, "service time per request", required()),
      field("queue", &OriginSpec::queue, "maximum queued requests; further ones are rejected (503)",
            at_least(std::int64_t{0}), assumed("a listen backlog and a proxy's queue")),
      field("discipline", &OriginSpec::discipline, "queueing discipline",
            assumed("worker pools process requests in order")),
      field("controlled_delay", &OriginSpec::controlled_delay,
            "sheds requests that have waited long while there is a standing backlog"),
      field(
          "deadlines", &OriginSpec::deadlines,
          "whether requests carry a deadline (the timeout of the edge, or of design.calls), after "
          "which a worker drops them instead of starting"),
      field("then", &OriginSpec::then,
            "further pools that every request passes, in order (application, database)"),
      field("timeout", &OriginSpec::timeout,
            "timeout of the edge for the origin (504); the origin continues processing",
            more_than(Duration{0}),
            assumed("proxy read timeouts of edge platforms are around 100 s")));
}

void check(const PoolSpec& spec, Checker& checker) {
  check_pool(spec.workers, spec.queue, spec.discipline, spec.controlled_delay, checker);
}

void check(const OriginSpec& spec, Checker& checker) {
  const Count queue = checker.written("queue") ? spec.queue : unlimited;
  check_pool(spec.workers, queue, spec.discipline, spec.controlled_delay, checker);
}

bool OriginSpec::is_solved_on_arrival() const {
  return then.empty() && (workers.unlimited() ||
                          (discipline == Discipline::fcfs && !controlled_delay && !deadlines));
}

}  // namespace edgecase
