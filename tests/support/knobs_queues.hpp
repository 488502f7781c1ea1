#pragma once
// The knobs of queues, and of jurisdictions of data and stores.

#include <string>
#include <utility>
#include <vector>

#include "support/knobs.hpp"

namespace edgecase::testing {

inline std::string queue_text(const std::string& keys) {
  return "design.stores={jobs: {kind: {queue: {" + keys + "}}}}";
}
inline Overrides asks_queue() {
  return {"design.routes={all: {store: jobs}}", "design.caches={}",
          "world.routes.all.operations={read: 0%, write: 100%}"};
}

inline std::vector<Knob> queue_knobs() {
  constexpr KnobWorld lab = KnobWorld::lab;
  constexpr KnobWorld globe = KnobWorld::globe;
  std::vector<Knob> knobs;
  const auto of = [&](const std::string& key, const std::string& one, const std::string& other,
                      const std::string& keys = "batch: 1") {
    knobs.push_back({"design.stores.*.kind.queue." + key, lab,
                     queue_text(key + ": " + one + ", " + keys),
                     queue_text(key + ": " + other + ", " + keys), asks_queue()});
  };
  of("batch", "1", "5", "batch_wait: 1s");
  of("batch_wait", "10ms", "100ms", "batch: 100");
  of("concurrency", "1", "20");
  of("failures", "0%", "50%");
  of("retries", "0", "3", "batch: 1, failures: 50%");
  of("retry_delay", "0s", "1s", "batch: 1, failures: 50%");
  of("lost_acknowledgements", "0%", "50%");
  of("redelivery", "1s", "3s", "batch: 1, lost_acknowledgements: 50%");
  of("messages", "20 rps", "40 rps");
  for (const char* key : {"processing", "write"}) {
    for (Knob knob : distribution_knobs(std::string("design.stores.*.kind.queue.") + key, "", "ms",
                                        asks_queue())) {
      for (std::string* set : {&knob.one, &knob.other})
        *set = queue_text(std::string(key) + ": " + set->substr(1) + ", batch: 1");
      knobs.push_back(std::move(knob));
    }
  }
  knobs.push_back(simple("world.routes.*.keys.jurisdiction", "world.routes.all.keys.jurisdiction",
                         "eu", "us", globe));
  knobs.push_back({"design.stores.*.jurisdiction",
                   globe,
                   "design.stores={data: {kind: single_home, at: us-east-1}}",
                   "design.stores={data: {kind: single_home, at: us-east-1, jurisdiction: us}}",
                   {"design.routes={all: {store: data}}", "design.caches={}"}});
  return knobs;
}

}  // namespace edgecase::testing
