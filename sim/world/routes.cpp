#include "world/routes.hpp"

#include <utility>

namespace edgecase {

Routes::Routes(const Blueprint& plan)
    : plan_(plan),
      outages_(plan.pops(), 0),
      by_themselves_(plan.pops(), false),
      held_(plan.timeline.start),
      current_(held_.get()) {}

void Routes::add_outage(std::uint32_t fault, int change) {
  for (const std::uint16_t pop : plan_.timeline.faults[fault].pops) outages_[pop] += change;
  outdated_ = true;
}

void Routes::update() {
  outdated_ = false;
  std::vector<bool> withdrawn = by_themselves_;
  for (std::size_t pop = 0; pop < withdrawn.size(); ++pop)
    if (outages_[pop] > 0) withdrawn[pop] = true;
  held_ = plan_.routing(std::move(withdrawn));
  current_ = held_.get();
}

}  // namespace edgecase
