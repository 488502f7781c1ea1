// What holds for every queue: no acknowledged message is lost uncounted, and waiting and failing
// follow theory.
#include <cmath>

#include <doctest/doctest.h>

#include "support/runs.hpp"
#include "support/stores.hpp"
#include "validate/closed_forms.hpp"

using namespace edgecase;
using namespace edgecase::testing;
using namespace std::chrono_literals;

namespace {

/// A queue in one place, and Poisson messages from beside it.
std::unique_ptr<StoreLab> queue_lab(const std::string& keys, double per_second, Duration length,
                                    std::uint32_t objects = 50) {
  auto lab = std::make_unique<StoreLab>(
      "kind: {queue: {write: 1ms, messages: 100000 rps, " + keys + "}}", 1);
  PoissonArrivals arrivals(per_second, 3);
  const Stream dice(4, 0, "queue lab");
  std::uint64_t number = 0;
  for (Instant when = arrivals.next(); when < Instant{} + length; when = arrivals.next())
    lab->at(when, 0, Operation::write, static_cast<std::uint32_t>(objects * dice.unit(number++)));
  return lab;
}
std::unique_ptr<StoreLab> drained(const std::string& keys, double per_second, Duration length,
                                  std::uint32_t objects = 50) {
  auto lab = queue_lab(keys, per_second, length, objects);
  lab->run();
  return lab;
}

const QueueMeter& messages(const StoreLab& lab) { return lab.store().queue()->by_phase.at(0); }
std::uint64_t acknowledged(const StoreLab& lab) {
  std::uint64_t all = 0;
  for (const AskedStore& one : lab.asked()) all += one.done();
  return all;
}
double share(std::uint64_t part, std::uint64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

const char* const queue_world = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: queue_world}
world:
  network: lab
  horizon: {warm_up: 1s, measure: 100s}
  demand: {rate: 100 rps}
  routes: {all: {share: 100%, objects: 100, size: 1kB, operations: {read: 0%, write: 100%}}}
  origin: {service: 5ms}
design:
  routes: {all: {store: jobs}}
  stores: {jobs: {kind: {queue: {batch: 1, processing: 1ms}}}}
)";

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("queues: every acknowledged message is processed, or a dead letter, in the end") {
    for (const char* keys : {"batch: 1", "batch: 10, batch_wait: 1s", "failures: 40%, retries: 0",
                             "failures: 40%, retries: 3, retry_delay: 2s",
                             "lost_acknowledgements: 30%, redelivery: 3s",
                             "failures: 30%, retries: 1, lost_acknowledgements: 30%, redelivery: "
                             "0s, concurrency: 2"}) {
      CAPTURE(keys);
      const auto lab = drained(keys, 50, 100s);
      const QueueMeter& meter = messages(*lab);
      REQUIRE(meter.accepted > 4000);
      CHECK(meter.accepted == acknowledged(*lab));
      CHECK(meter.processed + meter.dead_letters == meter.accepted);
      CHECK(meter.deleted == meter.accepted);
      CHECK(meter.delay_ns.count() == meter.processed);
      CHECK(meter.deliveries >= meter.accepted);
      CHECK(lab->store().queue()->backlog.at_end == 0);
      CHECK(lab->store().queue()->backlog.peak > 0);
    }
  }

  TEST_CASE("queues: failures f and n retries leave a share f^(n+1) of dead letters") {
    struct Row {
      double failures;
      int retries;
    };
    for (const Row row : {Row{0.5, 0}, Row{0.5, 2}, Row{0.8, 3}, Row{1, 2}, Row{0, 0}}) {
      CAPTURE(row.failures);
      CAPTURE(row.retries);
      const auto lab = drained("batch: 1, failures: " + std::to_string(row.failures * 100) +
                                   "%, retries: " + std::to_string(row.retries),
                               200, 100s);
      const QueueMeter& meter = messages(*lab);
      const double dead = std::pow(row.failures, row.retries + 1);
      // 20,000 messages: the standard error of a share of 0.5 is 0.0035.
      CHECK(std::abs(share(meter.dead_letters, meter.accepted) - dead) < 0.014);
      const double each = row.failures < 1 ? (1 - dead) / (1 - row.failures) : row.retries + 1;
      CHECK(share(meter.deliveries, meter.accepted) ==
            doctest::Approx(each).scale(0).epsilon(0.02));
    }
  }

  TEST_CASE("queues: as many deliveries are duplicates as acknowledgements are lost") {
    const auto lab = drained("batch: 1, lost_acknowledgements: 20%", 200, 100s);
    const QueueMeter& meter = messages(*lab);
    CHECK(share(meter.duplicates, meter.deliveries) == doctest::Approx(0.2).scale(0).epsilon(0.06));
    CHECK(meter.dead_letters == 0);
    CHECK(messages(*drained("batch: 1", 200, 10s)).duplicates == 0);
  }

  TEST_CASE("queues: consumers that take one message each are M/M/c") {
    for (const double per_second : {60., 80.}) {
      CAPTURE(per_second);
      const auto lab = drained("batch: 1, concurrency: 4, processing: {exponential: {mean: 40ms}}",
                               per_second, 3000s);
      const double expected = closed_form::mmc_wait(4, per_second * 1e-3, 40) + 40;
      CHECK(messages(*lab).delay_ns.mean() * 1e-6 ==
            doctest::Approx(expected).scale(0).epsilon(0.04));
    }
  }

  TEST_CASE("queues: a message alone waits for its batch, ten do not") {
    StoreLab lab("kind: {queue: {write: 1ms, batch: 10, batch_wait: 3s, processing: 20ms}}", 1);
    lab.at(Instant{1s}, 0, Operation::write, 1);
    for (std::uint32_t i = 0; i < 10; ++i) lab.at(Instant{60s}, 0, Operation::write, 10 + i);
    lab.run();
    const QueueMeter& meter = messages(lab);
    REQUIRE(meter.processed == 11);
    CHECK(meter.delay_ns.mean() * 1e-6 ==
          doctest::Approx((3020. + 10 * 20) / 11).epsilon(0.001).scale(0));
    CHECK(lab.store().queue()->backlog.peak == 10);
  }

  TEST_CASE("queues: one consumer keeps the order of a key, retries and several do not") {
    const auto reordered = [](const std::string& keys) {
      return messages(*drained("batch: 1, " + keys, 40, 100s, 1)).reordered;
    };
    CHECK(reordered("concurrency: 1, processing: {exponential: {mean: 10ms}}") == 0);
    CHECK(reordered("concurrency: 1, processing: 1ms, failures: 20%, retry_delay: 1s") > 100);
    CHECK(reordered("concurrency: 20, processing: {exponential: {mean: 100ms}}") > 100);
  }

  TEST_CASE("queues: a lost home delivers nothing, and what it holds is its backlog") {
    const Runs all = run(open_text(queue_world));
    const Runs cut = run(open_text(
        queue_world, {"design.stores.jobs.kind={queue: {batch: 1, processing: 20s}}",
                      "world.faults=[{kind: store_down, store: jobs, at: 51s, duration: 100s}]"}));
    CHECK(read_metric(all, "queue.backlog") < 5);
    const QueueMeter& meter = cut.replications.front().seen.queue(0, 0);
    // 20 s of messages were at consumers when it failed; those are finished, the rest has left.
    CHECK(meter.accepted < 5500);
    CHECK(meter.processed + meter.dead_letters <= meter.accepted);
    CHECK(read_metric(cut, "queue.backlog") < read_metric(cut, "queue.backlog.peak"));
  }

  TEST_CASE("queues: what is accepted beyond the limit is throttled") {
    const Runs runs = run(open_text(
        queue_world, {"design.stores.jobs.kind={queue: {messages: 50 rps, processing: 1ms}}"}));
    // Of 100 a second (Poisson) 50 are accepted: all but some 1e-10 of the seconds have more.
    CHECK(read_metric(runs, "store.refused.share") == doctest::Approx(0.5).scale(0).epsilon(0.03));
  }

  TEST_CASE("queues: they are only written") {
    const auto complaint = [](const Overrides& overrides) {
      const Opened opened = try_open(queue_world, overrides);
      CHECK_FALSE(opened.plan);
      return opened.complaints;
    };
    for (const char* operations : {"{read: 100%}", "{read: 10%, write: 90%}",
                                   "{write: 50%, read_modify_write: 50%, read: 0%}"})
      CHECK(complaint({std::string("world.routes.all.operations=") + operations})
                .find("the route `all` reads, and `jobs` is a queue") != std::string::npos);
    CHECK(
        complaint({"design.routes={all: {compute: api}}",
                   "design.compute={api: {runtime: isolate, sub_requests: {to: jobs, count: 2}}}"})
            .find("a queue is only written") != std::string::npos);
  }

  TEST_CASE("queues: a message is billed as written, read and deleted, each 64 kB of it") {
    // 100 messages a second for a month of 30 days: 259.2 million.
    const auto dollars = [](const std::string& size) {
      const Runs runs = run(open_text(queue_world, {"world.routes.all.size=" + size}));
      return read_metric(runs, "cost.monthly{line=cloudflare-2026/queues/operations}");
    };
    const double small = dollars("1kB");
    CHECK(small == doctest::Approx(3 * 259.2 * 0.4).scale(0).epsilon(0.03));
    CHECK(dollars("100kB") == doctest::Approx(2 * small).scale(0).epsilon(0.01));
  }
}
