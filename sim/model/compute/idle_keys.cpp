// Keys of a function that have no effect on its platform or in the rest of the design.
#include <fmt/core.h>

#include "model/compute/spec.hpp"

namespace edgecase {

namespace {

/// What the keys depend on.
struct Nature {
  bool shared = false;         // one instance of a server takes all its requests
  bool on_demand = false;      // requests start instances
  bool cores_limited = false;  // requests wait for cores of the server
  bool may_wait = false;       // for a slot
  Sharding sharding = Sharding::placed;
};

bool limits_starts(const AccountSpec& account) {
  return !account.concurrency.unlimited() || !account.burst.unlimited();
}

Nature nature_of(const ComputeSpec& spec, const RuntimeSpec& runtime, bool small_servers) {
  Nature n;
  n.shared = spec.concurrency.value_or(runtime.concurrency).unlimited();
  n.on_demand = runtime.kind != RuntimeKind::region_service;
  n.cores_limited = runtime.cpu_of == CpuOwner::server && !spec.servers.cores.unlimited();
  n.may_wait = !n.on_demand || !spec.instances.unlimited() || small_servers ||
               limits_starts(spec.account ? *spec.account : runtime.account);
  n.sharding = spec.sharding.value_or(runtime.sharding);
  return n;
}

bool has_phases(const ColdStartSpec& cold) {
  return cold.p50 || cold.p99 || cold.placement || cold.code_fetch || cold.boot ||
         cold.language_init || cold.user_init;
}

class IdleKeys {
 public:
  IdleKeys(const ComputeSpec& spec, const RuntimeSpec& runtime, Checker& checker)
      : spec_(spec), runtime_(runtime), checker_(checker) {
    nature_ = nature_of(spec, runtime, checker.written("servers.memory"));
  }

  void instances() {
    if (!spec_.instances.unlimited() && nature_.shared)
      idle("instances",
           fmt::format("{} has one instance per server, which takes any number of requests",
                       runtime_.title),
           "set `concurrency` to have several");
    if (!spec_.instances.unlimited() && !nature_.on_demand)
      idle("instances", "requests do not start tasks of a region_service",
           "set autoscaler: {most: …}, or `provisioned`");
    if (spec_.provisioned > Count{0} && spec_.autoscaler && !nature_.on_demand)
      idle("provisioned", "the autoscaler sets the number of tasks", "set autoscaler: {least: …}");
  }

  void starts() {
    const ColdStartSpec& cold = spec_.cold_start ? *spec_.cold_start : runtime_.cold_start;
    const bool starts_at_all =
        nature_.on_demand || spec_.autoscaler.has_value() || spec_.redeploy_every.has_value();
    if (spec_.prewarm && !nature_.on_demand)
      idle("prewarm", "requests do not start tasks of a region_service", "remove it");
    else if (spec_.prewarm && !has_phases(cold) && !spec_.snapshot)
      idle("prewarm", fmt::format("instances of {} start instantly", runtime_.title),
           "set `cold_start`, or remove it");
    for (const char* key : {"cold_start", "snapshot"})
      if (!starts_at_all)
        idle(key, "tasks of a region_service without an autoscaler never start",
             "set `autoscaler`");
    if (spec_.bundle != ComputeSpec{}.bundle && !cold.code_fetch)
      idle("bundle", "its cold start has no code_fetch phase, in which code is transferred",
           "set cold_start: {code_fetch: 20ms}");
    if (spec_.keep_alive && nature_.shared && spec_.provisioned > Count{0})
      idle("keep_alive", "provisioned instances are never stopped", "remove one of them");
    if (spec_.keep_alive && !nature_.on_demand && !spec_.autoscaler)
      idle("keep_alive", "tasks of a region_service are not stopped when idle", "remove it");
  }

  void routing() {
    const ComputeSpec usual;
    const bool home = nature_.sharding == Sharding::consistent_hash;
    if (spec_.forwarding != usual.forwarding && !home)
      idle("forwarding", "requests are only forwarded with `sharding: consistent_hash`",
           "set the sharding, or remove it");
    if (spec_.overflow != usual.overflow && !home)
      idle("overflow", "only a home server (`sharding: consistent_hash`) can be overloaded",
           "set the sharding, or remove it");
    else if (spec_.overflow != usual.overflow && !nature_.cores_limited)
      idle("overflow", no_contention(), "set servers: {cores: 64}");
    if (spec_.queue != usual.queue && never_waits()) idle("queue", why_never(), limit_help());
    if (spec_.shed_after && never_waits()) idle("shed_after", why_never(), limit_help());
  }

  void servers() {
    if (!spec_.servers.cores.unlimited() && runtime_.cpu_of == CpuOwner::instance)
      idle("servers.cores", fmt::format("{} gives each instance its own CPU", runtime_.title),
           "set `memory`, which determines the CPU of an instance, or remove it");
    const bool in_regions = spec_.place != ComputePlace::near_user;
    const bool central = nature_.sharding == Sharding::placed && !nature_.cores_limited &&
                         !checker_.written("servers.memory");
    for (const char* size : {"hub", "large", "medium", "small"}) {
      const std::string key = fmt::format("servers.{}", size);
      if (central)
        idle(key,
             fmt::format("{} has capacity for each instance, whatever the number of servers",
                         runtime_.title),
             "limit `instances`, or remove it");
      else if (in_regions && size != std::string_view("hub"))
        idle(key, "it runs in regions, which have the servers of a hub", "set servers: {hub: …}");
    }
  }

 private:
  std::string no_contention() const {
    return runtime_.cpu_of == CpuOwner::instance
               ? fmt::format("{} gives each instance its own CPU", runtime_.title)
               : "unlimited cores are never contended";
  }
  bool never_waits() const {
    return !nature_.cores_limited && (nature_.shared || !nature_.may_wait);
  }
  std::string why_never() const {
    return nature_.shared ? fmt::format("requests never wait: {}", no_contention())
                          : "requests never wait: the number of instances is unlimited";
  }
  const char* limit_help() const {
    return nature_.shared ? "set servers: {cores: 64}" : "set `instances`, or remove it";
  }

  void idle(std::string_view key, std::string message, std::string help) {
    if (checker_.written(key)) checker_.changes_nothing(key, std::move(message), std::move(help));
  }

  const ComputeSpec& spec_;
  const RuntimeSpec& runtime_;
  Checker& checker_;
  Nature nature_;
};

}  // namespace

void check_idle_keys(const ComputeSpec& spec, const RuntimeSpec& runtime, Checker& checker) {
  IdleKeys keys(spec, runtime, checker);
  keys.instances();
  keys.starts();
  keys.routing();
  keys.servers();
}

}  // namespace edgecase
