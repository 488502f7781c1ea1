#pragma once
// The texts of the case of practice.hpp: its world, its file, and what a case may have besides.

#include <string>

namespace edgecase::test {

inline std::string queue_world() {
  return "apiVersion: edgecase/v1\nkind: Scenario\nmetadata: {name: queue, question: secret-of-the-"
         "scenario}\nworld:\n  network: lab\n  horizon: {warm_up: 1s, measure: 10s}\n"
         "  demand: {rate: 50 rps}\n  routes: {all: {share: 100%, objects: 100, size: 1kB}}\n"
         "  origin: {workers: 1, service: {exponential: {mean: 10ms}}, queue: unlimited}\n"
         "design:\n  routes: {all: {}}\n"
         "  caches: {edge: {capacity: 30kB, ttl: 2s, policy: lru}}\n";
}

inline std::string queue_case(const std::string& more = "") {
  return "apiVersion: edgecase/v1\nkind: Case\n"
         "metadata: {name: queue-up, title: A queue, stories: [tok-story]}\n"
         "brief: {customer: developer, text: Make it fast}\n"
         "world: {extends: world.yaml, replications: 3}\n"
         "levers:\n"
         "  - {path: design.routes.all.cache, about: which cache, try: \"[edge, edge]\"}\n"
         "  - {path: design.caches.edge, about: the cache, hygiene: true}\n"
         "rows:\n"
         "  - {name: up, indicator: availability, op: gte, value: 99%, points: 30}\n"
         "  - {name: offload, indicator: hit_ratio, op: gte, value: 10%, points: 30, because: "
         "tok-because}\n"
         "  - {name: fast, indicator: latency.mean, value: 100s, points: 30, only_if: [offload], "
         "margin_se: 7.125}\n"
         "claims: {min: 1, points: 10}\n" +
         more;
}

inline std::string queue_extras() {
  return "forecasts:\n"
         "  - {name: hits, quantity: latency.mean, ignorant: [1.5ms, 99.5s]}\n"
         "  - {name: tok-later, quantity: hit_ratio, scale: logit, ignorant: [1%, 98.125%], after: "
         "tok-ball}\n"
         "facts: [{ask: traffic, words: [rps, tok-word], answer: tok-answer, price: 3}]\n"
         "hints: [{text: tok-hint, price: 4}]\n"
         "curveballs:\n"
         "  - {name: tok-ball, after: {run: 1}, reveal: tok-reveal, patch: {world.demand.rate: "
         "40.5 rps}, must_flip: [offload], repair: {design.caches.edge.ttl: 61.25s}}\n"
         "probes: [{name: tok-probe, area: failure, asks: 'tok-asks {it}', evidence: "
         "errors.share, stress: {world.demand.rate: 99.5 rps}},\n"
         "  {name: slow, area: latency, asks: 'The mean is {it}.', evidence: latency.mean, rows: "
         "[offload]}]\n"
         "anchors:\n"
         "  - {name: naive, rank: 1, about: tok-naive}\n"
         "  - {name: reference, rank: 2, about: tok-reference, set: {design.routes.all.cache: "
         "edge, "
         "design.caches.edge.ttl: 3.875s}}\n"
         "variants: {count: 1, draw: {world.demand.rate: 44.25 rps..55.75 rps}}\n";
}

}  // namespace edgecase::test
