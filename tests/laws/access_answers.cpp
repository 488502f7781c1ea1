// What the shipped scenarios about access are there to show.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

TEST_SUITE("laws") {
  TEST_CASE("scenarios: without logins sessions run out; without introspection nobody works") {
    const std::string file = "idp-outage.yaml";
    const Runs long_sessions = run(open_answer(file));
    const Runs short_sessions =
        run(open_answer(file, {"design.access.staff.session={lifetime: 1h, token: 1h}"}));
    const auto refused = [](const Runs& runs) {
      return read_metric(runs, "errors.share{cause=no_identity}");
    };
    CHECK_NUMBERS(refused(long_sessions) > 0);
    // Of busy people t after it went t / L are out, and those who came without a session: most of
    // the loss of eight hours is these, of one hour the sessions that end.
    CHECK_NUMBERS(refused(short_sessions) > 2 * refused(long_sessions));
    const Runs calm = run(open_answer(file, {"world.faults=[]"}));
    CHECK(read_metric(calm, "availability") == 1);
    CHECK_NUMBERS(read_metric(long_sessions, "access.logins.refused.share") > 0.3);
    const Runs asked = run(open_answer(
        file, {"design.access.staff.validation={introspection: {}}",
               "world.faults=[{kind: service_down, target: {service: introspection}, at: 15min, "
               "duration: 20min}]"}));
    CHECK_NUMBERS(read_metric(asked, "errors.share{cause=no_introspection}") ==
                  doctest::Approx(0.5).scale(0).epsilon(0.02));
    const Runs open_doors = run(open_answer(
        file, {"design.access.staff.validation={introspection: {when_down: allow}}",
               "world.faults=[{kind: service_down, target: {service: introspection}, at: 15min, "
               "duration: 20min}]"}));
    CHECK(read_metric(open_doors, "availability") == 1);
  }

  TEST_CASE("scenarios: introspection costs every request a way to where it stands") {
    const std::string file = "idp-outage.yaml";
    const Runs asked = run(open_answer(
        file, {"world.faults=[]", "design.access.staff.validation={introspection: {cache: 0s}}"}));
    const Plan plan = asked.plan;
    double way = 0, all = 0;
    const std::vector<double> rates = plan->requests_by_pop();
    for (std::size_t pop = 0; pop < rates.size(); ++pop) {
      way += rates[pop] * static_cast<double>(plan->origin.pop_rtt_ns[pop]) * 1e-6;
      all += rates[pop];
    }
    CHECK_NUMBERS(read_metric(asked, "access.delay.mean") > way / all);
    CHECK_NUMBERS(read_metric(asked, "access.delay.mean") < way / all * 1.2);
  }

  TEST_CASE("scenarios: a compromised device is trusted until its next report") {
    const std::string file = "posture-check-interval.yaml";
    const Runs five = run(open_answer(file), 3);
    const Runs one = run(open_answer(file, {"design.access.staff.posture.poll=1min"}), 3);
    CHECK(read_metric(five, "access.exposure{after=compromise}") <= 302);
    CHECK_NUMBERS(read_metric(five, "access.exposure{after=compromise}") > 200);
    CHECK(read_metric(one, "access.exposure{after=compromise}") <= 62);
    // Requests in the meantime go with poll / 2 + latency.
    const double ratio = read_metric(five, "access.exposed{after=compromise}") /
                         read_metric(one, "access.exposed{after=compromise}");
    CHECK_NUMBERS(ratio == doctest::Approx((150.0 + 2) / (30 + 2)).scale(0).epsilon(0.15));
    const Runs blind = run(open_answer(file, {"design.access.staff.posture.detects=80%"}));
    CHECK_NUMBERS(read_metric(blind, "access.exposure{after=compromise}") > 1000);
  }

  TEST_CASE("scenarios: a quota hits who asks much; a key that is not kept costs a way each time") {
    const std::string file = "api-gateway-quota.yaml";
    const Runs runs = run(open_answer(file));
    // 720 requests of a consumer in an hour, Poisson: of those with 600 all but (nearly) 600.
    CHECK_NUMBERS(read_metric(runs, "errors.share{cause=over_quota}") ==
                  doctest::Approx(0.9 * 120 / 720).scale(0).epsilon(0.06));
    const Runs overage = run(open_answer(file, {"design.quotas.plans.plans.free.over=allow"}));
    CHECK(read_metric(overage, "errors.share{cause=over_quota}") == 0);
    CHECK_NUMBERS(read_metric(overage, "quota.overage.share") ==
                  doctest::Approx(read_metric(runs, "errors.share{cause=over_quota}"))
                      .scale(0)
                      .epsilon(0.02));
    const Runs looked_up = run(open_answer(file, {"design.access.consumers.keys.cache=0s"}));
    CHECK_NUMBERS(read_metric(looked_up, "access.delay.mean") >
                  1.05 * read_metric(runs, "access.delay.mean"));
  }
}
