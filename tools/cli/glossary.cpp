#include "cli/glossary.hpp"

#include <array>

#include <fmt/core.h>

#include "load/text/synonyms.hpp"
#include "measure/stage.hpp"
#include "metrics/metrics.hpp"

namespace edgecase::cli {
namespace {

struct Term {
  std::string_view words;  // separated by commas
  std::string_view meaning;
  std::string_view see;  // topics of `explain`, separated by commas
};

constexpr Term terms[] = {
    {"egress", "bytes that leave a network; cloud and edge platforms bill them",
     "edge.egress, origin.egress, cost.monthly"},
    {"offload", "share of the requests that never reach the origin", "origin.offload"},
    {"origin", "the servers behind the edge that hold the content", "world.origin"},
    {"edge, pop, point of presence, site, colo",
     "a data centre of the edge network near users; anycast routes each request to one",
     "world.network, design.pops, world.edge"},
    {"catchment, anycast, bgp",
     "all PoPs announce the same addresses; a PoP's catchment is the users whose providers route "
     "to it (edgecase net catchments)",
     "world.network"},
    {"upper tier, tiered cache, origin shield, shield, parent cache",
     "a second cache between the PoPs and the origin", "caches.upper_tier"},
    {"cache reserve, persistent cache",
     "an object store between the caches and the origin, which evicts only by retention period",
     "caches.reserve"},
    {"hit ratio, cache hit rate, chr, hit rate",
     "share of the requests that a cache answers; by bytes: byte_hit_ratio",
     "hit_ratio, byte_hit_ratio"},
    {"swr, stale while revalidate", "an expired copy is served while a fresh one is fetched",
     "caches.stale_while_revalidate"},
    {"coalescing, collapsing, request collapsing, thundering herd, dogpile, cache stampede",
     "requests for an object that is being fetched wait for that one fetch", "caches.collapse"},
    {"cache busting", "requests with unique query strings, which no cache has seen before",
     "world.routes.NAME.unique_queries, design.routes.NAME.ignore_query"},
    {"cache key, vary", "what identifies a cached copy: the URL, its query, and variants",
     "design.routes.NAME.key, world.routes.NAME.variants"},
    {"purge, invalidation, ban", "removes changed content from caches",
     "design.purge, world.purges"},
    {"rollout, deployment, release, canary, blast radius, progressive delivery",
     "a change reaches the PoPs or users step by step; a check compares those that have it with "
     "the others before the next step (edgecase change). Versions of functions that replace their "
     "instances at intervals: compute.redeploy_every",
     "world.changes, design.rollout, compute.redeploy_every"},
    {"rollback, revert, kill switch, feature flag, break glass",
     "a change is undone by a check, an alert or a person, with a tool that may itself be down",
     "rollout.rollback, design.tools, world.changes"},
    {"on call, paging, mttd, mttr, time to detect",
     "who is paged, and how long until a change is noticed, decided on and undone",
     "rollout.rollback, design.alerts, change.detect.seconds, change.repair.seconds"},
    {"burn rate, error budget, slo alert",
     "alerts on how fast the failures that an objective allows are used up",
     "design.alerts, alerts.pages, alerts.budget.spent"},
    {"sla credit, service credit",
     "what a provider pays back when it misses its agreement: CloudFront averages error rates of "
     "five minutes",
     "sla.uptime, sla.credit.share"},
    {"failover, fail over, redundancy, outage, disaster recovery",
     "what happens when a part fails: users move to other PoPs after the routes converge, stale "
     "copies are served, requests are retried",
     "world.faults, recovery.seconds, caches.stale_if_error, world.clients.retry"},
    {"ddos, dos, flood, botnet, attack", "traffic sent to overload or abuse a service",
     "world.attacks, design.guards, design.protection, attack.leaked.share"},
    {"syn flood", "half-open connections that fill a PoP's tables", "world.attacks, world.edge"},
    {"scrubbing, mitigation", "filters that drop the packets of a flood",
     "design.protection.scrubbing, attack.mitigated.seconds"},
    {"blast radius", "users' requests that failed because of attacks, as time of a full outage",
     "attack.blast_radius"},
    {"waf, firewall", "rules on the content of requests", "guards.waf"},
    {"rate limiting, throttling, 429", "limits on the requests of one client",
     "guards.rate_limits, design.quotas"},
    {"captcha, turnstile, challenge", "clients must prove that a human is using them",
     "guards.challenge"},
    {"zero trust, sso, jwt, posture, seat",
     "users and devices are checked on each request; seats are billed per user",
     "design.access, world.demand.users.active"},
    {"lambda, aws lambda, faas, function, worker, workers, serverless, cloud functions",
     "code that runs per request; each platform is a runtime of the catalogue, such as isolate, "
     "lambda-go or cloud-run",
     "design.compute, compute.runtime"},
    {"isolate, microvm, container, fargate, cloud run",
     "kinds of runtimes, by how they isolate functions and how fast they start",
     "compute.runtime, compute.cold_start"},
    {"cold start, warm start",
     "cold: the request waits until an instance has started; warm: an instance is ready",
     "compute.cold_start, cold_start.share, cold_start.delay.mean, compute.keep_alive"},
    {"provisioned concurrency, reserved concurrency, min instances",
     "provisioned instances are always ready, and billed. Reserved concurrency, a part of the "
     "account's limit kept for one function, is not modelled",
     "compute.provisioned, compute.account"},
    {"r2, s3, object storage, gcs, blob storage",
     "a store of kind `object`: strongly consistent, in one place. As an origin it is billed by "
     "the sheet of design.prices.origin; between edge and origin, a cache reserve is one",
     "stores.kind.object, design.prices.origin, caches.reserve, meters"},
    {"kv, key value, workers kv, edge config, cloudfront keyvaluestore",
     "a store of kind `kv`: copies near users that may be a minute old; slow writes, about one a "
     "second and key",
     "stores.kind.kv, store.stale.share"},
    {"durable object, durable objects, actor, single writer, single home",
     "a store of kind `single_home`: one instance for each key, which serves its requests in turn",
     "stores.kind.single_home"},
    {"d1, database, store, state, postgres, rds, aurora, hyperdrive, connection pool",
     "a store of kind `origin_db`: one server with a limited number of connections, pooled or not, "
     "and read replicas; `replicated` has a leader that fails over",
     "design.stores, stores.kind.origin_db, stores.kind.replicated"},
    {"dynamodb, global tables, cassandra, dynamo, quorum, r + w > n",
     "a store of kind `quorum`: a write is done when W of N replicas have it, a read takes the "
     "newest of R answers; if R + W > N it shows every write before it. Tables of a cloud are "
     "billed as DynamoDB",
     "stores.kind.quorum, EC0905"},
    {"read replica, replication lag, leader, primary, follower, failover, rpo, rto",
     "copies of a database that follow its leader after a lag; what they lack is lost if one of "
     "them is promoted",
     "stores.kind.replicated, store.rpo, store.rto"},
    {"last write wins, lww, compare and set, cas, optimistic locking, crdt, merge, conflict",
     "what happens to updates of one key that do not know of each other: the later one wins and "
     "the other is lost; or it starts again; or the store merges them (counters, sets)",
     "stores.conflicts, store.lost_updates.share"},
    {"oversell, oversold, inventory, double spend, stock",
     "units that are sold twice, as two buyers were shown the last one",
     "routes.keys, store.oversold"},
    {"cross-region replication, replication, sync, synchronisation",
     "each write is copied to other places, and its bytes are paid for at the price of the region "
     "that they leave",
     "stores.kind.object, design.stores"},
    {"linearizable, linearizability, strong consistency, strongly consistent",
     "each operation seems to happen at one moment between its invocation and its answer, so a "
     "read "
     "returns the last write that had been answered (edgecase consistency FILE)",
     "EC0309"},
    {"eventual consistency, eventually consistent, stale read, staleness",
     "a stale read returns a version that had been overwritten before: by how many versions, and "
     "for how long, is counted (edgecase consistency FILE)",
     "EC0309"},
    {"read-your-writes, session guarantees",
     "what a session reads of a key is at least as new as what it has written there itself",
     "EC0309"},
    {"monotonic reads", "what a session reads of a key is never older than what it read before",
     "EC0309"},
    {"lost update, lost updates",
     "two clients read the same version and both write: the second overwrites what it has not "
     "seen. Compare-and-set, one serial owner per key, or values that merge prevent it",
     "EC0309"},
    {"g0, g1, g1a, g1b, g1c, dirty write, dirty read, aborted read, intermediate read",
     "anomalies that read committed rules out: transactions overwrote each other (G0), read what "
     "was rolled back (G1a) or overwritten later by its writer (G1b), or depend on each other in a "
     "circle (G1c)",
     "EC0309"},
    {"g-single, read skew",
     "a transaction saw one effect of another and missed another; snapshot isolation rules it out. "
     "G-single-realtime: it missed what had been committed before it began",
     "EC0309"},
    {"g2-item, g2, write skew",
     "two transactions each read what the other changed, and both committed; snapshot isolation "
     "allows it, serializability rules it out",
     "EC0309"},
    {"serializable, serializability, isolation, isolation level",
     "transactions have the effect of some order one after the other; strictly: of one that agrees "
     "with real time",
     "EC0309"},
    {"dns, resolver",
     "the stage in which a client looks up the site's address; depends on the TTL of the "
     "name and on how many users share a resolver",
     "world.clients.dns, resolver.miss_share"},
    {"http3, quic, tls, tcp, handshake, 0-rtt",
     "round trips before the first request of a connection", "world.clients"},
    {"rtt, round trip", "time to another place and back (edgecase net rtt FROM TO)",
     "world.network"},
    {"ttfb, time to first byte", "time until the first byte of the answer arrives", "ttfb"},
    {"p50, p95, p99, p99.9, percentile, median, tail",
     "the latency that this share of the requests does not exceed", "latency"},
    {"mser, mser-5, warm up, steady state, transient",
     "MSER-5 (White, 1997) finds where measurements have stopped drifting. Unless the scenario has "
     "timed events, the warm-up is doubled until they do",
     "world.horizon.warm_up"},
    {"confidence interval, interval, 95% interval, precision, significant, replication, seed",
     "a run is repeated with other random numbers (replications); the interval contains the mean "
     "with 95% probability. --precision 1% repeats until it is narrow enough",
     "EC0204"},
    {"inconclusive, pass, fail, broken, verdict",
     "an objective passes if its whole interval meets the limit, fails if none of it does, and is "
     "inconclusive otherwise (more --replications decide)",
     "slos, thresholds"},
    {"knock-out, knock out", "the same run without one component or event, to measure its effect",
     "attack.cost.monthly, latency_without_cold_starts"},
    {"slo, sla, sli, objective, error budget", "limits on metrics that a design must meet",
     "slos, thresholds, availability"},
    {"availability, uptime", "share of the requests that were answered",
     "availability, errors.share"},
    {"zipf, zipfian, popularity, long tail, skew",
     "request share of the k-th most popular object is proportional to k^-exponent",
     "routes.popularity"},
    {"lru, eviction, s3-fifo, sieve, arc, lfu", "what a full cache removes first", "caches.policy"},
    {"extends, inherit, base",
     "extends: base.yaml at the top of a file: mappings are merged with those of the base, lists "
     "whose items have a name by name, everything else is replaced",
     "EC0124"},
    {"set, --set, override", "changes one value for one run: --set design.caches.edge.ttl=5min",
     "EC0125"},
    {"units, unit", "300ms, 5min, 20kB, 64GiB, 20k rps, 35%, 50Mbps, $18k; only 0 needs none",
     "EC0109, EC0110"},
    {"price sheet, prices, pricing, list price, plan", "YAML files with public prices and sources",
     "design.prices, prices, EC0126"},
    {"free tier, allowance", "what an account gets free of charge each month",
     "design.prices.free_tier"},
    {"projection, month, billing month", "how measured time becomes a month of 30 days",
     "world.projection, cost.monthly"},
    {"margin, cost to serve", "the provider's side of the bill, on assumed costs",
     "margin.monthly, cost_to_serve.monthly, design.prices.serve"},
    {"sample, sampling, scale",
     "only a sample of the objects is simulated, and counts are scaled up", "world.sample, EC0209"},
    {"trace, log, recording", "recorded requests that a route replays (also: edgecase cache)",
     "world.routes.NAME.trace, EC0301"},
    {"origin rate, backend load", "requests that reach the origin", "origin.rate"},
    {"hub", "the largest sites of a network; tiers and purges have hubs too",
     "design.pops, caches.upper_tier, design.purge.model"},
    {"link, edge_cpu, bot_score, unreachable, rate_limit, quota, firewall",
     "where an attack's requests are stopped (labels of attack.ended.share)", "attack.ended.share"},
    {"local_rate", "how often a function is called in one place", "function.cold_share"},
    {"offline, gossip, hub and spoke, core based", "ways in which purges spread",
     "design.purge.model"},
    {"leaked, leak", "requests of an attack that reached a function or the origin",
     "attack.leaked.share"},
    {"besieged", "the time during which attacks last", "besieged.availability, besieged.latency"},
    {"retry storm, retry, amplification", "clients repeat requests that were not answered",
     "world.clients.retry, retries.share"},
    {"queue, utilisation, erlang, worker pool", "requests wait for a free worker of the origin",
     "world.origin.workers, world.origin.queue, origin.wait.mean"},
    {"people, bots", "requests of legitimate users, and of attacks; counted separately",
     "world.clients.people, world.attacks"},
};

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

template <class Do>
void each(std::string_view list, Do&& act) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    act(trimmed(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

/// Names that reports print, and what kind of thing they are.
struct Names {
  std::string_view of;
  std::string_view see;
  std::span<const std::string_view> names, meanings;
};
constexpr std::array vocabulary{
    Names{"a stage of a request's time", "latency", stage_names, stage_meanings},
    Names{"a failure cause", "errors.share", failure_names, failure_meanings},
    Names{"a cache status", "answers.share", cache_status_names, cache_status_meanings},
    Names{"a tier of caches", "hit_ratio", cache_level_names, cache_level_meanings},
    Names{"a reason for a fetch from the origin", "origin.rate", fetch_cause_names,
          fetch_cause_meanings},
};

std::string see_also(std::string_view topics) {
  std::string text;
  each(topics, [&](std::string_view topic) {
    text +=
        fmt::format("{}edgecase explain {}", text.empty() ? "  see      " : "\n           ", topic);
  });
  return text + "\n";
}

std::string of_labels(std::string_view word) {
  std::string text;
  for (const MetricFamily& family : metric_families())
    for (const MetricLabel* label : family.labels)
      if (same_word(label->name, word))
        text += fmt::format("{}{}", text.empty() ? "" : ", ", family.name);
  return text.empty() ? text : fmt::format("{}: a label of the metrics {}\n", word, text);
}

}  // namespace

std::string glossary_text(std::string_view word) {
  std::string text;
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : "\n") + more; };
  for (const Names& names : vocabulary)
    for (std::size_t i = 0; i < names.names.size(); ++i)
      if (same_word(names.names[i], word))
        add(fmt::format("{} ({}): {}\n\n{}", names.names[i], names.of, names.meanings[i],
                        see_also(names.see)));
  for (const Term& term : terms) {
    bool found = false;
    each(term.words, [&](std::string_view one) { found = found || same_word(one, word); });
    if (found) add(fmt::format("{}: {}\n\n{}", word, term.meaning, see_also(term.see)));
  }
  if (const std::string labels = of_labels(word); !labels.empty()) add(labels);
  return text;
}

std::vector<std::string_view> glossary_words() {
  std::vector<std::string_view> all;
  for (const Names& names : vocabulary)
    all.insert(all.end(), names.names.begin(), names.names.end());
  for (const Term& term : terms)
    each(term.words, [&](std::string_view one) { all.push_back(one); });
  return all;
}

}  // namespace edgecase::cli
