#pragma once
// Where requests go at present: not to PoPs that faults have taken out of routes, nor to those that
// have withdrawn by themselves. Cities follow a fault group by group; the network's own ways
// between PoPs follow with the median group.

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "plan/blueprint.hpp"

namespace edgecase {

class Routes {
 public:
  explicit Routes(const Blueprint& plan);

  const CatchmentLine& catchment(std::uint16_t metro) const { return current_->catchments[metro]; }
  /// By the routes of an earlier time, as an address that was looked up then leads.
  const CatchmentLine& catchment(std::uint16_t metro, Instant looked_up) const;
  /// Whether users are steered by name, and the name's answer has changed in this run.
  bool remembers() const { return !earlier_.empty(); }
  bool withdrawn(std::uint16_t pop) const { return current_->withdrawn[pop]; }
  const Routing& current() const { return *current_; }

  // Changes have effect at the next update(): those of one instant all at once.
  void apply(const RoutesLeave& change) {
    add_outage(plan_.timeline.unit_of(change.fault, change.unit), change.group, 1);
  }
  void apply(const RoutesReturn& change) {
    add_outage(plan_.timeline.unit_of(change.fault, change.unit), change.group, -1);
  }
  void apply(const PopWithdraws& change) { set_withdrawn(change.pop, true); }
  void apply(const PopAnnounces& change) { set_withdrawn(change.pop, false); }

  bool outdated() const { return outdated_.any(); }
  void update(Instant now);

 private:
  void set_withdrawn(std::uint16_t pop, bool withdrawn) {
    if (by_themselves_[pop] != withdrawn) outdated_.set();
    by_themselves_[pop] = withdrawn;
  }

  void add_outage(const FaultUnit& unit, std::uint8_t group, int change);
  std::vector<bool> withdrawn_to(std::size_t group) const;
  void remember(Instant now);

  const Blueprint& plan_;
  std::vector<int> outages_;         // that routes have followed, by group of cities, then by PoP
  std::vector<bool> by_themselves_;  // PoPs that have withdrawn
  RoutingsByGroup by_group_;         // since the first update
  std::shared_ptr<const Routing> held_;
  const Routing* current_;
  std::bitset<convergence_groups> outdated_;

  struct Earlier {
    Instant until;
    std::shared_ptr<const Routing> routing;
  };
  std::deque<Earlier> earlier_;  // that resolvers may still know, oldest first; only by name
};

}  // namespace edgecase
