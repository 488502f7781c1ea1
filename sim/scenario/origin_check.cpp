#include "scenario/origin_check.hpp"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/path.hpp"

namespace edgecase {
namespace {

bool uses(const OriginSpec& origin, Discipline discipline) {
  return origin.discipline == discipline ||
         std::ranges::any_of(origin.then,
                             [&](const PoolSpec& pool) { return pool.discipline == discipline; });
}

void check_priorities(const ScenarioSpec& spec, Checker& checker) {
  const bool used = uses(spec.world.origin, Discipline::priority);
  std::set<RoutePriority> seen;
  for (const auto& [name, route] : spec.world.routes) {
    const auto design = spec.design.routes.find(name);
    const std::string path = join_path("design.routes", name) + ".priority";
    seen.insert(design == spec.design.routes.end() ? RoutePriority::normal
                                                   : design->second.priority);
    if (!used && checker.written(path))
      checker.changes_nothing(path, "the origin serves requests regardless of their priority",
                              "set world.origin.discipline: priority, or remove it");
  }
  if (used && seen.size() == 1)
    checker.changes_nothing("world.origin.discipline", "all routes have the same priority",
                            "set design.routes.NAME.priority: critical or sheddable");
}

}  // namespace

void check_origin_queue(const ScenarioSpec& spec, Checker& checker) {
  check_priorities(spec, checker);
  const OriginSpec& origin = spec.world.origin;
  const bool queues =
      !origin.workers.unlimited() && origin.discipline != Discipline::processor_sharing;
  const bool queues_later = std::ranges::any_of(origin.then, [](const PoolSpec& pool) {
    return !pool.workers.unlimited() && pool.discipline != Discipline::processor_sharing;
  });
  if (origin.deadlines && !queues && !queues_later)
    checker.changes_nothing("world.origin.deadlines", "no request waits for a worker",
                            "set world.origin.workers, or remove it");
  if (spec.world.attacks.empty() || origin.is_solved_on_arrival()) return;
  checker.report("world.origin",
                 {code::changes_nothing,
                  "with this queue only the simulated requests of an attack load the origin, not "
                  "all that each stands for: under attack its queues are too short",
                  "an attack's load is left out",
                  "use `discipline: fcfs` without `then`, `controlled_delay` and `deadlines`",
                  Severity::warning});
}

}  // namespace edgecase
