// V01, V02 and the Q-rows, through the compute stage itself (no scenario around it).
#include "support/compute.hpp"

#include <cmath>

#include "validate/closed_forms.hpp"

using namespace edgecase;
using namespace edgecase::testing;
namespace theory = edgecase::closed_form;

namespace {

double share(std::int64_t part, std::int64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

// V01: isolates that take no time; requests of `rate` over n servers; idle timeout tau.
void check_isolates(double rate, double tau, int servers, bool sharded) {
  CAPTURE(rate);
  CAPTURE(tau);
  CAPTURE(servers);
  CAPTURE(sharded);
  const std::string sharding = sharded ? "sharding: consistent_hash\n" : "sharding: random\n";
  FunctionLab place(
      plan_of(isolate, "cpu: 0s\nkeep_alive: " + std::to_string(tau) + "s\n" + sharding),
      {.servers = static_cast<std::uint32_t>(servers)});
  constexpr std::int64_t n = 2'000'000;
  Instant last{};
  run_known(place, rate, n, 1, [&](const Invocation& x) { last = x.arrived; });
  const double used = sharded ? 1 : servers;
  const double cold = std::exp(-rate * tau / used);
  // Binomial: 4 standard errors (0.0014 at most) or the row's own tolerance.
  CHECK(share(place.meters().cold, n) == within(cold, 0.003 / cold));
  const double warm = in_seconds(place.meters().instances.alive) / in_seconds(last - Instant{});
  CHECK(warm == within(used * (1 - cold), 0.005));
}

// What a run of a queue says: mean wait, share that waits, mean time, share shed.
struct Queue {
  double wait = 0, waits = 0, time = 0, shed = 0;
};
Queue queue_of(const std::string& runtime, const std::string& compute, SiteTerms terms, double rate,
               std::int64_t n = 4'000'000) {
  FunctionLab place(plan_of(runtime, compute), terms, 7);
  Queue q;
  std::int64_t served = 0;
  run_known(place, rate, n, 3, [&](const Invocation& x) {
    if (!x.served()) return;
    ++served;
    const Duration wait = x.queued + x.cpu_waited;
    q.wait += in_seconds(wait);
    q.waits += wait > Duration{0};
    q.time += in_seconds(x.answered - x.arrived);
  });
  const double s = static_cast<double>(served);
  q = {q.wait / s, q.waits / s, q.time / s, share(place.meters().shed, n)};
  return q;
}

std::string tasks(int servers, const std::string& cpu, const std::string& queue = "unlimited") {
  const std::string c = std::to_string(servers);
  return "cpu: " + cpu + "\nprovisioned: " + c + "\ninstances: " + c + "\nqueue: " + queue +
         "\ntimeout: 1d\n";
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("V01: share of cold starts and warm isolates, over n servers or sharded to one") {
    check_isolates(0.01, 300, 10, false);
    check_isolates(0.01, 300, 10, true);
  }

  TEST_CASE("V01 at other rates, timeouts and numbers of servers") {
    check_isolates(0.002, 600, 4, false);
    check_isolates(1, 10, 50, false);
    check_isolates(100, 0.05, 3, false);
    check_isolates(0.05, 60, 200, true);
    check_isolates(1.0 / 3600, 1800, 1, false);  // one request an hour
  }

  TEST_CASE("V02: one request per instance, 600 s of keep-alive: cold starts and instances") {
    // A cold request takes 2.244 s, exponential: that is a warm one of 1.991 s and, in 11.275% of
    // all starts, another 2.244 s (the Laplace transforms agree).
    FunctionLab place(
        plan_of(microvm,
                "cpu: {exponential: 1.991s}\nkeep_alive: 10min\ntimeout: 1h\n"
                "cold_start: {boot: {hyperexponential: {phases: [{share: 88.725%, mean: 1ns}, "
                "{share: 11.275%, mean: 2.244s}]}}}\n"),
        {});
    constexpr std::int64_t n = 20'000'000;
    Instant last{};
    run_known(place, 0.9, n, 5, [&](const Invocation& x) { last = x.arrived; });
    const double seconds = in_seconds(last - Instant{});
    const InstanceMeters& instances = place.meters().instances;
    CHECK(share(place.meters().cold, n) == within(0.001334, 0.05));
    CHECK(in_seconds(instances.alive) / seconds == within(7.70, 0.015));
    CHECK(in_seconds(instances.busy) / seconds == within(1.7922, 0.01));
    CHECK(in_seconds(instances.alive - instances.busy) / seconds == within(5.91, 0.015));
  }

  TEST_CASE("Q01-Q04: instances that serve one request at a time queue as theory says") {
    const Queue mm1 = queue_of(microvm, tasks(1, "{exponential: 1s}"), {}, 0.8);
    CHECK(mm1.time == within(theory::mm1_time(0.8, 1), 0.02));
    const Queue mm4 = queue_of(microvm, tasks(4, "{exponential: 1s}"), {}, 3.2);
    CHECK(mm4.waits == within(theory::erlang_c(4, 3.2), 0.02));
    CHECK(mm4.wait == within(theory::mmc_wait(4, 3.2, 1), 0.02));
    const Queue md1 = queue_of(microvm, tasks(1, "1s"), {}, 0.8);
    CHECK(md1.wait == within(theory::mg1_wait(0.8, 1, 0), 0.02));
    const Queue mh2 =
        queue_of(microvm, tasks(1, "{hyperexponential: {mean: 1s, cv: 2}}"), {}, 0.7, 8'000'000);
    CHECK(mh2.wait == within(theory::mg1_wait(0.7, 1, 4), 0.03));
  }

  TEST_CASE("Q02: isolates on the cores of a server wait as Erlang C says") {
    const SiteTerms four{.cores = Count{4}};
    FunctionLab warm(plan_of(isolate, "cpu: {exponential: 1s}\ntimeout: 1d\nprovisioned: 1\n"),
                     four, 9);
    double wait = 0;
    std::int64_t waits = 0;
    constexpr std::int64_t n = 4'000'000;
    run_known(warm, 3.2, n, 4, [&](const Invocation& x) {
      wait += in_seconds(x.cpu_waited);
      waits += x.cpu_waited > Duration{0};
    });
    CHECK(share(waits, n) == within(theory::erlang_c(4, 3.2), 0.02));
    CHECK(wait / n == within(theory::mmc_wait(4, 3.2, 1), 0.02));
  }

  TEST_CASE("Q05, Q06: what a bounded queue sheds, whatever the service") {
    CHECK(queue_of(microvm, tasks(1, "{exponential: 1s}", "4"), {}, 1.2).shed ==
          within(theory::mm1k_loss(1.2, 5), 0.01));
    CHECK(queue_of(microvm, tasks(1, "{exponential: 1s}", "9"), {}, 2).shed ==
          within(theory::mm1k_loss(2, 10), 0.01));
    CHECK(queue_of(microvm, tasks(10, "{exponential: 1s}", "0"), {}, 8).shed ==
          within(theory::erlang_b(10, 8), 0.02));
    CHECK(queue_of(microvm, tasks(10, "1s", "0"), {}, 8).shed ==
          within(theory::erlang_b(10, 8), 0.02));
  }

  TEST_CASE("Q07: cores that are shared take a mean time that does not depend on the service law") {
    for (const char* service : {"1s", "{hyperexponential: {mean: 1s, cv: 2}}"}) {
      CAPTURE(service);
      const FunctionPlan plan =
          plan_of(isolate, std::string("timeout: 1d\nprovisioned: 1\n"
                                       "cpu_order: processor_sharing\ncpu: ") +
                               service);
      const FunctionPlan* const functions[] = {&plan};
      Engine engine;
      ComputeSite site(functions, {.cores = Count{1}}, engine, 3, 0);
      constexpr std::size_t n = 2'000'000;
      std::vector<Invocation> all(n);
      PoissonArrivals arrivals(0.7, 8);
      for (std::size_t i = 0; i < n; ++i) {
        const Instant at = arrivals.next();
        engine.run_before(at);
        ask(site, 0, i, at, all);
      }
      engine.run();
      double time = 0;
      for (const Invocation& x : all) time += in_seconds(x.answered - x.arrived);
      CHECK(time / n == within(theory::ps_time(0.7, 1), 0.02));
    }
  }
}
