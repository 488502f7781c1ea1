#pragma once
// The knobs of access: gates, what happens to people's rights, quotas.

#include <string>
#include <utility>
#include <vector>

#include "support/knobs.hpp"
#include "support/knobs_freshness.hpp"

namespace edgecase::testing {

inline std::string gate_text(const std::string& gate) {
  return "design.access={door: {" + gate + "}}";
}
/// Everything passes the gate, then the cache; people come back every second.
inline Overrides behind_gate(const Overrides& more = {}) {
  Overrides all{"design.routes={all: {cache: edge, access: door}}",
                "world.clients.people.requests_per_minute=60"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}
inline std::string revocation_text(const std::string& text) {
  return "world.revocations=[{" + text + "}]";
}
inline std::string compromise_text(const std::string& text) {
  return "world.compromises=[{" + text + "}]";
}
inline std::string outage_of(const std::string& service) {
  return "world.faults=[{kind: service_down, target: {service: " + service +
         "}, at: 6s, duration: 4s}]";
}
/// Half of the people lose their right, or their device, early in the run.
inline Overrides half_revoked() { return behind_gate({revocation_text("at: 2s, users: 50%")}); }
inline Overrides half_compromised() {
  return behind_gate({compromise_text("at: 2s, devices: 50%")});
}

/// A key of a gate: what stands before and after its value.
inline Knob gate_knob(const std::string& leaf, const std::string& one, const std::string& other,
                      KnobWorld world = KnobWorld::lab, Overrides around = behind_gate()) {
  return {"design.access.*." + leaf, world, gate_text(one), gate_text(other), std::move(around)};
}

inline std::vector<Knob> login_knobs() {
  const std::string nobody_in = "session: {already_in: 0%}, identity: {";
  const auto identity = [&](const std::string& leaf, const std::string& one,
                            const std::string& other, KnobWorld world,
                            const std::string& with = "") {
    return gate_knob("identity." + leaf, nobody_in + with + leaf + ": " + one + "}",
                     nobody_in + with + leaf + ": " + other + "}", world);
  };
  const std::string quick = "identity: {work: 1ms, person: 1ms}, session: {already_in: 0%, ";
  std::vector<Knob> knobs{
      identity("at", "us-east-1", "eu-west-3", KnobWorld::globe),
      identity("round_trips", "1", "5", KnobWorld::globe),
      identity("workers", "1", "3", KnobWorld::lab, "work: 9ms, "),
      identity("queue", "0", "9", KnobWorld::lab, "work: 9ms, workers: 1, "),
      gate_knob("session.lifetime", quick + "token: 1s, lifetime: 2s}",
                quick + "token: 1s, lifetime: 5s}"),
      // A renewal asks the store, which is far.
      gate_knob("session.token", quick + "lifetime: 1h, token: 1s}",
                quick + "lifetime: 1h, token: 5s}", KnobWorld::globe),
      gate_knob("session.already_in", "session: {already_in: 10%}", "session: {already_in: 50%}"),
  };
  for (const std::string part : {"work", "person"}) {
    const std::string rest = part == "work" ? "person: 1ms, " : "work: 1ms, ";
    for (Knob& knob : wrapped_distribution(
             "design.access.*.identity." + part,
             "design.access={door: {" + nobody_in + rest + part + ": ", "}}}", behind_gate()))
      knobs.push_back(std::move(knob));
  }
  return knobs;
}

inline std::vector<Knob> validation_knobs() {
  const auto choice = [](const std::string& kind, const std::string& text) {
    return "validation: {" + kind + ": {" + text + "}}";
  };
  const auto central = [&](const std::string& leaf, const std::string& one,
                           const std::string& other, KnobWorld world, const Overrides& around) {
    return gate_knob("validation.introspection." + leaf, choice("introspection", leaf + ": " + one),
                     choice("introspection", leaf + ": " + other), world, around);
  };
  std::vector<Knob> knobs{
      gate_knob("validation.at_edge.cpu", choice("at_edge", "cpu: 10us"),
                choice("at_edge", "cpu: 1ms")),
      gate_knob("validation.at_edge.revocation_list",
                choice("at_edge", "propagation: 1s, revocation_list: true"),
                choice("at_edge", "propagation: 1s, revocation_list: false"), KnobWorld::lab,
                half_revoked()),
      central("at", "us-east-1", "eu-west-3", KnobWorld::globe, behind_gate()),
      central("cache", "0s", "5s", KnobWorld::lab, behind_gate()),
      central("when_down", "refuse", "allow", KnobWorld::lab,
              behind_gate({outage_of("introspection")})),
  };
  for (Knob& knob : wrapped_distribution(
           "design.access.*.validation.introspection.work",
           "design.access={door: {validation: {introspection: {work: ", "}}}}", behind_gate()))
    knobs.push_back(std::move(knob));
  for (Knob knob : distribution_knobs("design.access.*.validation.at_edge.propagation", "", "s",
                                      half_revoked())) {
    for (std::string* set : {&knob.one, &knob.other})
      *set = gate_text(choice("at_edge", "propagation: " + set->substr(1)));
    knobs.push_back(std::move(knob));
  }
  return knobs;
}

inline std::vector<Knob> machine_knobs() {
  constexpr KnobWorld globe = KnobWorld::globe;
  const std::string key = "credential: api_key, keys: {";
  const Overrides consumers = behind_gate({"world.clients.people.api_keys=9"});
  return {
      gate_knob("credential", "credential: user", "credential: certificate"),
      // Few consumers share what a PoP looked up; machines have a secret each.
      gate_knob("credential", "credential: service_token", "credential: api_key", globe, consumers),
      gate_knob("keys.cache", key + "cache: 0s}", key + "cache: 10s}", globe, consumers),
      gate_knob("keys.cpu", key + "cpu: 10us}", key + "cpu: 1ms}", KnobWorld::lab, consumers),
      gate_knob("certificate_cpu", "credential: certificate, certificate_cpu: 10us",
                "credential: certificate, certificate_cpu: 1ms"),
  };
}

inline std::vector<Knob> device_knobs() {
  const auto posture = [](const std::string& leaf, const std::string& one, const std::string& other,
                          const std::string& with = "poll: 1s, ") {
    return gate_knob("posture." + leaf, "posture: {" + with + leaf + ": " + one + "}",
                     "posture: {" + with + leaf + ": " + other + "}", KnobWorld::lab,
                     half_compromised());
  };
  return {posture("poll", "1s", "5s", "latency: 0s, "), posture("latency", "0s", "3s"),
          posture("detects", "90%", "50%", "poll: 1s, latency: 0s, "),
          posture("cpu", "10us", "1ms")};
}

inline std::vector<Knob> policy_knobs() {
  const auto policy = [](const std::string& leaf, const std::string& one,
                         const std::string& other) {
    return gate_knob("policy." + leaf, "policy: {" + leaf + ": " + one + "}",
                     "policy: {" + leaf + ": " + other + "}");
  };
  return {policy("rules", "1", "1k"), policy("cpu", "1us", "100us"),
          policy("denied", "10%", "50%")};
}

/// What a gate depends on, and what of it is down.
inline std::vector<Knob> dependency_knobs() {
  const Overrides no_store = behind_gate({outage_of("store")});
  const std::string renewed = "session: {lifetime: 1h, token: 1s, already_in: 100%}";
  const std::string needs = renewed + ", needs_store: ";
  const std::string down = "world.faults.*.service_down.target.service";
  const Overrides gate = behind_gate({gate_text(renewed)});
  return {
      gate_knob("needs_store", needs + "nothing", needs + "logins", KnobWorld::lab, no_store),
      gate_knob("needs_store", needs + "logins", needs + "everything", KnobWorld::lab, no_store),
      {down, KnobWorld::lab, outage_of("identity"), outage_of("store"), gate},
      {down, KnobWorld::lab, outage_of("introspection"), outage_of("store"), gate},
  };
}

inline std::vector<Knob> rights_knobs() {
  const std::string list = gate_text("validation: {at_edge: {propagation: 1s}}");
  const std::string reports = gate_text("posture: {poll: 1s, latency: 0s}");
  const auto revocation = [&](const std::string& leaf, const std::string& one,
                              const std::string& other) -> Knob {
    return {"world.revocations.*." + leaf, KnobWorld::lab, revocation_text(one),
            revocation_text(other), behind_gate({list})};
  };
  const auto compromise = [&](const std::string& leaf, const std::string& one,
                              const std::string& other) -> Knob {
    return {"world.compromises.*." + leaf, KnobWorld::lab, compromise_text(one),
            compromise_text(other), behind_gate({reports})};
  };
  return {revocation("at", "at: 2s, users: 50%", "at: 6s, users: 50%"),
          revocation("users", "at: 2s, users: 10%", "at: 2s, users: 50%"),
          compromise("at", "at: 2s, devices: 50%", "at: 6s, devices: 50%"),
          compromise("devices", "at: 2s, devices: 10%", "at: 2s, devices: 50%")};
}

inline std::vector<Knob> quota_knobs() {
  const auto quotas = [](const std::string& text) { return "design.quotas={few: {" + text + "}}"; };
  const Overrides around{"design.routes={all: {cache: edge, quota: few}}",
                         "world.clients.people.requests_per_minute=60"};
  const auto quota = [&](const std::string& leaf, const std::string& one,
                         const std::string& other) -> Knob {
    return {"design.quotas.*." + leaf, KnobWorld::lab, quotas(one), quotas(other), around};
  };
  const auto plan = [&](const std::string& leaf, const std::string& one, const std::string& other) {
    return quota("plans.*." + leaf, "plans: {all: {" + one + "}}", "plans: {all: {" + other + "}}");
  };
  const auto split = [](const std::string& small, const std::string& large) {
    return "plans: {small: {requests: 2, consumers: " + small +
           "}, large: {requests: 9, consumers: " + large + "}}";
  };
  return {
      plan("requests", "requests: 2", "requests: 5"),
      plan("period", "requests: 2, period: 1s", "requests: 2, period: 5s"),
      quota("plans.*.consumers", split("50%", "50%"), split("90%", "10%")),
      plan("over", "requests: 2, over: refuse", "requests: 2, over: allow"),
      quota("cpu", "plans: {all: {requests: 2}}, cpu: 10us",
            "plans: {all: {requests: 2}}, cpu: 1ms"),
  };
}

inline std::vector<Knob> access_knobs() {
  std::vector<Knob> all;
  for (auto* part : {&login_knobs, &validation_knobs, &machine_knobs, &device_knobs, &policy_knobs,
                     &dependency_knobs, &rights_knobs, &quota_knobs})
    for (Knob& knob : part()) all.push_back(std::move(knob));
  const std::string route = "design.routes.*.";
  all.push_back({route + "access",
                 KnobWorld::lab,
                 "design.routes={all: {cache: edge, access: a}}",
                 "design.routes={all: {cache: edge, access: b}}",
                 {"design.access={a: {policy: {denied: 10%}}, b: {policy: {denied: 50%}}}"}});
  all.push_back({route + "quota",
                 KnobWorld::lab,
                 "design.routes={all: {cache: edge, quota: a}}",
                 "design.routes={all: {cache: edge, quota: b}}",
                 {"design.quotas={a: {plans: {all: {requests: 1}}}, b: {plans: {all: {requests: "
                  "9}}}}"}});
  return all;
}

}  // namespace edgecase::testing
