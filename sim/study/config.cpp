#include "study/config.hpp"

#include <fmt/core.h>

#include "load/text/path.hpp"

namespace edgecase {
namespace {

/// Fills an empty row with the value that applies, and states where it comes from.
class Filler {
 public:
  explicit Filler(std::vector<ConfigRow>& rows) : rows_(rows) {}

  void operator()(const std::string& path, std::string value, std::string from,
                  std::string date = {}) {
    for (ConfigRow& row : rows_) {
      if (row.path != path || (row.value != "none" && !row.value.empty())) continue;
      if (row.origin != ValueOrigin::default_) continue;
      row.value = std::move(value);
      row.provenance = {std::move(from), std::move(date), false};
      return;
    }
  }

 private:
  std::vector<ConfigRow>& rows_;
};

void fill_functions(const Blueprint& plan, Filler& fill) {
  for (const auto& [name, function] : plan.spec.design.compute) {
    const auto found = plan.setting.runtimes.find(name);
    if (found == plan.setting.runtimes.end()) continue;
    const RuntimeSpec& runtime = found->second;
    const std::string path = join_path("design.compute", name) + ".";
    const std::string from = "the runtime " + function.runtime;
    const auto set = [&](const char* key, std::string value) {
      fill(path + key, std::move(value), from, runtime.retrieved);
    };
    set("keep_alive", Scalar<Duration>::print(runtime.keep_alive));
    set("concurrency", Scalar<Count>::print(runtime.concurrency));
    set("memory", Scalar<Bytes>::print(runtime.memory));
    for (const auto& one : names(Of<Sharding>{}))
      if (one.value == runtime.sharding) set("sharding", one.name);
  }
}

}  // namespace

std::vector<ConfigRow> resolved_config(const Blueprint& plan) {
  std::vector<ConfigRow> rows = config_rows(plan.spec, *plan.setting.document);
  Filler fill(rows);
  fill_functions(plan, fill);
  for (const auto& [name, route] : plan.spec.design.routes) {
    const auto cache = plan.spec.design.caches.find(route.cache);
    if (cache == plan.spec.design.caches.end()) continue;
    fill(join_path("design.routes", name) + ".ttl", Scalar<Duration>::print(cache->second.ttl),
         "design.caches." + route.cache);
  }
  fill("world.origin.at", plan.origin.at, "the network " + plan.spec.world.network);
  fill("design.purge.from", plan.origin.at, "where the origin is");
  return rows;
}

}  // namespace edgecase
