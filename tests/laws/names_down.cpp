// Name servers that are down: who still resolves, and for how long.
#include <doctest/doctest.h>

#include "support/runs.hpp"
#include "world/names.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// Each request opens a connection whose device asks its resolver; 1 rps per resolver and more.
Plan unnamed(const Overrides& overrides = {}) {
  return open_text(R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: unnamed}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 400s}
  demand: {rate: 500 rps}
  routes: {all: {share: 100%, objects: 1, size: 1kB}}
  clients:
    requests_per_connection: 1
    dns: {ttl: 300s, asked: 100%, users_per_resolver: 2000}
    retry: {attempts: 1}
  origin: {workers: unlimited, service: 1ms}
  faults: [{kind: down, target: dns, at: 10s, duration: 400s}]
design: {}
)",
                   overrides);
}

/// The share of resolvers that still know the address so long after the servers went down.
double still_known(const Plan& plan, double after_s) {
  const Names names(*plan, 42, 0);
  const MetroPlan& metro = plan->clients.metros.at(0);
  constexpr std::uint32_t many = 400'000;
  constexpr Instant since{std::chrono::seconds(10)};
  std::uint32_t known = 0;
  for (std::uint32_t i = 0; i < many; ++i)
    known += names.kept_until(metro, i, since) > since + from_seconds(after_s);
  return static_cast<double>(known) / many;
}

/// The share of requests that fail in the moment so long after the beginning.
double failed_at(const Runs& runs, double at_s) {
  const Observations& seen = runs.replications[0].seen;
  const auto slot = static_cast<std::size_t>(at_s / in_seconds(runs.plan->time.moment));
  double requests = 0, failures = 0;
  for (std::size_t k = slot - 2; k <= slot + 2; ++k)
    for (std::size_t region = 0; region < seen.regions; ++region) {
      requests += static_cast<double>(seen.moment(k, region).requests);
      failures += static_cast<double>(seen.moment(k, region).failures);
    }
  return failures / requests;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("names: busy resolvers forget an address evenly over its ttl; some keep it longer") {
    // Lookups without end: each resolver had the address. 8.74% keep it for 30 min.
    const Plan busy =
        unnamed({"world.demand.rate=1M rps", "world.sample=0.1%", "world.routes.all.objects=1000"});
    CHECK(still_known(busy, 60) == doctest::Approx(0.8146).epsilon(0.005).scale(0));
    CHECK(still_known(busy, 150) == doctest::Approx(0.5364).epsilon(0.005).scale(0));
    CHECK(still_known(busy, 300) == doctest::Approx(0.0728).epsilon(0.02).scale(0));
    const Plan obedient =
        unnamed({"world.demand.rate=1M rps", "world.sample=0.1%", "world.routes.all.objects=1000",
                 "world.clients.dns.extended=0%"});
    CHECK(still_known(obedient, 60) == doctest::Approx(0.8).epsilon(0.005).scale(0));
    CHECK(still_known(obedient, 150) == doctest::Approx(0.5).epsilon(0.005).scale(0));
    CHECK(still_known(obedient, 301) == 0);
  }

  TEST_CASE("names: idle resolvers know it as K02 says") {
    // 500 resolvers of 2,000 users; 5 rps: each asks every 100 s. λ(T−t)/(1+λT) = .01·200/4.
    const Plan idle = unnamed({"world.demand.rate=5 rps", "world.clients.dns.extended=0%"});
    CHECK(still_known(idle, 100) == doctest::Approx(0.5).epsilon(0.01).scale(0));
  }

  TEST_CASE("names: what fails in a run is what no resolver remembers, 5 s after it was asked") {
    const Runs runs = run(unnamed());
    CHECK(failed_at(runs, 60) == doctest::Approx(1 - 0.8146).epsilon(0.06).scale(0));
    CHECK(failed_at(runs, 150) == doctest::Approx(1 - 0.5364).epsilon(0.06).scale(0));
    CHECK(failed_at(runs, 350) == doctest::Approx(1 - 0.0704).epsilon(0.02).scale(0));
    const double all = read_metric(runs, "errors.share");
    CHECK(read_metric(runs, "errors.share{cause=dns}") == all);
    CHECK(read_metric(runs, "errors.delay.mean") == doctest::Approx(5000).epsilon(0.001).scale(0));
  }

  TEST_CASE("names: connections and devices that know the address carry on for a while") {
    const Runs asked = run(unnamed());
    const Runs reused =
        run(unnamed({"world.clients.requests_per_connection=8", "world.clients.dns.asked=25%"}));
    CHECK(failed_at(reused, 30) < failed_at(asked, 30));
    CHECK(failed_at(reused, 350) > 0.9 * failed_at(asked, 350));
  }
}
