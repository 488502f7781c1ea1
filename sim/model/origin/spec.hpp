#pragma once
// The origin of a scenario: `world.origin`.

#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "load/distribution/distribution.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

enum class Discipline { fcfs, processor_sharing };
inline auto names(Of<Discipline>) {
  return enumerators<Discipline>(
      {{"fcfs", Discipline::fcfs, "first come, first served by the next free worker"},
       {"processor_sharing", Discipline::processor_sharing,
        "processor sharing: all active requests share the workers equally"}});
}

struct PoolSpec {
  std::string name;
  Count workers = unlimited;
  DurationChoice service;
  Count queue = unlimited;
  Discipline discipline = Discipline::fcfs;
};
std::vector<Field> fields(Of<PoolSpec>);
void check(const PoolSpec& spec, Checker& checker);

struct OriginSpec {
  std::string at;
  Count workers{400};
  DurationChoice service;
  Count queue{2000};
  Discipline discipline = Discipline::fcfs;
  std::vector<PoolSpec> then;
  Duration timeout = std::chrono::seconds(100);
};
std::vector<Field> fields(Of<OriginSpec>);
void check(const OriginSpec& spec, Checker& checker);

}  // namespace edgecase
