#include "model/compute/spec.hpp"

#include "load/text/codes.hpp"

namespace edgecase {

namespace {

auto work_fields() {
  return std::tuple(
      field("runtime", &ComputeSpec::runtime, "a file of the runtimes catalogue", required()),
      field("cpu", &ComputeSpec::cpu,
            "CPU time of one request; if absent: the route's, else 2.2 ms (mean of Workers, "
            "Cloudflare docs, limits, 2026-09)"),
      field(
          "wait", &ComputeSpec::wait,
          "time of one request without CPU, besides sub-requests: third parties; if absent: none"),
      field("sub_requests", &ComputeSpec::sub_requests,
            "requests that it makes to answer one; absent: none"),
      field("place", &ComputeSpec::place, "where it runs",
            assumed("edge platforms run code where the request arrives")),
      field("regions", &ComputeSpec::regions, "regions or places it runs in, with place: regions"),
      field("bundle", &ComputeSpec::bundle, "size of its code", more_than(0_B),
            assumed("a small service with its libraries")),
      field("timeout", &ComputeSpec::timeout,
            "how long who asked waits for it before it answers 504; the function works on",
            more_than(Duration{0}), assumed("clients and gateways give up after tens of seconds")));
}

auto instance_fields() {
  return std::tuple(
      field("cold_start", &ComputeSpec::cold_start,
            "instead of the runtime's, all phases: what is not written takes no time"),
      field("prewarm", &ComputeSpec::prewarm,
            "start an instance when a new connection names the site in its TLS hello",
            source("Cloudflare does so for Workers; here off unless asked for, to show what it "
                   "saves (Cloudflare blog, 2020-07-30)",
                   "2026-11")),
      field("snapshot", &ComputeSpec::snapshot,
            "start from a saved image: no boot, no language, no top level; absent: none"),
      field("keep_alive", &ComputeSpec::keep_alive,
            "how long an idle instance is kept; if absent: as the runtime does",
            more_than(Duration{0})),
      field("concurrency", &ComputeSpec::concurrency,
            "requests at once in one instance; if absent: as the runtime does",
            at_least(std::int64_t{1})),
      field("memory", &ComputeSpec::memory, "of one instance; if absent: as the runtime does",
            more_than(0_B)),
      field("provisioned", &ComputeSpec::provisioned,
            "instances in each place that are always there, and paid for",
            at_least(std::int64_t{0}), at_most(std::int64_t{1'000'000}),
            assumed("none: they cost money day and night")),
      field("instances", &ComputeSpec::instances, "instances in one place at most",
            at_least(std::int64_t{1}), assumed("platforms start as many as are needed")),
      field("redeploy_every", &ComputeSpec::redeploy_every,
            "how often a new version empties all instances; absent: never during the run",
            more_than(Duration{0})));
}

auto server_fields() {
  return std::tuple(
      field("sharding", &ComputeSpec::sharding,
            "how a request finds a server; if absent: as the runtime does"),
      field("forwarding", &ComputeSpec::forwarding,
            "round trip to another server of the PoP, with consistent_hash", at_least(Duration{0}),
            assumed("below 1 ms inside a site")),
      field("overflow", &ComputeSpec::overflow,
            "wait for a core at the home server from which a request runs where it stands",
            at_least(Duration{0}), assumed("about the price of a cold start")),
      field("servers", &ComputeSpec::servers, "the servers it runs on"),
      field("with", &ComputeSpec::with,
            "another function of the design on whose servers it runs; if empty: its own",
            refers_to("design.compute")),
      field("cpu_order", &ComputeSpec::cpu_order, "who gets a core next, where functions share",
            assumed("short requests on many cores: about the same")),
      field("queue", &ComputeSpec::queue,
            "requests that may wait for a slot or a core; one more is shed (503)",
            at_least(std::int64_t{0}), assumed("no limit unless stated")),
      field("shed_after", &ComputeSpec::shed_after,
            "a request that would wait longer for a slot or a core is shed; absent: none",
            at_least(Duration{0})),
      field("account", &ComputeSpec::account,
            "limits over all instances in a place; if absent: as the runtime does"),
      field("autoscaler", &ComputeSpec::autoscaler,
            "who decides the number of tasks, for a region_service; absent: `provisioned` tasks"));
}

}  // namespace

std::vector<Field> fields(Of<NeighboursSpec>) {
  return list<NeighboursSpec>(
      field("functions", &NeighboursSpec::functions, "of other tenants on one server",
            at_least(std::int64_t{1}), assumed("thousands of tenants share a server")),
      field("rate", &NeighboursSpec::rate, "their requests to one server", more_than(Rate{0}),
            assumed("a busy server")),
      field("popularity", &NeighboursSpec::popularity,
            "Zipf exponent of their rates: few are busy, most are rarely used", at_least(0.0),
            at_most(3.0), assumed("as web sites")),
      field("memory", &NeighboursSpec::memory, "of one of their instances", more_than(0_B),
            assumed("isolates take 3 MB and more (Cloudflare blog, 2018-11-09)")),
      field("keep_alive", &NeighboursSpec::keep_alive, "how long theirs are kept if there is room",
            more_than(Duration{0}), assumed("as ours")));
}

std::vector<Field> fields(Of<ServersSpec>) {
  constexpr auto why = "sizes of sites are not published; powers of two between 4 and 128";
  return list<ServersSpec>(
      field("hub", &ServersSpec::hub, "servers of a hub, or of a region", at_least(std::int64_t{1}),
            at_most(std::int64_t{100'000}), assumed(why)),
      field("large", &ServersSpec::large, "servers of a large PoP", at_least(std::int64_t{1}),
            at_most(std::int64_t{100'000}), assumed(why)),
      field("medium", &ServersSpec::medium, "servers of a medium PoP", at_least(std::int64_t{1}),
            at_most(std::int64_t{100'000}), assumed(why)),
      field("small", &ServersSpec::small, "servers of a small PoP", at_least(std::int64_t{1}),
            at_most(std::int64_t{100'000}), assumed(why)),
      field("cores", &ServersSpec::cores, "cores of one server that the function may use",
            at_least(std::int64_t{1}),
            assumed("a platform's servers have room for one customer; state it to see contention")),
      field("memory", &ServersSpec::memory, "memory of one server", more_than(0_B),
            assumed("256 GiB, common in edge servers")),
      field("neighbours", &ServersSpec::neighbours,
            "other tenants, who push idle instances out of memory; absent: none"));
}

std::vector<Field> fields(Of<AutoscalerSpec>) {
  return list<AutoscalerSpec>(
      field("target", &AutoscalerSpec::target, "share of all slots that should be in use",
            more_than(Share{0}), at_most(Share{1}),
            source("Cloud Run aims at 60% of concurrency and CPU (Google Cloud docs, instance "
                   "autoscaling)",
                   "2026-11")),
      field("every", &AutoscalerSpec::every, "how often it looks, at the mean since it last looked",
            more_than(Duration{0}),
            source("one-minute window (Google Cloud docs, instance autoscaling)", "2026-11")),
      field("scale_in", &AutoscalerSpec::scale_in,
            "how long fewer tasks must have been enough before any goes", at_least(Duration{0}),
            source("ECS services: scale-in cooldown 300 s (AWS CDK API reference)", "2026-11")),
      field("least", &AutoscalerSpec::least, "tasks at least", at_least(std::int64_t{1}),
            assumed("a service that never starts from nothing")),
      field("most", &AutoscalerSpec::most, "tasks at most", at_least(std::int64_t{1}),
            assumed("a common quota")));
}

std::vector<Field> fields(Of<SnapshotSpec>) {
  return list<SnapshotSpec>(
      field("restore", &SnapshotSpec::restore, "time to restore the image", shorthand(),
            assumed("around 100 ms for images of some 100 MB; state your own")));
}

std::vector<Field> fields(Of<SubRequestsSpec>) {
  return list<SubRequestsSpec>(
      field("count", &SubRequestsSpec::count, "how many one request makes", shorthand(), required(),
            at_least(std::int64_t{1})),
      field("order", &SubRequestsSpec::order, "one after another or all at once",
            assumed("chatty code asks one thing after another")),
      field("to", &SubRequestsSpec::to, "where they go: origin, or a place of the network",
            assumed("the data is where the origin is")));
}

std::vector<Field> fields(Of<ComputeSpec>) {
  return std::apply([](auto&&... all) { return list<ComputeSpec>(std::move(all)...); },
                    std::tuple_cat(work_fields(), instance_fields(), server_fields()));
}

void check(const AccountSpec& spec, Checker& checker) {
  if (!spec.burst.unlimited() && spec.starts.per_second <= 0) {
    checker.report("burst", {code::out_of_range, "after the burst no instance may ever start",
                             "needs `starts`", "say at which rate: starts: 100 rps"});
  }
  if (spec.burst.unlimited() && spec.starts.per_second > 0) {
    checker.report("starts", {code::changes_nothing, "without a burst nothing limits starts",
                              "changes nothing", "state `burst`"});
  }
}

void check(const ServersSpec& spec, Checker& checker) {
  if (!spec.cores.unlimited() && spec.cores.value > 1024) {
    checker.report("cores", {code::out_of_range, "no server has so many cores", "more than 1024",
                             "write unlimited, or at most 1024"});
  }
}

void check(const AutoscalerSpec& spec, Checker& checker) {
  if (spec.least.unlimited() || spec.most.unlimited() || spec.most < spec.least) {
    checker.report("least", {code::unordered, "least and most are numbers, least not above most",
                             "not a range", "for example least: 2, most: 50"});
  }
}

void check(const ComputeSpec& spec, Checker& checker) {
  if (spec.place == ComputePlace::regions && spec.regions.empty()) {
    checker.report("regions", {code::missing_key, "it runs in regions, and none is named", "which?",
                               "name them: regions: [us-east-1]"});
  }
  if (spec.place != ComputePlace::regions && !spec.regions.empty()) {
    checker.report("regions", {code::changes_nothing, "it does not run in stated regions",
                               "changes nothing", "say place: regions"});
  }
  if (spec.place == ComputePlace::near_data && !spec.sub_requests) {
    checker.report("place", {code::changes_nothing, "it asks nobody, so no data is near anything",
                             "no sub-requests", "state `sub_requests`, or run it near_user"});
  }
  if (!spec.instances.unlimited() && spec.provisioned > spec.instances) {
    checker.report("provisioned", {code::unordered, "more are always there than there may be",
                                   "above `instances`", "raise `instances`"});
  }
  if (!spec.with.empty() && checker.written("servers")) {
    checker.report("servers", {code::changes_nothing, "it runs on the servers of another function",
                               "changes nothing", "state servers there, or leave out `with`"});
  }
}

}  // namespace edgecase
