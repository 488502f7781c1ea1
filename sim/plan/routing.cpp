#include "plan/routing.hpp"

#include <algorithm>

#include "plan/blueprint.hpp"

namespace edgecase {

std::vector<CatchmentLine> Blueprint::catchments(const std::vector<bool>& withdrawn) const {
  std::vector<CatchmentLine> lines;
  lines.reserve(clients.metros.size());
  for (MetroIndex metro = 0; metro < clients.metros.size(); ++metro) {
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

void Blueprint::plan_routings() {
  std::vector<Instant> moves{Instant{}};
  for (const FaultPlan& fault : timeline.faults) {
    if (fault.pops.empty()) continue;
    moves.push_back(fault.from + fault.convergence);
    moves.push_back(fault.until + fault.convergence);
  }
  std::ranges::sort(moves);
  moves.erase(std::unique(moves.begin(), moves.end()), moves.end());
  for (const Instant at : moves) {
    std::vector<bool> withdrawn(pops(), false);
    for (const FaultPlan& fault : timeline.faults) {
      if (at < fault.from + fault.convergence || at >= fault.until + fault.convergence) continue;
      for (const std::uint16_t pop : fault.pops) withdrawn[pop] = true;
    }
    std::vector<CatchmentLine> lines = catchments(withdrawn);
    timeline.changes.push_back(
        {at, RoutesMove{static_cast<std::uint32_t>(timeline.routings.size())}});
    timeline.routings.push_back({std::move(withdrawn), std::move(lines)});
  }
}

}  // namespace edgecase
