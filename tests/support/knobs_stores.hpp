#pragma once
// The knobs of stores, and of what requests do to their keys.

#include <string>
#include <utility>
#include <vector>

#include "support/knobs.hpp"

namespace edgecase::testing {

/// A kind of store in a design: design.stores.data={kind: {KIND: {KEYS}}MORE}.
inline std::string store_text(const std::string& kind, const std::string& keys,
                              const std::string& more = "") {
  return "design.stores={data: {kind: {" + kind + ": {" + keys + "}}" + more + "}}";
}
inline Overrides asks_store(Overrides more = {}) {
  Overrides around{"design.routes={all: {store: data}}", "design.caches={}",
                   "world.routes.all.operations={read: 70%, write: 10%, read_modify_write: 20%}"};
  for (std::string& one : more) around.push_back(std::move(one));
  return around;
}
inline Overrides cheap_store(Overrides more = {}) {
  more.insert(more.end(), short_prices.begin(), short_prices.end());
  return asks_store(std::move(more));
}

/// Keys of each kind.
inline std::vector<Knob> store_kind_knobs() {
  constexpr KnobWorld lab = KnobWorld::lab;
  constexpr KnobWorld globe = KnobWorld::globe;
  const std::string path = "design.stores.*.";
  std::vector<Knob> knobs;
  const auto of = [&](const std::string& kind, const std::string& key, const std::string& one,
                      const std::string& other, KnobWorld world, const std::string& keys = "",
                      const std::string& more = "", Overrides around = cheap_store()) {
    const std::string rest = keys.empty() ? "" : ", " + keys;
    knobs.push_back({path + "kind." + kind + "." + key, world,
                     store_text(kind, key + ": " + one + rest, more),
                     store_text(kind, key + ": " + other + rest, more), std::move(around)});
  };
  const Overrides paid = asks_store();
  of("object", "class", "standard", "infrequent", globe, "", "", paid);
  of("object", "replicas", "[eu-west-1]", "[eu-west-1, sa-east-1]", globe, "", ", sold_by: edge",
     paid);
  of("kv", "cache_ttl", "1s", "3s", lab);
  of("kv", "regional_tier", "true", "false", globe);
  of("kv", "copy_read", "1ms", "4ms", lab);
  of("kv", "writes_per_key", "1 rps", "9 rps", lab);
  of("single_home", "home", "first_use", "at", globe);
  const std::string slow = "service: 20ms";
  of("single_home", "longest_wait", "1ms", "900ms", lab, slow);
  of("single_home", "hibernate_after", "10ms", "10s", lab);
  const Overrides home_lost =
      cheap_store({"world.faults=[{kind: store_down, store: data, at: 10s, duration: 9s}]"});
  of("single_home", "on_loss", "moves", "refuses", globe, "home: at, move_after: 1s", "",
     home_lost);
  of("single_home", "move_after", "1s", "4s", globe, "home: at", "", home_lost);
  const std::string there = "replicas: [eu-west-1]";
  of("replicated", "replicas", "[eu-west-1]", "[sa-east-1]", globe);
  of("replicated", "reads", "nearest", "leader", globe, there);
  of("replicated", "failover", "automatic", "none", globe, there + ", detection: 1s", "",
     home_lost);
  of("replicated", "detection", "1s", "3s", globe, there, "", home_lost);
  of("replicated", "decision", "1s", "3s", globe, there + ", failover: manual, detection: 1s", "",
     home_lost);
  of("quorum", "replicas", "[eu-west-1, sa-east-1]", "[eu-west-1, ap-northeast-1]", globe);
  of("quorum", "r", "1", "2", lab, "replicas: [lab, lab]");
  of("quorum", "w", "1", "2", lab, "replicas: [lab, lab]");
  of("quorum", "choice", "fastest", "random", lab, "replicas: [lab, lab], r: 1, w: 1");
  of("origin_db", "replicas", "[eu-west-1]", "[sa-east-1]", globe);
  const std::string busy = "write: 50ms";
  of("origin_db", "connections", "1", "3", lab, busy);
  of("origin_db", "queue", "0", "5", lab, busy + ", connections: 1");
  of("origin_db", "pooled", "true", "false", globe);
  of("origin_db", "handshake", "1", "4", globe, "pooled: false");
  return knobs;
}

/// Keys of every kind, of routes, and of faults.
inline std::vector<Knob> store_knobs() {
  constexpr KnobWorld lab = KnobWorld::lab;
  constexpr KnobWorld globe = KnobWorld::globe;
  const std::string path = "design.stores.*.";
  const std::string there = "replicas: [eu-west-1]";
  const Overrides paid = asks_store();
  const Overrides home_lost =
      cheap_store({"world.faults=[{kind: store_down, store: data, at: 10s, duration: 9s}]"});
  std::vector<Knob> knobs = store_kind_knobs();
  const auto common = [&](const std::string& key, const std::string& kind, const std::string& one,
                          const std::string& other, KnobWorld world, const std::string& more = "",
                          Overrides around = cheap_store()) {
    const auto set = [&](const std::string& value) {
      return "design.stores={data: {kind: " + kind + ", " + key + ": " + value + more + "}}";
    };
    knobs.push_back({path + key, world, set(one), set(other), std::move(around)});
  };
  common("at", "object", "us-east-1", "eu-west-3", globe);
  common("sold_by", "object", "edge", "cloud", globe, "", paid);
  common("conflicts", "object", "last_write_wins", "compare_and_set", lab);
  common("attempts", "object", "1", "9", lab, ", conflicts: compare_and_set");
  common("timeout", "object", "300ms", "2s", globe, "", home_lost);

  const Overrides away = cheap_store({"design.stores={data: {kind: kv}}"});
  knobs.push_back(simple("world.routes.*.keys.owner", "world.routes.all.keys", "{owner: shared}",
                         "{owner: user}", globe, away));
  knobs.push_back(simple("world.routes.*.keys.roaming", "world.routes.all.keys",
                         "{owner: user, roaming: 0%}", "{owner: user, roaming: 50%}", globe, away));
  knobs.push_back(simple("world.routes.*.keys.stock", "world.routes.all.keys", "{stock: 0}",
                         "{stock: 5}", lab, away));
  knobs.push_back({"design.routes.*.store",
                   lab,
                   "design.routes={all: {store: a}}",
                   "design.routes={all: {store: b}}",
                   {"design.stores={a: {kind: object}, b: {kind: single_home}}", short_prices[0],
                    short_prices[1]}});
  const std::string fault = "world.faults.*.";
  const Overrides well = cheap_store({store_text("replicated", there + ", detection: 1s")});
  const auto down = [](const std::string& kind) {
    return "world.faults=[{kind: " + kind + ", at: 10s, duration: 9s}]";
  };
  knobs.push_back({fault + "store_down.store", globe, down("store_down, store: data"),
                   down("store_down, store: nothing"), well});
  knobs.push_back({fault + "store_down.site", globe, down("store_down, store: data"),
                   down("store_down, store: data, site: eu-west-1"), well});
  knobs.push_back({fault + "region_isolated.region", globe, down("region_isolated, region: europe"),
                   down("region_isolated, region: asia"), well});
  return knobs;
}

/// Times of stores that are distributions. Where what they delay is a version, in seconds.
inline std::vector<Knob> store_distributions() {
  constexpr KnobWorld lab = KnobWorld::lab;
  std::vector<Knob> knobs;
  const auto add = [&](const std::string& kind, const std::string& key, const char* unit,
                       KnobWorld world, const std::string& keys = "") {
    for (Knob knob :
         distribution_knobs("design.stores.*.kind." + kind + "." + key, "", unit, asks_store())) {
      knob.world = world;
      for (std::string* set : {&knob.one, &knob.other})
        *set = store_text(kind, key + ": " + set->substr(1) + (keys.empty() ? "" : ", " + keys));
      knobs.push_back(std::move(knob));
    }
  };
  add("object", "read", "ms", lab);
  add("object", "write", "ms", lab);
  const std::string expiring = "cache_ttl: 1s, writes_per_key: 100 rps";
  add("kv", "read", "ms", lab, expiring);
  add("kv", "write", "ms", lab, expiring);
  add("kv", "propagation", "s", lab, expiring);
  add("single_home", "service", "ms", lab);
  add("single_home", "wake", "ms", lab, "hibernate_after: 10ms");
  const std::string there = "replicas: [eu-west-1]";
  add("replicated", "read", "ms", lab, "replicas: [lab]");
  add("replicated", "write", "ms", lab, "replicas: [lab]");
  add("replicated", "lag", "s", KnobWorld::globe, there);
  add("quorum", "read", "ms", lab, "replicas: [lab, lab]");
  add("quorum", "write", "ms", lab, "replicas: [lab, lab]");
  add("origin_db", "read", "ms", lab);
  add("origin_db", "write", "ms", lab);
  add("origin_db", "lag", "s", KnobWorld::globe, there);
  return knobs;
}

inline std::vector<Knob> all_store_knobs() {
  std::vector<Knob> all = store_knobs();
  for (Knob& knob : store_distributions()) all.push_back(std::move(knob));
  return all;
}

}  // namespace edgecase::testing
