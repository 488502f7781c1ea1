#include "study/probes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/core.h>

#include "model/attack/kinds.hpp"
#include "model/fault/kinds.hpp"
#include "report/numbers.hpp"

namespace edgecase {
namespace {

/// When the faults of probes last: after a fifth of the measured time, for at most five minutes and
/// three fifths of it, so that the recovery is seen.
struct ProbeTime {
  Duration at{};
  Duration duration{};
};

ProbeTime probe_time(const Blueprint& plan) {
  const HorizonSpec& horizon = plan.spec.world.horizon;
  const auto to_seconds = [](Duration d) {
    return std::max<Duration>(std::chrono::floor<std::chrono::seconds>(d),
                              std::chrono::milliseconds(100));
  };
  return {horizon.warm_up + to_seconds(horizon.measure / 5),
          std::min<Duration>(std::chrono::minutes(5), to_seconds(horizon.measure * 3 / 5))};
}

std::string failed_text(const Estimate& e) { return value_text(std::max(0.0, e.mean), "1"); }
std::string ms_text(const Estimate& e) { return value_text(e.mean, "ms"); }
std::string dollars_more(const Estimate& e) {
  if (std::isnan(e.mean)) return "an unknown amount";
  return fmt::format("{} {}", dollars_text(std::abs(e.mean)), e.mean < 0 ? "less" : "more");
}

struct Busiest {
  std::string pop;
  std::string region;
  double region_share = 0;
};

Busiest busiest_of(const Blueprint& plan) {
  const std::vector<double> by_pop = plan.requests_by_pop();
  const auto pop = std::max_element(by_pop.begin(), by_pop.end()) - by_pop.begin();
  std::vector<double> by_region(plan.region_names.size(), 0);
  const std::vector<double> rates = plan.traffic.demand.rates_at(Instant{});
  for (std::size_t metro = 0; metro < rates.size(); ++metro)
    by_region[plan.clients.metros[metro].region] += rates[metro];
  const auto region = std::max_element(by_region.begin(), by_region.end()) - by_region.begin();
  const double all = std::accumulate(by_region.begin(), by_region.end(), 0.0);
  const auto r = static_cast<std::size_t>(region);
  return {plan.network.pops()[static_cast<std::size_t>(pop)].code, plan.region_names[r],
          by_region[r] / all};
}

/// Only this region's demand times `factor`.
void multiply_region(Setting& setting, const Busiest& busiest, double factor) {
  DemandSpec& demand = setting.scenario.world.demand;
  const auto [weight, is_new] = demand.users.weights.try_emplace(busiest.region, 1.0);
  weight->second *= factor;
  demand.rate.per_second *= 1 + busiest.region_share * (factor - 1);
}

FaultSpec fault_at(const ProbeTime& time, FaultChoice kind) {
  FaultSpec fault;
  fault.name = "probe";
  fault.kind = std::move(kind);
  fault.at = time.at;
  fault.duration = time.duration;
  return fault;
}

std::function<void(Setting&)> adds(FaultSpec fault) {
  return [fault](Setting& setting) { setting.scenario.world.faults.push_back(fault); };
}

FaultTargetSpec system_target(FaultSystem system) {
  FaultTargetSpec target;
  target.system = system;
  return target;
}

DownSpec down(const FaultTargetSpec& target, bool loses_caches = false) {
  DownSpec spec;
  spec.target = target;
  spec.loses_caches = loses_caches;
  return spec;
}

SlowSpec slow_tenfold(FaultSystem system) {
  SlowSpec spec;
  spec.target = system_target(system);
  spec.factor = 10;
  return spec;
}

void add_loads(Probes& probes, const Busiest& busiest) {
  for (const double factor : {2.0, 5.0, 10.0}) {
    probes.all.push_back({fmt::format("load x{:.0f}", factor),
                          [factor](Setting& setting) { multiply_load(setting, factor); },
                          [factor](const StressRow& row) {
                            return fmt::format(
                                "At {:.0f} times the load {} of the requests fail and p99 is {}: "
                                "what gives way first, and what would you add before that day?",
                                factor, failed_text(row.failed), ms_text(row.latency_ms));
                          },
                          1, true});
    probes.all.push_back(
        {fmt::format("{} x{:.0f}", busiest.region, factor),
         [busiest, factor](Setting& setting) { multiply_region(setting, busiest, factor); },
         [busiest, factor](const StressRow& row) {
           return fmt::format(
               "Only {} sends {:.0f} times its load and {} of all requests fail: do the other "
               "regions "
               "notice, and should they?",
               busiest.region, factor, failed_text(row.failed));
         },
         1, true});
  }
}

void add_sites(Probes& probes, const Blueprint& plan, const Busiest& busiest, ProbeTime time) {
  const std::string lasts = seconds_text(in_seconds(time.duration));
  FaultTargetSpec pop;
  pop.pop = busiest.pop;
  probes.all.push_back({fmt::format("PoP {} lost for {}", busiest.pop, lasts),
                        adds(fault_at(time, FaultChoice("down", down(pop, true)))),
                        [busiest](const StressRow& row) {
                          return fmt::format(
                              "Your busiest PoP ({}) goes dark and {} of all requests fail: how "
                              "long until its users are elsewhere, and are caches there warm?",
                              busiest.pop, failed_text(row.failed));
                        }});
  if (plan.pops() == 1) {
    probes.skipped.emplace_back("region lost: the network has one PoP");
  } else {
    FaultTargetSpec region;
    region.region = busiest.region;
    probes.all.push_back({fmt::format("{} lost for {}", busiest.region, lasts),
                          adds(fault_at(time, FaultChoice("down", down(region)))),
                          [busiest](const StressRow& row) {
                            return fmt::format(
                                "All of {} is lost: {} of all requests fail and p99 is {}. Which "
                                "region takes its users, and has it room for them?",
                                busiest.region, failed_text(row.failed), ms_text(row.latency_ms));
                          }});
  }
  FaultTargetSpec everywhere;
  everywhere.pops = Share{1};
  FaultSpec cold = fault_at(time, FaultChoice("down", down(everywhere, true)));
  cold.duration = std::chrono::milliseconds(1);
  probes.all.push_back({"all caches cold", adds(cold), [](const StressRow& row) {
                          return fmt::format(
                              "All caches are empty at once; p99 is {} and {} of the requests "
                              "fail: what stands between the misses and the origin?",
                              ms_text(row.latency_ms), failed_text(row.failed));
                        }});
}

void add_systems(Probes& probes, const Blueprint& plan, ProbeTime time) {
  const std::string lasts = seconds_text(in_seconds(time.duration));
  const auto add = [&](std::string name, FaultChoice kind,
                       std::function<std::string(const StressRow&)> question) {
    probes.all.push_back(
        {std::move(name), adds(fault_at(time, std::move(kind))), std::move(question)});
  };
  add(fmt::format("origin down for {}", lasts),
      FaultChoice("down", down(system_target(FaultSystem::origin))), [lasts](const StressRow& row) {
        return fmt::format(
            "The origin is down for {} and {} of all requests fail: which of them could a copy "
            "have answered (stale-if-error), and which never?",
            lasts, failed_text(row.failed));
      });
  add("origin slow x10", FaultChoice("slow", slow_tenfold(FaultSystem::origin)),
      [](const StressRow& row) {
        return fmt::format(
            "The origin takes ten times as long; p99 is {} and {} of the requests fail: which "
            "timeout decides that, and who retries into it?",
            ms_text(row.latency_ms), failed_text(row.failed));
      });
  add(fmt::format("DNS authority down for {}", lasts),
      FaultChoice("down", down(system_target(FaultSystem::dns))),
      [lasts, &plan](const StressRow& row) {
        return fmt::format(
            "Your name servers are gone for {}; with a TTL of {} {} of the requests fail: what "
            "does a longer TTL buy, and what does it cost when you must move?",
            lasts, seconds_text(in_seconds(plan.spec.world.clients.dns.ttl)),
            failed_text(row.failed));
      });
  const bool sends = !plan.spec.world.purges.empty() || plan.purging.on_change;
  if (sends) {
    add(fmt::format("control plane down for {}", lasts),
        FaultChoice("down", down(system_target(FaultSystem::control_plane))),
        [lasts](const StressRow& row) {
          return fmt::format(
              "The control plane is down for {}: {} of the requests fail, but no purge arrives. "
              "What is served that should be gone, and for how long?",
              lasts, failed_text(row.failed));
        });
  } else {
    probes.skipped.emplace_back(
        "control plane down: the scenario has no purges, so nothing would be missed");
  }
  const bool third_party = std::ranges::any_of(plan.compute.functions, [](const FunctionHome& one) {
    return one.spec->sub_requests && one.data == UpstreamKind::remote;
  });
  if (third_party) {
    add("third party slow x10", FaultChoice("slow", slow_tenfold(FaultSystem::third_party)),
        [](const StressRow& row) {
          return fmt::format(
              "A third party takes ten times as long and p99 is {}: which timeout, and what do "
              "you answer without it?",
              ms_text(row.latency_ms));
        });
  } else {
    probes.skipped.emplace_back("third party slow: no function asks a third party");
  }
}

/// Stores, and what access depends on.
void add_dependencies(Probes& probes, const Blueprint& plan, ProbeTime time) {
  const std::string lasts = seconds_text(in_seconds(time.duration));
  for (const StorePlan& store : plan.stores.stores) {
    const std::string name = store.name;
    probes.all.push_back(
        {fmt::format("{} down for {}", name, lasts),
         adds(fault_at(time, FaultChoice("store_down", StoreDownSpec{name, {}}))),
         [name, lasts](const StressRow& row) {
           return fmt::format(
               "The home of the store {} is down for {} and {} of all requests "
               "fail: what still answers, what is stale, and which writes are lost?",
               name, lasts, failed_text(row.failed));
         }});
  }
  if (plan.stores.stores.empty()) probes.skipped.emplace_back("store down: there is none");
  if (plan.protection.gates.empty()) {
    probes.skipped.emplace_back("identity provider down: no route needs a login");
    return;
  }
  probes.all.push_back(
      {fmt::format("identity down for {}", lasts),
       adds(fault_at(time, FaultChoice("down", down(system_target(FaultSystem::identity))))),
       [lasts](const StressRow& row) {
         return fmt::format(
             "The identity provider is down for {} and {} of all requests fail: whose sessions "
             "carry on, and for how long do you let them?",
             lasts, failed_text(row.failed));
       }});
}

/// A typical flood: 50,000 requests/s for at most ten minutes (Cloudflare, DDoS threat report 2024
/// Q4: 63% of HTTP attacks are below that).
void add_flood(Probes& probes, const Blueprint& plan, ProbeTime time) {
  if (!plan.spec.world.origin.is_solved_on_arrival()) {
    probes.skipped.emplace_back(
        "L7 flood: with this discipline the origin's queue would feel only part of it");
    return;
  }
  constexpr double per_second = 50'000;
  AttackSpec flood;
  flood.name = "probe";
  flood.kind = AttackChoice("http_flood", HttpFloodSpec{.rate = Rate{per_second}, .bots = {}});
  flood.at = time.at;
  flood.duration = time.duration;
  flood.shape = AttackShapeChoice("steady");
  flood.from = SourcesSpec{};
  probes.all.push_back({"L7 flood of 50k rps",
                        [flood](Setting& setting) {
                          setting.scenario.world.attacks.push_back(flood);
                          setting.attacks.push_back(flood);
                        },
                        [](const StressRow& row) {
                          return fmt::format(
                              "Bots send 50,000 requests a second: {} of the users' requests fail "
                              "and the month costs {}. Who pays for that, and what drops it?",
                              failed_text(row.failed), dollars_more(row.cost_more));
                        }});
}

}  // namespace

void multiply_load(Setting& setting, double factor) {
  setting.scenario.world.demand.rate.per_second *= factor;
}

Probes probes_of(const Blueprint& plan) {
  Probes probes;
  const Busiest busiest = busiest_of(plan);
  const ProbeTime time = probe_time(plan);
  add_loads(probes, busiest);
  add_sites(probes, plan, busiest, time);
  add_systems(probes, plan, time);
  add_dependencies(probes, plan, time);
  add_flood(probes, plan, time);
  probes.all.push_back(
      {"egress price x2", [](Setting&) {},
       [](const StressRow& row) {
         return fmt::format(
             "Egress costs twice as much and the month costs {}: what would you move, "
             "cache or compress, and at which price does it pay to leave?",
             dollars_more(row.cost_more));
       },
       2, true});
  return probes;
}

}  // namespace edgecase
