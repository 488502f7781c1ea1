#pragma once
// Every value of a scenario as a run uses it, for `run --print-config`: an omitted key is shown
// with the value that applies (the runtime's keep-alive, the cache's ttl), not as `none`.

#include <vector>

#include "load/origin.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

std::vector<ConfigRow> resolved_config(const Blueprint& plan);

}  // namespace edgecase
