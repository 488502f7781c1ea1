// The compute stage by hand: one mechanism a case.
#include "support/compute.hpp"

#include <filesystem>

#include "load/catalogue.hpp"
#include "model/compute/billed.hpp"

using namespace edgecase;
using namespace edgecase::testing;
using namespace std::chrono_literals;

namespace {

using enum StartKind;
using enum InvocationEnd;

const std::string half_second = "cpu: 500ms\ncold_start: 2s\nkeep_alive: 10s\n";

RuntimeSpec shipped(const std::string& name) {
  const Catalogue catalogue({std::filesystem::path(EDGECASE_SOURCE_DIR) / "scenarios"});
  Diagnostics diagnostics;
  const auto document = parse_document("x: 1\n", "t.yaml", {}, diagnostics);
  Checker checker(*document, diagnostics);
  const auto runtime = catalogue.load<RuntimeSpec>("runtimes", name, checker, "x");
  REQUIRE_MESSAGE(runtime, name << "\n" << render_text(diagnostics));
  return *runtime;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("an instance is kept for keep_alive after its last request, to the nanosecond") {
    // A hundred years from the start.
    const Instant then{24h * 36525};
    FunctionLab place(plan_of(microvm, half_second), {});
    const Invocation first = place.call(0, then);
    CHECK(first.how == cold);
    CHECK(first.start == then + 2s);
    CHECK(first.finish == then + 2500ms);
    const Instant gone = first.finish + 10s;
    const Invocation again = place.call(1, gone - 1ns);
    CHECK(again.how == warm);
    CHECK(again.answered == gone - 1ns + 500ms);
    CHECK(place.call(2, again.finish + 10s).how == cold);
    place.site.close(again.finish + 12500ms);
    CHECK(place.meters().instances.alive == (gone - 1ns - then) + 500ms + 10s + 2500ms);
    CHECK(place.meters().instances.busy == 2500ms + 500ms + 2500ms);
    CHECK(place.meters().instances.expired == 1);
  }

  TEST_CASE("who meets another's cold start waits for it where platforms do so, else starts one") {
    FunctionLab waits(
        plan_of("kind: container\nconcurrency: 2\njoins_starting: true\ncpus: 4\n", half_second),
        {});
    CHECK(waits.call(0, Instant{1s}).how == cold);
    const Invocation victim_ = waits.call(1, Instant{2s});
    CHECK(victim_.how == victim);
    CHECK(victim_.starting == 1s);
    CHECK(victim_.answered == Instant{3500ms});
    CHECK(waits.call(2, Instant{2s}).how == cold);  // both slots are taken
    FunctionLab starts(plan_of("kind: container\nconcurrency: 2\ncpus: 4\n", half_second), {});
    CHECK(starts.call(0, Instant{1s}).how == cold);
    CHECK(starts.call(1, Instant{2s}).how == cold);
    CHECK(starts.meters().instances.peak == 2);
  }

  TEST_CASE("requests in one instance share its vCPUs in their order") {
    FunctionLab place(plan_of("kind: container\nconcurrency: 10\ncpus: 2\n",
                              "cpu: 500ms\nwait: 1s\nprovisioned: 1\n"),
                      {});
    CHECK(place.call(0, Instant{1s}).answered == Instant{2500ms});
    CHECK(place.call(1, Instant{1s}).answered == Instant{2500ms});
    const Invocation third = place.call(2, Instant{1s});
    CHECK(third.cpu_waited == 500ms);
    CHECK(third.answered == Instant{3s});
  }

  TEST_CASE("less memory than a vCPU comes with makes work take longer") {
    const std::string runtime = std::string(microvm) + "memory_per_cpu: 1000MB\nmemory: 250MB\n";
    FunctionLab place(plan_of(runtime, "cpu: 100ms\n"), {});
    const Invocation x = place.call(0, Instant{});
    CHECK(x.answered == Instant{400ms});
    CHECK(x.cpu == 100ms);
  }

  TEST_CASE("memory that is needed comes from whoever was used longest ago") {
    std::vector<FunctionPlan> plans;
    for (const char* name : {"a", "b", "c"}) {
      plans.push_back(plan_of(isolate, "cpu: 1ms\nmemory: 40MB\n", name));
    }
    const FunctionPlan* const functions[] = {&plans[0], &plans[1], &plans[2]};
    Engine engine;
    ComputeSite site(functions, {.memory = 100_MB}, engine, 1, 0);
    const auto how = [&](std::uint32_t f, Duration at) {
      return site.known(f, {.number = 0}, Instant{at})->how;
    };
    CHECK(how(0, 1s) == cold);
    CHECK(how(1, 2s) == cold);
    CHECK(how(0, 3s) == warm);
    CHECK(how(2, 4s) == cold);  // in place of b
    CHECK(how(0, 5s) == warm);
    CHECK(how(1, 6s) == cold);  // in place of c
    CHECK(how(2, 7s) == cold);
    CHECK(site.meters(1).instances.evicted == 1);
    CHECK(site.room(0).peak == 80'000'000);
    // Nobody is idle: no room at all.
    FunctionLab full(plan_of(microvm, "cpu: 1s\nmemory: 60MB\n"), {.memory = 100_MB});
    CHECK(full.call(0, Instant{}).end == done);
    const Invocation second = full.call(1, Instant{});
    CHECK(second.end == done);
    CHECK(second.queued == 1s);
    CHECK(FunctionLab(plan_of(microvm, "memory: 200MB\n"), {.memory = 100_MB}).call(0, {}).end ==
          shed);
  }

  TEST_CASE("a new version empties every server, and its code is fetched anew") {
    const std::string phases = "cold_start: {code_fetch: 1s, boot: 100ms}\nbundle: 125MB\n";
    FunctionLab place(plan_of(isolate, phases + "cpu: 0s\nredeploy_every: 1h\n"),
                      {.code_round_trip = 50ms});
    // 125 MB at 1 Gbit/s take 1 s.
    CHECK(place.call(0, Instant{1s}).starting == 2150ms);
    CHECK(place.call(1, Instant{2s}).how == victim);
    CHECK(place.call(2, Instant{20min}).starting == 100ms);  // kept for 10 min; the code is there
    CHECK(place.call(3, Instant{59min}).starting == 100ms);
    CHECK(place.call(4, Instant{61min}).starting == 2150ms);
    CHECK(place.meters().instances.replaced == 1);
  }

  TEST_CASE("a TLS hello, a snapshot and a shorter way each remove their part of a start") {
    const std::string start =
        "cold_start: {placement: 10ms, boot: 100ms, language_init: 200ms, user_init: 50ms}\n";
    const auto starting = [&](const std::string& more, Duration head_start) {
      FunctionLab place(plan_of(microvm, start + more), {});
      return place.site.known(0, {.number = 0, .head_start = head_start}, Instant{1s})->starting;
    };
    CHECK(starting("", 30ms) == 360ms);
    CHECK(starting("prewarm: true\n", 30ms) == 330ms);
    CHECK(starting("prewarm: true\n", 1s) == 0ms);
    CHECK(starting("snapshot: 40ms\n", 0ms) == 50ms);
    CHECK(FunctionLab(plan_of(microvm, start), {.no_cold_starts = true}).call(0, {}).starting ==
          0ms);
  }

  TEST_CASE("accounts limit what is in work and how fast it grows") {
    FunctionLab at_once(plan_of(microvm, "cpu: 1s\naccount: {concurrency: 2}\n"), {});
    CHECK(at_once.call(0, Instant{}).end == done);
    CHECK(at_once.call(1, Instant{}).end == done);
    CHECK(at_once.call(2, Instant{999ms}).end == throttled);
    CHECK(at_once.call(3, Instant{1s}).end == done);
    FunctionLab growth(
        plan_of(microvm, "cpu: 1h\naccount: {burst: 3, starts: 2 rps}\ntimeout: 1d\n"), {});
    for (std::uint64_t i = 0; i < 3; ++i) CHECK(growth.call(i, Instant{10s}).end == done);
    CHECK(growth.call(3, Instant{10s}).end == throttled);
    CHECK(growth.call(4, Instant{10499ms}).end == throttled);
    CHECK(growth.call(5, Instant{10500ms}).end == done);
    CHECK(growth.call(6, Instant{10501ms}).end == throttled);
    CHECK(growth.meters().throttled == 3);
  }

  TEST_CASE("a caller that gives up leaves work behind, which burns CPU and blocks others") {
    FunctionLab place(plan_of(microvm, "cpu: 3s\ninstances: 1\ntimeout: 1s\n"), {});
    const Invocation x = place.call(0, Instant{});
    CHECK(x.end == timed_out);
    CHECK(x.answered == Instant{1s});
    CHECK(x.finish == Instant{3s});
    CHECK(place.meters().abandoned_cpu == 2s);
    CHECK(place.call(1, Instant{1s}).queued == 2s);
  }

  TEST_CASE("a request over the CPU limit is killed at the limit, over the wall limit too") {
    const std::string limits =
        "limits: {cpu: {value: 10ms, source: t}, wall: {value: 1s, source: t}}\n";
    FunctionLab cpu(plan_of(std::string(isolate) + limits, "cpu: 25ms\n"), {});
    const Invocation killed_ = cpu.call(0, Instant{});
    CHECK(killed_.end == killed);
    CHECK(killed_.answered == Instant{10ms});
    CHECK(cpu.meters().cpu == 10ms);
    FunctionLab wall(plan_of(std::string(microvm) + limits, "cpu: 1ms\nwait: 2s\n"), {});
    CHECK(wall.call(0, Instant{}).end == killed);
    CHECK(wall.meters().wall == 1s);
  }

  TEST_CASE("billed time is rounded per request, per busy time and per life") {
    const Rounding tenths{100ms, 300ms};
    CHECK(tenths(0ms) == 0ms);
    CHECK(tenths(1ms) == 300ms);
    CHECK(tenths(300ms) == 300ms);
    CHECK(tenths(301ms) == 400ms);
    FunctionLab place(
        plan_function("f", compute_of("cpu: 30ms\ncold_start: {user_init: 45ms}\n"),
                      spec_of<RuntimeSpec>(
                          "title: t\nkind: microvm\nsource: t\nretrieved: t\n"
                          "cold_start: {}\nkeep_alive: 1s\n"
                          "billing: {mode: request, step: 100ms, start: true, source: t}\n")),
        {});
    place.call(0, Instant{});      // 75 ms
    place.call(1, Instant{50ms});  // another instance, 75 ms
    place.call(2, Instant{500ms});
    place.site.close(Instant{10s});
    const FunctionMeters& m = place.meters();
    CHECK(m.billed_requests == 300ms);
    CHECK(m.instances.billed_busy == 300ms);
    // The third request takes the second instance, which was idle for less.
    CHECK(m.instances.alive == (75ms + 1s) + (500ms + 30ms + 1s - 50ms));
    CHECK(m.instances.billed_alive == 1100ms + 1500ms);
    FunctionPlan plan = place.plan;
    CHECK(billed_time(plan, m) == 300ms);
    plan.billing = BillingMode::instance;
    CHECK(billed_time(plan, m) == 2600ms);
    plan.billing = BillingMode::cpu;
    CHECK(billed_time(plan, m) == 0ms);
    CHECK(m.cpu == 90ms);
    plan.terms.provisioned = 3;
    CHECK(provisioned_time(plan, {Instant{1h}, Instant{3h}}) == 6h);
  }

  TEST_CASE("what lies outside the window is not measured") {
    FunctionLab place(plan_of(microvm, "cpu: 1s\nkeep_alive: 10s\n"),
                      {.window = {Instant{5s}, Instant{20s}}});
    place.call(0, Instant{});  // alive until 11 s
    place.call(1, Instant{19500ms});
    place.site.close(Instant{30s});
    CHECK(place.meters().instances.alive == 6s + 500ms);
    CHECK(place.meters().instances.busy == 500ms);
    CHECK(place.meters().instances.started == 1);
    CHECK(place.meters().instances.expired == 1);
  }

  TEST_CASE("a home that is overloaded sends requests back to where they stand") {
    const auto plan = plan_of(isolate,
                              "cpu: 20ms\nsharding: consistent_hash\nprovisioned: 1\n"
                              "overflow: 30ms\nforwarding: 1ms\n");
    FunctionLab place(plan, {.servers = 10, .cores = Count{1}});
    std::vector<std::uint32_t> seen;
    for (std::uint64_t i = 0; i < 20; ++i) seen.push_back(place.call(i, Instant{1s}).server);
    const std::uint32_t home = seen.front();
    CHECK(seen[1] == home);
    // One in work and one behind it are 40 ms, more than 30: the rest stays where it stands.
    CHECK(std::ranges::count(seen, home) >= 2);
    CHECK(std::ranges::count(seen, home) < 8);
    CHECK(place.call(20, Instant{5s}).answered == Instant{5021ms});
  }

  TEST_CASE("the least loaded server takes the next request") {
    FunctionLab place(plan_of(isolate, "cpu: 1s\nsharding: least_loaded\n"), {.servers = 4});
    std::vector<int> count(4);
    for (std::uint64_t i = 0; i < 8; ++i) ++count[place.call(i, Instant{}).server];
    CHECK(count == std::vector<int>{2, 2, 2, 2});
  }

  TEST_CASE("a function hashes to one home, and one server more moves its part of the functions") {
    int moved = 0;
    for (std::uint64_t f = 0; f < 10'000; ++f) {
      const std::uint32_t before = home_of(f, 1, 20);
      const std::uint32_t after = home_of(f, 1, 21);
      CHECK(before < 20);
      moved += after != before;
      if (after != before) CHECK(after == 20);
    }
    CHECK(moved == within(10'000 / 21.0, 0.2));
  }

  TEST_CASE("an autoscaler grows at once, shrinks after fewer have long been enough") {
    Autoscaler scaler({.target = 50_percent,
                       .every = 1min,
                       .scale_in = 5min,
                       .least = Count{2},
                       .most = Count{40}},
                      10);
    CHECK(scaler.advise(Instant{1min}, 0) == 2);
    CHECK(scaler.advise(Instant{2min}, 50) == 10);
    CHECK(scaler.advise(Instant{3min}, 50.1) == 11);
    CHECK(scaler.advise(Instant{4min}, 500) == 40);
    CHECK(scaler.advise(Instant{5min}, 20) == 40);
    CHECK(scaler.advise(Instant{9min}, 15) == 40);
    CHECK(scaler.advise(Instant{10min}, 15) == 4);
    CHECK(scaler.advise(Instant{15min}, 0) == 3);
  }

  TEST_CASE("tasks behind an autoscaler follow a crowd, and nobody is lost") {
    const auto plan = plan_of("kind: region_service\nconcurrency: 1\n",
                              "cpu: 1s\ncold_start: 30s\ntimeout: 1h\nautoscaler: {least: 2, most: "
                              "100, every: 1min, target: 50%, scale_in: 3min}\n");
    const FunctionPlan* const functions[] = {&plan};
    Engine engine;
    ComputeSite site(functions, {}, engine, 1, 0);
    // One a second needs 2 tasks; ten a second need 20.
    std::vector<Invocation> all(600 + 6000);
    std::uint64_t n = 0;
    for (int s = 0; s < 600; ++s) ask(site, 0, n++, Instant{1s * s}, all);
    for (int s = 0; s < 6000; ++s) ask(site, 0, n++, Instant{600s + 100ms * s}, all);
    engine.run();
    site.close(engine.now());
    const FunctionMeters& m = site.meters(0);
    CHECK(m.done == 6600);
    CHECK(all[599].queued == 0s);
    CHECK(all[900].queued > 10s);   // thirty seconds after the crowd came
    CHECK(all[6599].queued == 0s);  // ten minutes after
    CHECK(m.instances.peak > 20);
    CHECK(m.instances.peak <= 100);
    CHECK(m.instances.now == 0);
    // It ends once it has scaled in.
    CHECK(engine.now() > Instant{20min});
    CHECK(engine.now() < Instant{40min});
  }

  TEST_CASE("a function with sub-requests holds its slot until it leaves") {
    const auto plan = plan_of(microvm, "cpu: 1s\ninstances: 1\nsub_requests: 2\n");
    const FunctionPlan* const functions[] = {&plan};
    Engine engine;
    ComputeSite site(functions, {}, engine, 1, 0);
    CHECK_FALSE(site.known(0, {}, Instant{}));
    std::vector<Invocation> all(2);
    const auto serve = [](ComputeSite& where, std::uint64_t number,
                          std::vector<Invocation>& out) -> Traveller {
      Invocation x = co_await where.enter(0, {.number = number});
      co_await where.engine().delay(2s);
      where.leave(x, 2);
      out[number] = x;
    };
    serve(site, 0, all);
    serve(site, 1, all);
    engine.run();
    CHECK(all[0].finish == Instant{3s});
    CHECK(all[1].queued == 3s);
    CHECK(all[1].finish == Instant{6s});
    CHECK(site.meters(0).sub_requests == 4);
    CHECK(site.meters(0).wall == 6s);
    CHECK(site.meters(0).cpu == 2s);
  }

  TEST_CASE("chatty code runs better near its data from so many sub-requests on") {
    // 10 ms to where it runs, 80 ms from there to the data, 90 ms straight to the data.
    CHECK(near_data_from(10ms, 80ms, 90ms) == 2);
    CHECK(near_data_from(10ms, 100ms, 90ms) == 1);
    CHECK(near_data_from(10ms, 20ms, 90ms) == 5);
    CHECK_FALSE(near_data_from(10ms, 0ms, 10ms));
  }

  TEST_CASE("every shipped runtime can be read, names its sources, and runs a function") {
    const Catalogue catalogue({std::filesystem::path(EDGECASE_SOURCE_DIR) / "scenarios"});
    const auto names = catalogue.names("runtimes");
    CHECK(names.size() >= 10);
    for (const std::string& name : names) {
      CAPTURE(name);
      const RuntimeSpec runtime = shipped(name);
      CHECK(runtime.source.size() > 20);
      const bool service = runtime.kind == RuntimeKind::region_service;
      FunctionLab place(
          plan_function(name, compute_of(service ? "provisioned: 1\ncpu: 100us\n" : "cpu: 100us\n"),
                        runtime),
          {});
      const Invocation x = place.call(0, Instant{1h});
      CHECK(x.how == (service ? warm : cold));
      CHECK(x.end == done);
    }
  }

  TEST_CASE("starts of a lambda have the measured quantiles") {
    const FunctionPlan plan =
        plan_function("f", compute_of("cpu: 1ms\n"), shipped("lambda-nodejs22"));
    std::vector<double> ms;
    const Stream stream(1, 0, "starts");
    for (std::uint64_t i = 0; i < 100'000; ++i) {
      ms.push_back(in_seconds(plan.cold.draw(ColdPhase::language_init, stream, i)) * 1e3);
    }
    std::ranges::sort(ms);
    CHECK(ms[50'000] == within(142.3, 0.01));
    CHECK(ms[90'000] == within(170.6, 0.01));
    CHECK(ms[99'000] == within(217.3, 0.01));
  }
}
