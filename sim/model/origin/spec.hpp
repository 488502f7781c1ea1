#pragma once
// The origin of a scenario: `world.origin`.

#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "load/distribution/distribution.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

enum class Discipline { fcfs, lifo, priority, processor_sharing };
inline auto names(Of<Discipline>) {
  return enumerators<Discipline>(
      {{"fcfs", Discipline::fcfs, "first come, first served by the next free worker"},
       {"lifo", Discipline::lifo,
        "last come, first served: under overload some are served in time instead of none"},
       {"priority", Discipline::priority,
        "the most important route first (design.routes.NAME.priority); it also displaces the least "
        "important request of a full queue"},
       {"processor_sharing", Discipline::processor_sharing,
        "processor sharing: all active requests share the workers equally"}});
}

/// Sheds what has waited long while there is a standing backlog.
struct ControlledDelaySpec {
  Duration target = std::chrono::milliseconds(5);
  Duration interval = std::chrono::milliseconds(100);
};
std::vector<Field> fields(Of<ControlledDelaySpec>);
void check(const ControlledDelaySpec& spec, Checker& checker);

struct PoolSpec {
  std::string name;
  Count workers = unlimited;
  DurationChoice service;
  Count queue = unlimited;
  Discipline discipline = Discipline::fcfs;
  std::optional<ControlledDelaySpec> controlled_delay;
};
std::vector<Field> fields(Of<PoolSpec>);
void check(const PoolSpec& spec, Checker& checker);

struct OriginSpec {
  std::string at;
  Count workers{400};
  DurationChoice service;
  Count queue{2000};
  Discipline discipline = Discipline::fcfs;
  std::optional<ControlledDelaySpec> controlled_delay;
  bool deadlines = false;
  std::vector<PoolSpec> then;
  Duration timeout = std::chrono::seconds(100);

  /// Whether a request's end is known when it arrives: one pool, first come, first served. Only
  /// such a queue holds all that the simulated requests of an attack stand for.
  bool is_solved_on_arrival() const;
};
std::vector<Field> fields(Of<OriginSpec>);
void check(const OriginSpec& spec, Checker& checker);

}  // namespace edgecase
