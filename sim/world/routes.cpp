#include "world/routes.hpp"

#include <algorithm>
#include <utility>

namespace edgecase {

Routes::Routes(const Blueprint& plan)
    : plan_(plan),
      outages_(convergence_groups * plan.pops(), 0),
      by_themselves_(plan.pops(), false),
      held_(plan.timeline.start),
      current_(held_.get()) {}

void Routes::add_outage(const FaultUnit& unit, std::uint8_t group, int change) {
  for (const std::uint16_t pop : unit.pops) outages_[group * plan_.pops() + pop] += change;
  outdated_.set(group);
}

std::vector<bool> Routes::withdrawn_to(std::size_t group) const {
  std::vector<bool> withdrawn = by_themselves_;
  for (std::size_t pop = 0; pop < withdrawn.size(); ++pop)
    if (outages_[group * withdrawn.size() + pop] > 0) withdrawn[pop] = true;
  return withdrawn;
}

void Routes::update(Instant now) {
  if (outdated_.none()) return;
  std::shared_ptr<const Routing> last;  // groups often follow together
  for (std::size_t group = 0; group < convergence_groups; ++group) {
    if (by_group_[group] && !outdated_[group]) continue;
    std::vector<bool> withdrawn = withdrawn_to(group);
    if (!last || last->withdrawn != withdrawn) last = plan_.routing(std::move(withdrawn));
    by_group_[group] = last;
  }
  outdated_.reset();
  if (plan_.spec.design.steering.by == SteeringBy::dns) remember(now);
  held_ = merged(by_group_);
  current_ = held_.get();
}

void Routes::remember(Instant now) {
  const DnsSpec& dns = plan_.spec.world.clients.dns;
  const Duration longest = std::max(dns.ttl, dns.extended_ttl);
  while (!earlier_.empty() && earlier_.front().until + longest <= now) earlier_.pop_front();
  earlier_.push_back({now, held_});
}

const CatchmentLine& Routes::catchment(std::uint16_t metro, Instant looked_up) const {
  for (const Earlier& earlier : earlier_)
    if (looked_up < earlier.until) return earlier.routing->catchments[metro];
  return catchment(metro);
}

}  // namespace edgecase
