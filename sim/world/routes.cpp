#include "world/routes.hpp"

#include <utility>

namespace edgecase {

Routes::Routes(const Blueprint& plan)
    : plan_(plan),
      planned_(&plan.timeline.routings.front()),
      by_themselves_(plan.pops(), false),
      current_(planned_) {}

void Routes::apply(const RoutesMove& change) {
  planned_ = &plan_.timeline.routings[change.routing];
  outdated_ = true;
}

void Routes::update() {
  outdated_ = false;
  std::vector<bool> withdrawn = planned_->withdrawn;
  bool any = false;
  for (std::size_t pop = 0; pop < withdrawn.size(); ++pop) {
    any |= by_themselves_[pop];
    if (by_themselves_[pop]) withdrawn[pop] = true;
  }
  current_ = planned_;
  if (!any) return;
  std::vector<CatchmentLine> lines = plan_.catchments(withdrawn);
  merged_ = {std::move(withdrawn), std::move(lines)};
  current_ = &merged_;
}

}  // namespace edgecase
