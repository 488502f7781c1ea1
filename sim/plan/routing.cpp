#include "plan/routing.hpp"

#include <algorithm>
#include <utility>

#include "core/random.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

namespace {

CatchmentLine catchment_line(const Network& network, MetroIndex metro,
                             const std::vector<bool>& withdrawn) {
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
  return line;
}

std::size_t group_of(MetroIndex metro) { return below(mix(metro, 7), convergence_groups); }

/// The faults that routes of one group of cities have followed at one time, by number.
using Followed = std::vector<bool>;

Followed followed_at(const std::vector<FaultPlan>& faults, Instant at, std::size_t group) {
  Followed followed(faults.size(), false);
  for (std::size_t i = 0; i < faults.size(); ++i) {
    const Duration delay = faults[i].delays[group];
    for (const Turn& turn : faults[i].turns)
      if (at >= turn.from + delay && at < turn.until + delay) followed[i] = true;
  }
  return followed;
}

std::vector<bool> withdrawn_by(const std::vector<FaultPlan>& faults, const Followed& followed,
                               std::size_t pops) {
  std::vector<bool> withdrawn(pops, false);
  for (std::size_t i = 0; i < faults.size(); ++i) {
    if (!followed[i]) continue;
    for (const std::uint16_t pop : faults[i].pops) withdrawn[pop] = true;
  }
  return withdrawn;
}

std::vector<Instant> moves_of(const std::vector<FaultPlan>& faults) {
  std::vector<Instant> moves{Instant{}};
  for (const FaultPlan& fault : faults) {
    if (fault.pops.empty()) continue;
    for (const Turn& turn : fault.turns) {
      for (const Duration delay : fault.delays) {
        moves.push_back(turn.from + delay);
        moves.push_back(turn.until + delay);
      }
    }
  }
  std::ranges::sort(moves);
  moves.erase(std::unique(moves.begin(), moves.end()), moves.end());
  return moves;
}

}  // namespace

std::vector<CatchmentLine> Blueprint::catchments(const std::vector<bool>& withdrawn) const {
  std::vector<CatchmentLine> lines;
  lines.reserve(clients.metros.size());
  for (MetroIndex metro = 0; metro < clients.metros.size(); ++metro)
    lines.push_back(catchment_line(network, metro, withdrawn));
  return lines;
}

// Cities follow group by group; the network's own ways between PoPs with the median group.
void Blueprint::plan_routings() {
  constexpr std::size_t median = convergence_groups / 2;
  const std::vector<FaultPlan>& faults = timeline.faults;
  std::vector<Followed> before(convergence_groups, Followed(faults.size(), false));
  for (const Instant at : moves_of(faults)) {
    Routing next;
    if (timeline.routings.empty()) {
      next.catchments = catchments(std::vector<bool>(pops(), false));
    } else {
      next.catchments = timeline.routings.back().catchments;
    }
    for (std::size_t group = 0; group < convergence_groups; ++group) {
      Followed now = followed_at(faults, at, group);
      if (group == median) next.withdrawn = withdrawn_by(faults, now, pops());
      if (now == before[group]) continue;
      const std::vector<bool> withdrawn = withdrawn_by(faults, now, pops());
      for (MetroIndex metro = 0; metro < clients.metros.size(); ++metro)
        if (group_of(metro) == group)
          next.catchments[metro] = catchment_line(network, metro, withdrawn);
      before[group] = std::move(now);
    }
    timeline.changes.push_back(
        {at, RoutesMove{static_cast<std::uint32_t>(timeline.routings.size())}});
    timeline.routings.push_back(std::move(next));
  }
}

}  // namespace edgecase
