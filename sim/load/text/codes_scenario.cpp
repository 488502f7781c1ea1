// EC02xx: what is wrong with a scenario as a whole.
#include "load/text/codes.hpp"

namespace edgecase {

namespace {

constexpr CodeEntry scenario_entries[] = {
    {code::shares_sum, "shares do not add up to 100%",
     "These shares divide one whole (all requests, all values of a distribution), so they must "
     "add\n"
     "up to 100%. Nothing is scaled silently: which of them is wrong is yours to say.",
     "routes:\n  images: {share: 80%}\n  api: {share: 30%}",
     "routes:\n  images: {share: 80%}\n  api: {share: 20%}"},
    {code::outside_horizon, "a time lies outside the run",
     "Something starts after the run has ended (or before it began), so it would have no effect.\n"
     "The run lasts for horizon.warm_up + horizon.measure.",
     "horizon: {warm_up: 1min, measure: 5min}\nfaults: [{kind: pop_down, at: 10min, duration: "
     "1min}]",
     "horizon: {warm_up: 1min, measure: 5min}\nfaults: [{kind: pop_down, at: 2min, duration: "
     "1min}]"},
    {code::unknown_metric, "no such metric",
     "A metric is a dotted name, with labels in braces that narrow it. `edgecase explain metrics`\n"
     "lists them all with their units and labels.",
     "slos: [{name: fast, indicator: latency.p95x, value: 120ms}]",
     "slos: [{name: fast, indicator: \"latency.p95{route=images}\", value: 120ms}]"},
    {code::bad_threshold, "a threshold without a comparison",
     "A threshold is a comparison (<, <=, >, >=) and a limit in the metric's unit. It passes only\n"
     "if the whole confidence interval keeps it.",
     "thresholds: {latency.p99: [400ms]}", "thresholds: {latency.p99: [\"< 400ms\"]}"},
    {code::bad_curve, "a concentration curve that cannot be",
     "Each point says which part of all requests goes to the most popular part of all objects.\n"
     "Both must rise, and every further part of the objects must be less popular than the last.",
     "popularity: {empirical: [{objects: 10%, requests: 40%}, {objects: 20%, requests: 90%}]}",
     "popularity: {empirical: [{objects: 1%, requests: 14%}, {objects: 10%, requests: 38%}]}"},
    {code::needs_future, "a policy that must know the future",
     "Some cache policies are bounds to compare others with: they need the time of every object's\n"
     "next request. A replay of a trace can tell them (`edgecase cache`); a scenario cannot.",
     "caches: {static: {policy: belady}}", "caches: {static: {policy: s3_fifo}}"},
    {code::said_twice, "a key that another key decides",
     "A route that replays a trace takes its objects, how popular they are and their sizes from\n"
     "there; the keys that would say so otherwise have no effect beside it.",
     "all: {trace: day.oracleGeneral.zst, objects: 1000}", "all: {trace: day.oracleGeneral.zst}"},
    {code::month_full, "phases that do not make a month",
     "The phases of a projection share one month of 30 days: together they may not stand for "
     "more,\n"
     "and what they leave is filled with the measured time that is in no phase, if there is any.",
     "projection: [{name: flash, from: 10min, to: 20min, share: 80%},\n"
     "             {name: attack, from: 20min, to: 25min, share: 30%}]",
     "projection: [{name: flash, from: 10min, to: 20min, times: 4/month},\n"
     "             {name: attack, from: 20min, to: 25min, times: 6/year}]"},
    {code::not_sampled, "something that does not survive a sample of the world",
     "With world.sample one object stands for several, with their requests, in caches of so much\n"
     "less room. What the whole rate decides would come out wrong: queues of few workers, cold\n"
     "starts, limits and filters that count, what one person does again. So would caches and\n"
     "routes of which too few objects are left.",
     "world: {sample: 1%, origin: {workers: 400, service: 50ms}}",
     "world: {sample: 1%, origin: {workers: unlimited, service: 50ms}}"},
};

}  // namespace

std::span<const CodeEntry> scenario_codes() { return scenario_entries; }

}  // namespace edgecase
