#include "plan/routing.hpp"

#include <algorithm>
#include <utility>

#include "core/random.hpp"
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

std::size_t convergence_group(MetroIndex metro) { return below(mix(metro, 7), convergence_groups); }

std::shared_ptr<const Routing> merged(const RoutingsByGroup& by_group) {
  constexpr std::size_t median = convergence_groups / 2;
  const std::shared_ptr<const Routing>& middle = by_group[median];
  const auto same = [&](const auto& routing) { return routing == middle; };
  if (std::ranges::all_of(by_group, same)) return middle;
  Routing all{.withdrawn = middle->withdrawn, .catchments = {}};
  all.catchments.reserve(middle->catchments.size());
  for (MetroIndex metro = 0; metro < middle->catchments.size(); ++metro)
    all.catchments.push_back(by_group[convergence_group(metro)]->catchments[metro]);
  return std::make_shared<const Routing>(std::move(all));
}

// Faults that routes have followed when time starts.
void Blueprint::plan_start() {
  RoutingsByGroup by_group;
  for (std::size_t group = 0; group < convergence_groups; ++group) {
    std::vector<bool> withdrawn(pops(), false);
    for (const FaultPlan& fault : timeline.faults) {
      if (fault.random || spec.design.steering.by == SteeringBy::dns) continue;  // a run knows when
      const Duration delay = fault.delays[group];
      const bool followed = std::ranges::any_of(fault.turns, [&](const Turn& turn) {
        return turn.from + delay <= Instant{} && turn.until + delay > Instant{};
      });
      if (!followed) continue;
      for (const std::uint16_t pop : fault.units.front().pops) withdrawn[pop] = true;
    }
    by_group[group] = routing(std::move(withdrawn));
  }
  timeline.start = merged(by_group);
}

}  // namespace edgecase
