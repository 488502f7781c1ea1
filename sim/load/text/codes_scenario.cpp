// EC02xx: errors of a scenario as a whole.
#include "load/text/codes.hpp"

namespace edgecase {

namespace {

constexpr CodeEntry scenario_entries[] = {
    {code::shares_sum, "shares do not add up to 100%",
     "These shares divide one whole (all requests, all values of a distribution), so they must\n"
     "add up to 100%. They are not rescaled silently, as it is unclear which of them is wrong.",
     "routes:\n  images: {share: 80%}\n  api: {share: 30%}",
     "routes:\n  images: {share: 80%}\n  api: {share: 20%}"},
    {code::outside_horizon, "a time lies outside the run",
     "Something starts after the end of the run (or before it begins), so it would have no "
     "effect.\n"
     "A run lasts horizon.warm_up + horizon.measure.",
     "horizon: {warm_up: 1min, measure: 5min}\nfaults: [{kind: pop_down, at: 10min, duration: "
     "1min}]",
     "horizon: {warm_up: 1min, measure: 5min}\nfaults: [{kind: pop_down, at: 2min, duration: "
     "1min}]"},
    {code::unknown_metric, "unknown metric",
     "A metric is a dotted name, optionally with labels in braces. `edgecase explain` lists all\n"
     "metrics; `edgecase explain METRIC` shows unit and labels.",
     "slos: [{name: fast, indicator: latency.p95x, value: 120ms}]",
     "slos: [{name: fast, indicator: \"latency.p95{route=images}\", value: 120ms}]"},
    {code::bad_threshold, "threshold without a comparison",
     "A threshold is a comparison (<, <=, >, >=) and a limit in the metric's unit. It passes only\n"
     "if the whole confidence interval meets it.",
     "thresholds: {latency.p99: [400ms]}", "thresholds: {latency.p99: [\"< 400ms\"]}"},
    {code::bad_curve, "impossible concentration curve",
     "Each point gives the share of requests that go to the most popular share of objects. Both\n"
     "must increase, and each further segment of objects must be less popular than the previous.",
     "popularity: {empirical: [{objects: 10%, requests: 40%}, {objects: 20%, requests: 90%}]}",
     "popularity: {empirical: [{objects: 1%, requests: 14%}, {objects: 10%, requests: 38%}]}"},
    {code::needs_future, "policy needs future requests",
     "Some cache policies are theoretical bounds: they need to know the next request of every\n"
     "object. This works for the replay of a trace (`edgecase cache`), not in a scenario.",
     "caches: {static: {policy: belady}}", "caches: {static: {policy: s3_fifo}}"},
    {code::said_twice, "key conflicts with another key",
     "A route that replays a trace takes its objects, their popularity and their sizes from the\n"
     "trace; the keys for these would have no effect.",
     "all: {trace: day.oracleGeneral.zst, objects: 1000}", "all: {trace: day.oracleGeneral.zst}"},
    {code::month_full, "phases exceed a month",
     "The phases of a projection share one month of 30 days: together they must not exceed it.\n"
     "The rest is filled with measured time outside of all phases, if there is any.",
     "projection: [{name: flash, from: 10min, to: 20min, share: 80%},\n"
     "             {name: attack, from: 20min, to: 25min, share: 30%}]",
     "projection: [{name: flash, from: 10min, to: 20min, times: 4/month},\n"
     "             {name: attack, from: 20min, to: 25min, times: 6/year}]"},
    {code::not_sampled, "not compatible with sampling",
     "With world.sample one simulated object represents several, with their requests, and caches\n"
     "shrink by the same factor. Anything that depends on the full request rate would come out\n"
     "wrong: queues with few workers, cold starts, rate limits and filters, repeated requests of\n"
     "one client. So would caches and routes with too few objects left.",
     "world: {sample: 1%, origin: {workers: 400, service: 50ms}}",
     "world: {sample: 1%, origin: {workers: unlimited, service: 50ms}}"},
    {code::store_limit, "beyond a limit of a store's platform",
     "Platforms refuse values above a size and writes to one key above a rate. The message names\n"
     "the limit and its source. Keep large values elsewhere; spread writes over more keys, or let\n"
     "one instance take them all.",
     "counter: {objects: 1, operations: {read: 0%, write: 100%}}    # in a kv store",
     "counter: {objects: 1000, operations: {read: 0%, write: 100%}}"},
    {code::stale_reads, "a quorum that may miss the last write",
     "A read meets the last write for certain only if r + w is more than the number of replicas.",
     "kind: {quorum: {replicas: [eu-west-1, us-west-2], r: 1, w: 1}}",
     "kind: {quorum: {replicas: [eu-west-1, us-west-2], r: 2, w: 2}}"},
    {code::shared_limit, "a limit counts the requests of several routes",
     "The routes share a guard, and its limit does not distinguish them: requests of one use up\n"
     "what is meant for the other. Count by route too, or give each route a guard of its own.",
     "rate_limits: {login: {per: [ip], limit: 10, window: 1min}}",
     "rate_limits: {login: {per: [ip, route], limit: 10, window: 1min}}"},
};

}  // namespace

std::span<const CodeEntry> scenario_codes() { return scenario_entries; }

}  // namespace edgecase
