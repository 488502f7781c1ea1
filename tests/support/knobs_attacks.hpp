#pragma once
// The knobs of attacks, of what PoPs carry, and of the people whom guards tell from bots.

#include <string>
#include <utility>
#include <vector>

#include "support/knobs.hpp"
#include "support/knobs_cache.hpp"
#include "support/knobs_compute.hpp"

namespace edgecase::testing {

/// One attack of some seconds.
inline std::string attack_text(const std::string& text) {
  return "world.attacks=[{at: 2s, duration: 6s, " + text + "}]";
}
inline std::string flood_of_packets(const std::string& bandwidth, const std::string& more = "") {
  return attack_text("kind: volumetric, bandwidth: " + bandwidth + more);
}
inline std::string flood_of_connections(const std::string& more) {
  return attack_text("kind: syn_flood, rate: 1k rps" + more);
}
inline std::string flood_of_requests(const std::string& more = "") {
  return attack_text("kind: http_flood, rate: 300 rps, bots: 50" + more);
}

/// Everything passes a guard, so written, and no cache.
inline Overrides behind_guard(const std::string& guard) {
  return {"design.routes={all: {guard: front}}", "design.guards={front: {" + guard + "}}"};
}

/// A key of one kind of attack: what goes after its kind.
struct AttackKnob {
  const char* kind;
  const char* leaf;
  const char* one;
  const char* other;
};
inline constexpr AttackKnob packet_attacks[] = {
    {"volumetric", "bandwidth", "bandwidth: 1Gbps", "bandwidth: 2Gbps"},
    {"volumetric", "packet", "bandwidth: 1Gbps, packet: 100B", "bandwidth: 1Gbps, packet: 64B"},
    {"syn_flood", "rate", "rate: 1k rps", "rate: 2k rps"},
    {"syn_flood", "spoofed", "rate: 1k rps, spoofed: 10%", "rate: 1k rps, spoofed: 100%"},
    {"syn_flood", "packet", "rate: 1k rps, packet: 60B", "rate: 1k rps, packet: 600B"},
    {"dns_flood", "rate", "rate: 1M rps", "rate: 2M rps"},
    {"dns_flood", "packet", "rate: 1M rps, packet: 60B", "rate: 1M rps, packet: 600B"},
};
inline constexpr AttackKnob request_attacks[] = {
    {"credential_stuffing", "valid", "rate: 200 rps, valid: 1%", "rate: 200 rps, valid: 9%"},
    {"rapid_reset", "streams", "rate: 200 rps, streams: 10", "rate: 200 rps, streams: 100"},
    {"slow_requests", "rate", "rate: 200 rps, held: 9s", "rate: 300 rps, held: 9s"},
    {"slow_requests", "held", "rate: 200 rps, held: 1s", "rate: 200 rps, held: 9s"},
    {"zero_day", "succeeds", "rate: 200 rps, succeeds: 1%", "rate: 200 rps, succeeds: 9%"},
};
inline constexpr const char* kinds_with_bots[] = {
    "http_flood",  "cache_busting", "credential_stuffing", "scraping",
    "rapid_reset", "hot_endpoint",  "denial_of_wallet",    "zero_day"};
/// Of any kind that has bots; limits count addresses, scores look at what requests look like.
inline constexpr ChoiceKnob bot_table[] = {
    {"rate", "rate: 200 rps", "rate: 300 rps"},
    {"bots.count", "rate: 200 rps, bots: 9", "rate: 200 rps, bots: 90"},
    {"bots.rotate", "rate: 200 rps, bots: {count: 9, addresses: 9, rotate: 100ms}",
     "rate: 200 rps, bots: {count: 9, addresses: 9, rotate: 3s}"},
    {"bots.addresses", "rate: 200 rps, bots: {count: 9, addresses: 2, rotate: 100ms}",
     "rate: 200 rps, bots: {count: 9, addresses: 9, rotate: 100ms}"},
    {"bots.fingerprint", "rate: 200 rps, bots: {count: 9, fingerprint: crude}",
     "rate: 200 rps, bots: {count: 9, fingerprint: realistic}"},
};

inline std::vector<Knob> attack_kind_knobs() {
  const std::string path = "world.attacks.*.";
  const Overrides narrow{
      "world.edge={links: {hub: 2Gbps}, half_open: {places: 2k, cookies: "
      "false}, connections: 900}"};
  std::vector<Knob> knobs;
  const auto add = [&](const std::string& kind, const std::string& leaf, const char* one,
                       const char* other, const Overrides& around) {
    const auto attack = [&](const char* text) {
      return attack_text("kind: " + kind + ", " + text);
    };
    knobs.push_back({path + kind + "." + leaf, KnobWorld::lab, attack(one), attack(other), around});
  };
  for (const AttackKnob& k : packet_attacks) add(k.kind, k.leaf, k.one, k.other, narrow);
  for (const AttackKnob& k : request_attacks) add(k.kind, k.leaf, k.one, k.other, narrow);
  const Overrides guarded =
      behind_guard("rate_limits: {one: {limit: 5, window: 1s}}, bots: {action: block}");
  for (const char* kind : kinds_with_bots)
    for (const ChoiceKnob& k : bot_table) add(kind, k.leaf, k.one, k.other, guarded);
  const Overrides computed{
      asks_function,
      function_text("cpu: 2ms, servers: {hub: 1, large: 1, medium: 1, small: 1, cores: 1}")};
  for (const char* kind : {"hot_endpoint", "denial_of_wallet"})
    add(kind, "cpu_factor", "rate: 200 rps, cpu_factor: 1", "rate: 200 rps, cpu_factor: 3",
        computed);
  knobs.push_back({path + "preset.of", KnobWorld::lab,
                   attack_text("kind: preset, of: volumetric-typical"),
                   attack_text("kind: preset, of: memcached-2018")});
  return knobs;
}

inline std::vector<Knob> attack_knobs() {
  constexpr KnobWorld lab = KnobWorld::lab;
  constexpr KnobWorld globe = KnobWorld::globe;
  const std::string path = "world.attacks.*.";
  const auto when = [](const std::string& text) {
    return "world.attacks=[{kind: http_flood, rate: 300 rps, " + text + "}]";
  };
  const auto shaped = [](const std::string& shape) {
    return flood_of_requests(", shape: " + shape);
  };
  const auto wide = [](const std::string& more) { return flood_of_packets("90Tbps", ", " + more); };
  const Overrides two_routes{
      "world.routes={x: {share: 50%, size: 1kB}, y: {share: 50%, size: 1kB}}",
      "design.routes={x: {cache: edge}}"};
  return {
      {path + "kind", lab, attack_text("kind: http_flood, rate: 300 rps"),
       attack_text("kind: cache_busting, rate: 300 rps")},
      {path + "at", lab, when("at: 2s, duration: 5s"), when("at: 3s, duration: 5s")},
      {path + "duration", lab, when("at: 2s, duration: 5s"), when("at: 2s, duration: 6s")},
      {path + "shape.steady", lab, shaped("{pulse: {on: 1s, off: 1s}}"), shaped("steady")},
      {path + "shape.ramp.rise", lab, shaped("{ramp: {rise: 1s}}"), shaped("{ramp: {rise: 4s}}")},
      {path + "shape.ramp.fall", lab, shaped("{ramp: {rise: 1s, fall: 1s}}"),
       shaped("{ramp: {rise: 1s, fall: 4s}}")},
      {path + "shape.pulse.on", lab, shaped("{pulse: {on: 1s, off: 1s}}"),
       shaped("{pulse: {on: 2s, off: 1s}}")},
      {path + "shape.pulse.off", lab, shaped("{pulse: {on: 1s, off: 1s}}"),
       shaped("{pulse: {on: 1s, off: 2s}}")},
      {path + "scale", lab, flood_of_requests(", scale: 100%"), flood_of_requests(", scale: 150%")},
      {path + "direct", lab, flood_of_requests(", direct: 10%"),
       flood_of_requests(", direct: 90%")},
      {path + "spread.sources", globe, wide("spread: carpet"), wide("spread: sources")},
      {path + "spread.carpet", globe, wide("spread: {moving: 1s}"), wide("spread: carpet")},
      {path + "spread.moving.every", globe, wide("spread: {moving: 1s}"),
       wide("spread: {moving: 4s}")},
      {path + "from.by", globe, wide("from: {by: evenly}"), wide("from: {by: online_population}")},
      {path + "from.regions", globe, wide("from: {regions: {asia: 1}}"),
       wide("from: {regions: {asia: 1, europe: 2}}")},
      {path + "route", lab, flood_of_requests(", route: x"), flood_of_requests(", route: y"),
       two_routes},
  };
}

/// What PoPs carry: each size in a world of all sizes, the rest in the laboratory.
inline std::vector<Knob> edge_knobs() {
  constexpr KnobWorld lab = KnobWorld::lab;
  constexpr KnobWorld globe = KnobWorld::globe;
  const std::string links = "world.edge.links";
  const std::string cpu = "world.edge.cpu";
  const std::string half_open = "world.edge.half_open";
  const Overrides packets{flood_of_packets("9Gbps")};
  const Overrides small_packets{flood_of_packets("2Gbps", ", packet: 64B")};
  const Overrides everywhere{flood_of_packets("9Tbps")};
  const Overrides requests{flood_of_requests()};
  const Overrides syns{flood_of_connections("")};
  std::vector<Knob> knobs{
      simple(links + ".packet", links, "{hub: 4Gbps, packet: 200B}", "{hub: 4Gbps, packet: 300B}",
             lab, small_packets),
      simple(links + ".buffer", links, "{hub: 8Gbps, buffer: 5ms}", "{hub: 8Gbps, buffer: 50ms}",
             lab, packets),
      simple(cpu + ".busy", cpu, "{busy: 40%}", "{busy: 90%}"),
      simple(cpu + ".request", cpu, "{hub: 0.04, request: 50us}", "{hub: 0.04, request: 90us}", lab,
             requests),
      simple(cpu + ".handshake", cpu, "{hub: 0.04, handshake: 50us}",
             "{hub: 0.04, handshake: 90us}", lab, requests),
      simple(cpu + ".patience", cpu, "{hub: 0.03, patience: 100ms}", "{hub: 0.03, patience: 2s}",
             lab, requests),
      simple(half_open + ".places", half_open, "{cookies: false, places: 100}",
             "{cookies: false, places: 3k}", lab, syns),
      simple(half_open + ".timeout", half_open, "{cookies: false, places: 3k, timeout: 1s}",
             "{cookies: false, places: 3k, timeout: 9s}", lab, syns),
      simple(half_open + ".cookies", half_open, "{places: 3k, cookies: true}",
             "{places: 3k, cookies: false}", lab, syns),
      simple(half_open + ".cookie_cpu", half_open, "{places: 100, cookie_cpu: 1us}",
             "{places: 100, cookie_cpu: 1ms}", lab, syns),
      simple("world.edge.connections", "world.edge.connections", "500", "5k", lab,
             {attack_text("kind: slow_requests, rate: 200 rps, held: 9s")}),
  };
  for (const char* size : {"hub", "large", "medium", "small"}) {
    const std::string of = std::string(".") + size;
    knobs.push_back(simple(links + of, links + of, "1Gbps", "5Gbps", globe, everywhere));
    knobs.push_back(simple(cpu + of, cpu + of, "0.001", "0.005", globe, requests));
  }
  return knobs;
}

/// A limit counts them by what they carry.
inline std::vector<Knob> people_knobs() {
  const std::string people = "world.clients.people.";
  const auto person = [&](const std::string& key, const char* one, const char* other,
                          const std::string& per) {
    return simple(people + key, people + key, one, other, KnobWorld::lab,
                  behind_guard("rate_limits: {one: {per: [" + per + "], limit: 4, window: 1s}}"));
  };
  return {simple(people + "asks_again", people + "asks_again", "0%", "40%"),
          person("requests_per_minute", "10", "100", "ip"),
          person("activity", "1", "4", "ip"),
          person("per_address", "1", "100", "ip"),
          person("sessions", "10%", "90%", "session"),
          person("api_keys", "5", "50", "api_key"),
          person("networks", "1", "50", "asn")};
}

}  // namespace edgecase::testing
