#include "model/compute/spec.hpp"

#include "load/text/codes.hpp"

namespace edgecase {

namespace {

auto work_fields() {
  return std::tuple(
      field("runtime", &ComputeSpec::runtime,
            "a file of the runtimes catalogue, or the path of your own: my-runtime.yaml",
            required()),
      field("cpu", &ComputeSpec::cpu,
            "CPU time per request; if absent: the route's, else 2.2 ms (mean of Workers, "
            "Cloudflare docs, limits, 2026-09)"),
      field("wait", &ComputeSpec::wait,
            "time per request waiting for third parties, besides sub-requests; absent: none"),
      field("sub_requests", &ComputeSpec::sub_requests, "sub-requests per request; absent: none"),
      field("place", &ComputeSpec::place, "where it runs",
            assumed("edge platforms run code where the request arrives")),
      field("regions", &ComputeSpec::regions, "regions or places it runs in, with place: regions"),
      field("bundle", &ComputeSpec::bundle, "size of the code", more_than(0_B),
            assumed("a small service with its libraries")),
      field("timeout", &ComputeSpec::timeout,
            "timeout of the caller (504); the function continues", more_than(Duration{0}),
            assumed("clients and gateways time out after tens of seconds")));
}

auto instance_fields() {
  return std::tuple(
      field("cold_start", &ComputeSpec::cold_start,
            "replaces all phases of the runtime; omitted phases take no time"),
      field("prewarm", &ComputeSpec::prewarm,
            "pre-warm an instance when the TLS hello of a new connection names the site",
            source("Cloudflare does this for Workers; here off by default, to show its benefit "
                   "(Cloudflare blog, 2020-07-30)",
                   "2026-11")),
      field("snapshot", &ComputeSpec::snapshot,
            "start from a snapshot: skips boot, language and user initialisation; absent: none"),
      field("keep_alive", &ComputeSpec::keep_alive,
            "how long an idle instance is kept; if absent: as in the runtime",
            more_than(Duration{0})),
      field("concurrency", &ComputeSpec::concurrency,
            "concurrent requests per instance; if absent: as in the runtime",
            at_least(std::int64_t{1})),
      field("memory", &ComputeSpec::memory, "memory per instance; if absent: as in the runtime",
            more_than(0_B)),
      field("provisioned", &ComputeSpec::provisioned,
            "provisioned (always-on, billed) instances per place", at_least(std::int64_t{0}),
            at_most(std::int64_t{1'000'000}), assumed("none, as they are billed around the clock")),
      field("instances", &ComputeSpec::instances, "maximum instances per place",
            at_least(std::int64_t{1}), assumed("platforms start as many as needed")),
      field("redeploy_every", &ComputeSpec::redeploy_every,
            "interval of deployments, which replace all instances; absent: none during the run",
            at_least(Duration{std::chrono::milliseconds(100)})));
}

auto server_fields() {
  return std::tuple(
      field("reuse", &ComputeSpec::reuse,
            "idle instance that takes the next request; if absent: least_recent behind a load "
            "balancer (region_service), else most_recent"),
      field("sharding", &ComputeSpec::sharding,
            "how a request is routed to a server; if absent: as in the runtime"),
      field("forwarding", &ComputeSpec::forwarding,
            "round trip to another server of the PoP (consistent_hash)", at_least(Duration{0}),
            assumed("below 1 ms inside a site")),
      field("overflow", &ComputeSpec::overflow,
            "wait for a core of the home server above which a request runs locally instead",
            at_least(Duration{0}), assumed("about the time of a cold start")),
      field("servers", &ComputeSpec::servers, "the servers it runs on"),
      field("with", &ComputeSpec::with,
            "another function of the design with which it shares servers; if empty: own servers",
            refers_to("design.compute")),
      field("cpu_order", &ComputeSpec::cpu_order, "scheduling of CPU cores",
            assumed("little difference for short requests on many cores")),
      field("queue", &ComputeSpec::queue,
            "maximum requests waiting for a slot or a core; further ones are shed (503)",
            at_least(std::int64_t{0}), assumed("no limit by default")),
      field("shed_after", &ComputeSpec::shed_after,
            "maximum wait for a slot or a core, beyond which requests are shed; absent: none",
            at_least(Duration{0})),
      field("account", &ComputeSpec::account,
            "account limits per place; if absent: as in the runtime"),
      field("autoscaler", &ComputeSpec::autoscaler,
            "autoscaler of a region_service; absent: `provisioned` tasks"));
}

}  // namespace

std::vector<Field> fields(Of<NeighboursSpec>) {
  return list<NeighboursSpec>(
      field("functions", &NeighboursSpec::functions, "functions of other tenants per server",
            at_least(std::int64_t{1}), assumed("thousands of tenants share a server")),
      field("rate", &NeighboursSpec::rate, "their requests per server", more_than(Rate{0}),
            assumed("a busy server")),
      field("popularity", &NeighboursSpec::popularity, "Zipf exponent of their request rates",
            at_least(0.0), at_most(3.0), assumed("as for web sites")),
      field("memory", &NeighboursSpec::memory, "memory per instance of theirs", more_than(0_B),
            assumed("isolates take 3 MB and more (Cloudflare blog, 2018-11-09)")),
      field("keep_alive", &NeighboursSpec::keep_alive, "how long their idle instances are kept",
            more_than(Duration{0}), assumed("as for simulated functions")));
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
      field("cores", &ServersSpec::cores, "CPU cores per server available to the function",
            at_least(std::int64_t{1}),
            assumed("ample capacity for one customer; set it to see contention")),
      field("memory", &ServersSpec::memory, "memory of one server", more_than(0_B),
            assumed("256 GiB, common in edge servers")),
      field("neighbours", &ServersSpec::neighbours,
            "other tenants, which evict idle instances from memory; absent: none"));
}

std::vector<Field> fields(Of<AutoscalerSpec>) {
  return list<AutoscalerSpec>(
      field("target", &AutoscalerSpec::target, "target utilisation of slots", more_than(Share{0}),
            at_most(Share{1}),
            source("Cloud Run targets 60% of concurrency and CPU (Google Cloud docs, instance "
                   "autoscaling)",
                   "2026-11")),
      field("every", &AutoscalerSpec::every, "evaluation interval, over which load is averaged",
            at_least(Duration{std::chrono::milliseconds(100)}),
            source("one-minute window (Google Cloud docs, instance autoscaling)", "2026-11")),
      field("scale_in", &AutoscalerSpec::scale_in,
            "how long fewer tasks must be sufficient before scaling in", at_least(Duration{0}),
            source("ECS services: scale-in cooldown 300 s (AWS CDK API reference)", "2026-11")),
      field("least", &AutoscalerSpec::least, "minimum number of tasks", at_least(std::int64_t{1}),
            at_most(std::int64_t{100'000}), assumed("a service that does not scale to zero")),
      field("most", &AutoscalerSpec::most, "maximum number of tasks", at_least(std::int64_t{1}),
            at_most(std::int64_t{100'000}), assumed("a common quota")));
}

std::vector<Field> fields(Of<SnapshotSpec>) {
  return list<SnapshotSpec>(
      field("restore", &SnapshotSpec::restore, "time to restore the snapshot", shorthand(),
            assumed("around 100 ms for images of about 100 MB; set your own")));
}

std::vector<Field> fields(Of<SubRequestsSpec>) {
  return list<SubRequestsSpec>(
      field("count", &SubRequestsSpec::count, "sub-requests per request", shorthand(), required(),
            at_least(std::int64_t{1}), at_most(std::int64_t{100'000})),
      field("order", &SubRequestsSpec::order, "sequential or parallel",
            assumed("chatty code makes sequential requests")),
      field("to", &SubRequestsSpec::to, "destination: origin, or a place of the network",
            assumed("the data is at the origin")));
}

std::vector<Field> fields(Of<ComputeSpec>) {
  return std::apply([](auto&&... all) { return list<ComputeSpec>(std::move(all)...); },
                    std::tuple_cat(work_fields(), instance_fields(), server_fields()));
}

void check(const AccountSpec& spec, Checker& checker) {
  if (!spec.burst.unlimited() && spec.starts.per_second <= 0) {
    checker.report("burst", {code::out_of_range, "after the burst no instance could ever start",
                             "needs `starts`", "set the rate: starts: 100 rps"});
  }
  if (spec.requests && spec.concurrency.unlimited()) {
    checker.report("requests", {code::changes_nothing, "the limit is a multiple of `concurrency`",
                                "has no effect", "set `concurrency`"});
  }
  if (spec.burst.unlimited() && spec.starts.per_second > 0) {
    checker.report("starts", {code::changes_nothing, "starts are only limited with a burst",
                              "has no effect", "set `burst`"});
  }
}

void check(const ServersSpec& spec, Checker& checker) {
  if (!spec.cores.unlimited() && spec.cores.value > 1024) {
    checker.report("cores", {code::out_of_range, "too many cores", "more than 1024",
                             "write unlimited, or at most 1024"});
  }
}

void check(const AutoscalerSpec& spec, Checker& checker) {
  if (spec.least.unlimited() || spec.most.unlimited() || spec.most < spec.least) {
    checker.report("least", {code::unordered, "least must be finite and not above most",
                             "not a valid range", "for example least: 2, most: 50"});
  }
}

void check(const ComputeSpec& spec, Checker& checker) {
  if (spec.place == ComputePlace::regions && spec.regions.empty()) {
    checker.report("regions", {code::missing_key, "no regions are given", "needs `regions`",
                               "for example regions: [us-east-1]"});
  }
  if (spec.place != ComputePlace::regions && !spec.regions.empty()) {
    checker.report("regions", {code::changes_nothing, "only used with `place: regions`",
                               "has no effect", "set place: regions"});
  }
  if (spec.place == ComputePlace::near_data && !spec.sub_requests) {
    checker.report("place", {code::changes_nothing, "near_data needs sub-requests",
                             "no sub-requests", "add `sub_requests`, or use near_user"});
  }
  if (!spec.instances.unlimited() && spec.provisioned > spec.instances) {
    checker.report("provisioned", {code::unordered, "more provisioned instances than the maximum",
                                   "above `instances`", "increase `instances`"});
  }
  if (!spec.with.empty() && checker.written("servers")) {
    checker.report("servers", {code::changes_nothing, "it runs on the servers of another function",
                               "has no effect", "set servers there, or remove `with`"});
  }
}

}  // namespace edgecase
