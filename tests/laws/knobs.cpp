// Every key of a scenario does something: two values of it give different results, or the second is
// refused. A new key without an entry in the tables fails.
#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "load/explain.hpp"
#include "support/knob_runs.hpp"
#include "support/knobs_all.hpp"
#include "support/knobs_failure.hpp"
#include "support/knobs_queues.hpp"
#include "support/knobs_rollouts.hpp"
#include "support/knobs_stores.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

/// Names and titles change what a report calls things; the version is checked elsewhere.
bool is_name(const std::string& path) {
  static const std::set<std::string> labels{"apiVersion",
                                            "kind",
                                            "metadata.name",
                                            "metadata.title",
                                            "metadata.question",
                                            "metadata.tags",
                                            "world.demand.phases.*.name",
                                            "world.origin.then.*.name",
                                            "design.compute.*.account.source",
                                            "world.faults.*.name",
                                            "world.attacks.*.name",
                                            "slos.*.name"};
  return labels.contains(path);
}

std::vector<std::string> leaves() {
  const std::vector<std::string> paths = known_paths(type_of<ScenarioSpec>());
  std::vector<std::string> found;
  for (const std::string& path : paths) {
    const bool inner = std::any_of(paths.begin(), paths.end(), [&](const std::string& other) {
      return other.starts_with(path + ".");
    });
    if (!inner && !is_name(path)) found.push_back(path);
  }
  return found;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("knobs: every key of a scenario has an entry, and every entry is a key") {
    std::set<std::string> entries;
    for (const Knob& knob : usual_knobs()) entries.insert(knob.path);
    for (const Knob& knob : pressed_knobs()) entries.insert(knob.path);
    for (const Knob& knob : failure_knobs()) entries.insert(knob.path);
    for (const Knob& knob : all_store_knobs()) entries.insert(knob.path);
    for (const Knob& knob : rollout_knobs()) entries.insert(knob.path);
    for (const Knob& knob : queue_knobs()) entries.insert(knob.path);
    const std::vector<std::string> keys = leaves();
    for (const std::string& key : keys) {
      CAPTURE(key);
      CHECK(entries.contains(key));
    }
    for (const std::string& entry : entries) {
      CAPTURE(entry);
      CHECK(std::find(keys.begin(), keys.end(), entry) != keys.end());
    }
  }

  TEST_CASE("knobs: every key changes something or is refused") { check_knobs(usual_knobs()); }
}
