#include "plan/routing.hpp"

#include <algorithm>
#include <utility>

#include "plan/blueprint.hpp"

namespace edgecase {

std::vector<CatchmentLine> Blueprint::catchments(const std::vector<bool>& withdrawn) const {
  std::vector<CatchmentLine> lines;
  lines.reserve(clients.metros.size());
  for (MetroIndex metro = 0; metro < clients.metros.size(); ++metro) {
    stop_.check();
    CatchmentLine line;
    line.pop.fill(no_pop);
    line.last.fill(UINT16_MAX);
    line.rtt_ns.fill(0);
    double up_to = 0;
    std::size_t i = 0;
    Catchment catchment = network.catchment(metro, withdrawn);
    if (catchment.empty())
      catchment = network.catchment(metro);  // no PoP answers, wherever routes lead
    for (const Serving& serving : catchment) {
      up_to += serving.share;
      line.pop[i] = static_cast<std::uint16_t>(serving.pop);
      line.last[i] = static_cast<std::uint16_t>(std::clamp(up_to * 65536 - 0.5, 0.0, 65535.0));
      line.rtt_ns[i] = static_cast<float>(
          from_seconds(network.metro_to_pop_ms(metro, serving.pop) * 1e-3).count());
      ++i;
    }
    line.last[i - 1] = UINT16_MAX;
    lines.push_back(line);
  }
  return lines;
}

std::shared_ptr<const Routing> Routings::of(std::vector<bool> withdrawn, const Compute& compute) {
  {
    const std::lock_guard lock(guard_);
    if (const auto at = known_.find(withdrawn); at != known_.end()) return at->second;
  }
  std::vector<CatchmentLine> lines = compute(withdrawn);
  auto routing = std::make_shared<const Routing>(Routing{std::move(withdrawn), std::move(lines)});
  const std::lock_guard lock(guard_);
  if (known_.size() >= most) known_.clear();
  return known_.emplace(routing->withdrawn, std::move(routing)).first->second;
}

std::shared_ptr<const Routing> Blueprint::routing(std::vector<bool> withdrawn) const {
  return routings_.of(std::move(withdrawn),
                      [this](const std::vector<bool>& which) { return catchments(which); });
}

void Blueprint::plan_start() {
  std::vector<bool> withdrawn(pops(), false);
  for (const FaultPlan& fault : timeline.faults) {
    if (fault.routes_leave() > Instant{} || fault.routes_return() <= Instant{}) continue;
    for (const std::uint16_t pop : fault.pops) withdrawn[pop] = true;
  }
  timeline.start = routing(std::move(withdrawn));
}

}  // namespace edgecase
