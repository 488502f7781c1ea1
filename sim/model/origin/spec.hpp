#pragma once
// What a scenario says of the origin: `world.origin`.

#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "load/distribution.hpp"
#include "load/fields.hpp"

namespace edgecase {

enum class Discipline { fcfs, processor_sharing };
inline auto names(Of<Discipline>) {
  return enumerators<Discipline>(
      {{"fcfs", Discipline::fcfs, "first come, first served by the next free worker"},
       {"processor_sharing", Discipline::processor_sharing,
        "all requests in work share the workers equally"}});
}

struct PoolSpec {
  std::string name;
  Count workers = unlimited;
  DurationChoice service;
  Count queue = unlimited;
  Discipline discipline = Discipline::fcfs;
};
inline auto fields(Of<PoolSpec>) {
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
inline auto fields(Of<OriginSpec>) {
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
void check(const OriginSpec& spec, Checker& checker);

}  // namespace edgecase
