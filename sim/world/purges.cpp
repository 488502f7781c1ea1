#include "world/purges.hpp"

#include <algorithm>

#include "model/purge/queue.hpp"

namespace edgecase {

Purges::Purges(const Blueprint& plan, const Truth& truth, std::uint64_t seed,
               std::uint64_t replication)
    : plan_(plan), truth_(truth) {
  std::vector<const PurgeRequestSpec*> requests;
  for (const PurgeRequestSpec& request : plan.spec.world.purges) requests.push_back(&request);
  std::ranges::stable_sort(requests, {}, &PurgeRequestSpec::at);
  PurgeQueue queue(limits_of(plan.purging.spec));
  for (const PurgeRequestSpec* request : requests) {
    const auto at = std::ranges::find(plan.routes, request->route, &RoutePlan::name);
    const PurgedRoute route{at->first_object, at->objects, at->tags, at->prefixes};
    PurgeTarget target(request->what, route, seed, replication);
    const Instant asked{request->at};
    const Instant heard = plan.timeline.sent(asked + plan.purging.to_ingest);
    const Instant accepted = queue.accept(heard, target.by_url());
    purges_.push_back(
        {asked, accepted, static_cast<std::uint8_t>(at - plan.routes.begin()), std::move(target)});
  }
}

void Purges::schedule(Changes& changes) const {
  for (std::uint32_t n = 0; n < purges_.size(); ++n) {
    for (std::uint16_t pop = 0; pop < plan_.pops(); ++pop) {
      const Duration delay = truth_.propagation()->delay(n, pop);
      changes.add(purges_[n].accepted + delay, PurgeArrives{n, pop});
    }
  }
}

PurgeReach Purges::reach() const {
  constexpr std::uint64_t most_on_change = 400;  // enough for quantiles
  PurgeReach reach;
  const PurgePropagation* propagation = truth_.propagation();
  if (propagation == nullptr) return reach;
  std::vector<Duration> delays(plan_.pops());
  const auto add = [&](std::uint64_t n, Instant asked, Instant accepted) {
    propagation->delays(n, delays);
    for (Duration& delay : delays) delay += accepted - asked;
    reach.add(delays);
  };
  for (std::size_t n = 0; n < purges_.size(); ++n) add(n, purges_[n].asked, purges_[n].accepted);
  // Every stride-th change of the measured time, so that a backlog that grows is seen as it grows.
  const std::vector<OnChange> measured = measured_on_change();
  const std::uint64_t stride = measured.size() / most_on_change + 1;
  for (std::size_t i = stride / 2; i < measured.size(); i += stride)
    add(measured[i].number, measured[i].asked, measured[i].accepted);
  return reach;
}

std::vector<Purges::OnChange> Purges::measured_on_change() const {
  std::vector<OnChange> found;
  std::uint64_t number = purges_.size();
  for (std::uint8_t route = 0; route < plan_.routes.size(); ++route) {
    const std::vector<Instant>& accepted = truth_.accepted(route);
    for (std::size_t i = 0; i < accepted.size(); ++i) {
      const Instant asked = truth_.changes(route)->all()[i].at;
      if (asked >= plan_.measure_from() && asked < plan_.end())
        found.push_back({number + i, asked, accepted[i]});
    }
    number += accepted.size();
  }
  return found;
}

std::vector<std::uint64_t> Purges::asked_for() const {
  std::vector<std::uint64_t> counts(plan_.time.phases.count() * plan_.routes.size());
  const auto add = [&](std::uint8_t route, Instant at) {
    if (at >= plan_.measure_from() && at < plan_.end())
      ++counts[plan_.time.phases.at(at) * plan_.routes.size() + route];
  };
  for (const Purge& purge : purges_) add(purge.route, purge.asked);
  for (std::uint8_t route = 0; route < plan_.routes.size(); ++route) {
    const std::size_t purged = truth_.accepted(route).size();
    for (std::size_t i = 0; i < purged; ++i) add(route, truth_.changes(route)->all()[i].at);
  }
  return counts;
}

}  // namespace edgecase
