#include "world/routes.hpp"

#include <utility>

namespace edgecase {

Routes::Routes(const Blueprint& plan)
    : plan_(plan),
      outages_(convergence_groups * plan.pops(), 0),
      by_themselves_(plan.pops(), false),
      held_(plan.timeline.start),
      current_(held_.get()) {}

void Routes::add_outage(std::uint32_t fault, std::uint8_t group, int change) {
  for (const std::uint16_t pop : plan_.timeline.pops_down(fault))
    outages_[group * plan_.pops() + pop] += change;
  outdated_.set(group);
}

std::vector<bool> Routes::withdrawn_to(std::size_t group) const {
  std::vector<bool> withdrawn = by_themselves_;
  for (std::size_t pop = 0; pop < withdrawn.size(); ++pop)
    if (outages_[group * withdrawn.size() + pop] > 0) withdrawn[pop] = true;
  return withdrawn;
}

void Routes::update() {
  if (outdated_.none()) return;
  std::shared_ptr<const Routing> last;  // groups often follow together
  for (std::size_t group = 0; group < convergence_groups; ++group) {
    if (by_group_[group] && !outdated_[group]) continue;
    std::vector<bool> withdrawn = withdrawn_to(group);
    if (!last || last->withdrawn != withdrawn) last = plan_.routing(std::move(withdrawn));
    by_group_[group] = last;
  }
  outdated_.reset();
  held_ = merged(by_group_);
  current_ = held_.get();
}

}  // namespace edgecase
