#include "world/truth.hpp"

#include <algorithm>

#include "model/purge/queue.hpp"

namespace edgecase {
namespace {

constexpr std::uint64_t first_notes = 1 << 16;

}  // namespace

Truth::Truth(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication, StopFlag stop)
    : versions_(plan.routes.size(), nullptr),
      accepted_(plan.routes.size()),
      first_purge_(plan.routes.size(), plan.spec.world.purges.size()),
      memory_(0, "the metadata of changed content"),
      notes_(static_cast<Note*>(memory_.data())) {
  for (const RoutePlan& route : plan.routes) {
    logs_.emplace_back();
    if (!route.changes || plan.answered_by_store(logs_.size() - 1)) continue;
    logs_.back().emplace(*route.changes, route.first_object, route.objects, plan.end(), seed,
                         replication, stop);
  }
  if (!plan.purging.paths) return;
  propagation_.emplace(plan.purging.spec, *plan.purging.paths, seed, replication);
  ingest_ = plan.purging.paths->ingest;
  if (plan.purging.on_change) accept_purges(plan, stop);
}

/// The platform's rate limit applies to the changes of all routes together.
void Truth::accept_purges(const Blueprint& plan, StopFlag stop) {
  struct Asked {
    Instant at;
    std::uint8_t route;
    std::uint32_t change;
  };
  std::vector<Asked> asked;
  std::uint64_t number = plan.spec.world.purges.size();
  for (std::uint8_t route = 0; route < plan.routes.size(); ++route) {
    if (!logs_[route] || plan.routes[route].cache < 0) continue;
    const auto all = logs_[route]->all();
    first_purge_[route] = number;
    number += all.size();
    accepted_[route].resize(all.size());
    for (std::uint32_t i = 0; i < all.size(); ++i) asked.push_back({all[i].at, route, i});
  }
  std::stable_sort(asked.begin(), asked.end(), [stop](const Asked& a, const Asked& b) {
    stop.check();  // there may be 200 million
    return a.at < b.at;
  });
  PurgeQueue queue(limits_of(plan.purging.spec));
  for (const Asked& a : asked) {
    stop.check();
    accepted_[a.route][a.change] = queue.accept(a.at + plan.purging.to_ingest, true);
  }
}

Instant Truth::purged_at(std::uint8_t route, std::uint32_t object, std::uint16_t pop,
                         Instant fetched, Instant now) const {
  const std::vector<Instant>& accepted = accepted_[route];
  if (accepted.empty()) return Instant::max();
  const ChangeLog& log = *logs_[route];
  for (std::size_t i = log.index_after(object, fetched); i < accepted.size();
       i = log.index_after(object, log.all()[i].at)) {
    const Instant effect =
        accepted[i] + propagation_->delay(first_purge_[route] + i, pop == no_pop ? ingest_ : pop);
    if (effect > now) return effect;
  }
  return Instant::max();
}

void Truth::note(NodeId copy, std::uint8_t route, std::uint32_t object, std::uint16_t pop,
                 const Kept& kept, Instant now) {
  const Instant purged = kept.outdated == Instant::max() || !logs_[route]
                             ? Instant::max()
                             : purged_at(route, object, pop, kept.fetched, now);
  const std::int64_t stands_for = versions_[route] == nullptr
                                      ? kept.outdated.time_since_epoch().count()
                                      : std::int64_t{kept.version};
  if (copy >= noted_) {
    noted_ = std::max({first_notes, noted_ * 2, std::uint64_t{copy} + 1});
    memory_.grow(noted_ * sizeof(Note));
    notes_ = static_cast<Note*>(memory_.data());
  }
  notes_[copy] = {stands_for, purged.time_since_epoch().count()};
}

}  // namespace edgecase
