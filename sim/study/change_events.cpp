// What happens to changes that are shipped, in the order of time.

#include <algorithm>
#include <cmath>
#include <vector>

#include "study/summary.hpp"

namespace edgecase {
namespace {

/// Adds what happened in at least one replication.
void add_event(const Runs& runs, std::size_t change, std::string what,
               const std::vector<double>& seconds, std::vector<ChangeEvent>& events) {
  const RolloutPlan& plan = runs.plan->rollouts.rollouts[change];
  const auto happened = std::ranges::count_if(seconds, [](double s) { return !std::isnan(s); });
  if (happened == 0) return;
  const double ready = in_seconds(Instant{plan.release->at} - runs.plan->measure_from());
  std::vector<double> at;
  for (const double s : seconds) at.push_back(ready + s);
  events.push_back(
      {.change = plan.name,
       .what = std::move(what),
       .at_s = estimate_of(mean_interval(at)),
       .share = static_cast<double>(happened) / static_cast<double>(runs.replications.size())});
}

double mean_seconds(const Occurrence& one) {
  return one.happened() ? one.seconds / static_cast<double>(one.times) : std::nan("");
}

}  // namespace

std::vector<ChangeEvent> change_events_of(const Runs& runs) {
  std::vector<ChangeEvent> events;
  for (std::size_t i = 0; i < runs.plan->rollouts.rollouts.size(); ++i) {
    const RolloutPlan& plan = runs.plan->rollouts.rollouts[i];
    const auto when = [&](auto of) {
      std::vector<double> seconds;
      for (const Replication& replication : runs.replications)
        seconds.push_back(of(replication.seen.rollouts[i].books));
      return seconds;
    };
    const auto add = [&](const char* what, Occurrence RolloutBooks::* member) {
      add_event(runs, i, what,
                when([&](const RolloutBooks& books) { return mean_seconds(books.*member); }),
                events);
    };
    add("found to be bad by its review", &RolloutBooks::found);
    for (std::size_t step = 0; step < plan.steps.size(); ++step)
      add_event(runs, i, "step: " + plan.steps[step].name,
                when([&](const RolloutBooks& books) { return mean_seconds(books.steps[step]); }),
                events);
    add("does harm", &RolloutBooks::harmful);
    for (const bool by_check : {true, false})
      add_event(runs, i, by_check ? "noticed by a check" : "noticed by an alert",
                when([&](const RolloutBooks& books) {
                  return (books.by_check > 0) == by_check ? mean_seconds(books.noticed)
                                                          : std::nan("");
                }),
                events);
    add("decided to undo it", &RolloutBooks::decided);
    add("undone everywhere", &RolloutBooks::undone);
    add("everybody has it", &RolloutBooks::everywhere);
  }
  std::ranges::stable_sort(events, {}, [](const ChangeEvent& event) { return event.at_s.mean; });
  return events;
}

}  // namespace edgecase
