// What a study is said to take is what it takes: requests within chance, memory within a factor;
// and a scenario of many parts is ready as soon as one of few.
#include <atomic>
#include <cmath>

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "path/run.hpp"
#include "study/estimate.hpp"
#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const char* estimated_shop = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: shop}
world:
  network: small-globe
  horizon: {warm_up: 0s, measure: 20s}
  demand: {rate: 500 rps}
  routes: {all: {share: 100%, objects: 5k, size: 10kB}}
  origin: {at: us-east-1, service: 5ms}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {}}
)";

/// Requests that a study simulates, in all its runs.
double simulated_by(const Plan& plan, std::size_t replications) {
  std::atomic<std::uint64_t> simulated = 0;
  study(plan, {.replications = replications, .threads = 1, .simulated = &simulated});
  return static_cast<double>(simulated.load());
}

/// `count` faults of sites of a network of 309, each at a time of its own.
std::string faults(std::size_t count) {
  constexpr const char* pops[] = {"FRA", "AMS", "LHR", "CDG", "MAD", "SIN", "NRT", "IAD"};
  std::string list;
  for (std::size_t i = 0; i < count; ++i)
    list += fmt::format("{{kind: pop_down, target: {{pop: {}}}, at: {}ms, duration: {}ms}}, ",
                        pops[i % std::size(pops)], 1 + i * 10, 1000 + i % 700);
  return "world.faults=[" + list + "]";
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("estimates: the requests of a study are those that it simulates") {
    // Phases, a sampled attack, and runs without it, without a fault and without cold starts.
    for (const Overrides& what : {
             Overrides{},
             Overrides{"world.demand.phases=[{duration: 5s, rate: 20%}, {duration: 5s, rate: 0%, "
                       "ramp_to: 300%}]"},
             Overrides{
                 "world.attacks=[{kind: http_flood, rate: 2k rps, bots: 100, at: 2s, duration: "
                 "5s}]"},
             Overrides{"world.faults=[{kind: origin_down, at: 2s, duration: 2s}, {kind: pop_down, "
                       "target: {pop: FRA}, at: 5s, duration: 5s}]"},
         }) {
      CAPTURE(what.empty() ? "nothing" : what.front());
      const Plan plan = open_text(estimated_shop, what);
      const StudyEstimate estimate = estimate_of(*plan, {.replications = 2});
      // Runs of a replication have the same arrivals, so their sum varies more than one of them.
      const double runs = estimate.runs;
      const double spread = std::sqrt(runs * estimate.requests);
      CHECK(std::abs(simulated_by(plan, 2) - estimate.requests) < 5 * spread + 1);
    }
  }

  TEST_CASE("estimates: memory covers the copies that a run comes to hold") {
    for (const Overrides& design : {Overrides{}, Overrides{"design.caches.edge.capacity=100kB"},
                                    Overrides{"design.caches.edge.upper_tier={}"}}) {
      const Plan plan = open_text(estimated_shop, design);
      const auto held = static_cast<double>(run_once(*plan, 42, 0).cached_objects);
      const StudyEstimate with = estimate_of(*plan, {});
      const Plan bare = open_text(estimated_shop, {"design.routes.all={}"});
      const double objects = (with.thread_bytes - estimate_of(*bare, {}).thread_bytes) / 48;
      CAPTURE(held);
      CHECK(objects > held / 2);  // the stated error
      CHECK(objects < held * 2);
    }
  }

  TEST_CASE("estimates: the sample that fits does, and the next larger one does not") {
    const Overrides large{"world.demand.rate=1M rps", "world.routes.all.objects=50M",
                          "world.origin.workers=unlimited"};
    const Plan plan = open_text(estimated_shop, large);
    const double whole = estimate_of(*plan, {}).bytes(1);
    const auto share = sample_that_fits(*plan, {}, whole / 4);
    REQUIRE(share);
    const auto with_sample = [&](double of) {
      Overrides sampled = large;
      sampled.push_back(fmt::format("world.sample={}%", of * 100));
      return estimate_of(*open_text(estimated_shop, sampled), {}).bytes(1);
    };
    CHECK(with_sample(*share) <= whole / 4);
    CHECK(with_sample(*share * 2.5) > whole / 4);
    // Limited workers depend on the full rate: there is no sample to propose.
    CHECK_FALSE(sample_that_fits(*open_text(estimated_shop, {"world.origin.workers=4"}), {}, 1e6));
  }

  TEST_CASE("a thousand faults are planned in the time of one, and left out one by one") {
    // Each set of withdrawn sites takes milliseconds to route on a network of this size: 2,000 of
    // them exceed the budget of this file.
    const Plan many = open_text(estimated_shop, {"world.network=cloudflare-2026", faults(1000)});
    CHECK(many->timeline.faults.size() == 1000);
  }

  TEST_CASE("a run that leaves a fault out is the run of the plan without it") {
    const std::string both[] = {
        "{kind: pop_down, target: {pop: FRA}, at: 3s, duration: 5s, convergence: 2s}",
        "{kind: region_down, target: {region: europe}, at: 6s, duration: 8s, convergence: 1s}",
        // Routes have followed it when the run begins.
        "{kind: pop_down, target: {pop: SIN}, at: 0s, duration: 9s, convergence: 0s}",
        "{kind: flapping, target: {region: asia}, at: 2s, duration: 9s, down: 2s, up: 1s}",
        "{kind: errors, target: origin, at: 4s, duration: 5s, share: 30%}",
        // The purge waits for it.
        "{kind: down, target: control_plane, at: 3s, duration: 12s}"};
    const auto listed = [&](std::size_t left_out) {
      std::string list;
      for (std::size_t i = 0; i < std::size(both); ++i)
        if (i != left_out) list += both[i] + ", ";
      return "world.faults=[" + list + "]";
    };
    const auto open_with = [&](const std::string& faults) {
      return open_text(estimated_shop,
                       {faults, "world.purges=[{at: 4s, route: all}]", "design.purge={}"});
    };
    const Plan all = open_with(listed(99));
    for (std::size_t fault = 0; fault < std::size(both); ++fault) {
      CAPTURE(fault);
      const auto [plan, left_out] = without_fault(all, fault);
      const Observations without = run_once(*plan, 42, 0, nullptr, left_out);
      const Observations never = run_once(*open_with(listed(fault)), 42, 0);
      REQUIRE(without.timeline.size() == never.timeline.size());
      const auto moments_that_differ_from = [&](const Observations& other) {
        std::size_t different = 0;
        for (std::size_t i = 0; i < never.timeline.size(); ++i)
          different += other.timeline[i].failures != never.timeline[i].failures ||
                       other.timeline[i].edge_hits != never.timeline[i].edge_hits ||
                       other.timeline[i].bytes != never.timeline[i].bytes;
        return different;
      };
      CHECK(moments_that_differ_from(without) == 0);
      CHECK(without.events == never.events);
      const Observations with = run_once(*all, 42, 0);
      CHECK((moments_that_differ_from(with) > 0 || with.events != never.events));
    }
  }

  TEST_CASE("interrupts: a plan is not finished either when told to stop") {
    const Plan plan = open_text(estimated_shop);
    const std::atomic<bool> told = true;
    CHECK_THROWS_AS(Blueprint(Setting(plan->setting), StopFlag(&told)), Interrupted);
  }

  TEST_CASE("a ttl of a year is one of a month to a run of seconds") {
    // Clients count a copy's age from when it left the origin. Few people ask often, for few
    // objects.
    const Overrides clients{"world.network=lab",
                            "world.horizon.history=0s",
                            "world.origin.at=lab",
                            "world.routes.all.objects=50",
                            "world.clients.people={requests_per_minute: 600, activity: 1}",
                            "design.routes.all.client_ttl=1h"};
    const auto hits = [&](const char* ttl) {
      Overrides all = clients;
      all.push_back(std::string("design.caches.edge.ttl=") + ttl);
      const Observations seen = run_once(*open_text(estimated_shop, all), 42, 0);
      std::uint64_t own = 0;
      for (const Cell& cell : seen.cells)
        own += cell.statuses[static_cast<std::size_t>(CacheStatus::client)];
      return own;
    };
    const std::uint64_t month = hits("30d");
    CHECK(month > 1000);
    CHECK(hits("365d") == month);
  }
}
