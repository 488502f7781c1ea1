// What holds for every pool and every place: twins, conservation, Little's law, monotony.
#include "support/compute.hpp"

#include <algorithm>
#include <cmath>
#include <deque>

#include "core/server_pool.hpp"

using namespace edgecase;
using namespace edgecase::testing;
using namespace std::chrono_literals;

namespace {

/// A pool as one would write it first: a list of instances, looked through for every request.
class NaivePool {
 public:
  NaivePool(const PoolTerms& terms, Duration keep_alive) : terms_(terms), keep_alive_(keep_alive) {
    for (std::int64_t i = 0; i < terms.provisioned; ++i) {
      One& x = all_.emplace_back();
      x.provisioned = true;
      x.touched = ++stamp_;
    }
  }
  struct Fate {
    StartKind how = StartKind::none;
    Instant start{};
    std::size_t instance = 0;
  };

  Fate arrive(Instant now, Duration cold, std::int64_t queue) {
    settle(now);
    std::size_t best = all_.size();
    std::int64_t best_worth = -1;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const std::int64_t worth = worth_of(all_[i], now);
      if (worth > best_worth) {
        best = i;
        best_worth = worth;
      }
    }
    if (best < all_.size()) {
      all_[best].touched = ++stamp_;
      const Instant ready = all_[best].ready;
      return {ready > now ? StartKind::victim : StartKind::warm, std::max(now, ready), best};
    }
    const auto alive = std::ranges::count_if(all_, [](const auto& x) { return !x.gone; });
    if (alive < terms_.most) {
      One& x = all_.emplace_back();
      x.ready = now + cold;
      x.created = now;
      x.touched = ++stamp_;
      return {StartKind::cold, now + cold, all_.size() - 1};
    }
    std::erase_if(starts_, [now](Instant s) { return s <= now; });
    if (std::ssize(starts_) >= queue) return {};
    std::size_t first = 0;
    std::size_t which = 0;
    Instant end = Instant::max();
    for (std::size_t i = 0; i < all_.size(); ++i) {
      for (std::size_t e = 0; e < all_[i].ends.size(); ++e) {
        if (all_[i].ends[e] >= end) continue;
        end = all_[i].ends[e];
        first = i;
        which = e;
      }
    }
    all_[first].ends.erase(all_[first].ends.begin() + static_cast<std::ptrdiff_t>(which));
    starts_.push_back(end);
    return {StartKind::warm, end, first};
  }
  void until(std::size_t instance, Instant finish) { all_[instance].ends.push_back(finish); }
  Duration alive_time(Instant now) {
    settle(now);
    Duration sum = past_;
    for (const One& x : all_) sum += x.gone ? Duration{0} : now - x.created;
    return sum;
  }

 private:
  struct One {
    Instant ready{}, created{}, idle_since{};
    std::deque<Instant> ends{};
    bool provisioned = false, gone = false;
    std::int64_t touched = 0;
    bool starting = true;
  };

  void settle(Instant now) {
    for (;;) {
      One* next = nullptr;
      Instant at = Instant::max();
      for (One& x : all_) {
        for (const Instant end : x.ends) {
          if (end < at) {
            at = end;
            next = &x;
          }
        }
      }
      if (next == nullptr || at > now) break;
      std::erase(next->ends, at);
      next->idle_since = at;
      next->touched = ++stamp_;
      next->starting = next->ready > at;
    }
    std::vector<One*> ready;
    for (One& x : all_) {
      const bool full = std::ssize(x.ends) >= terms_.concurrency;
      if (x.starting && x.ready <= now && !full && !x.gone) ready.push_back(&x);
    }
    std::ranges::sort(ready, {}, &One::touched);
    for (One* x : ready) {
      x->touched = ++stamp_;
      x->starting = false;
    }
    for (One& x : all_) {
      if (x.gone || x.provisioned || !x.ends.empty()) continue;
      if (now - x.idle_since < keep_alive_) continue;
      x.gone = true;
      past_ += x.idle_since + keep_alive_ - x.created;
    }
  }

  // The most worthy one takes the request; negative: it cannot.
  std::int64_t worth_of(const One& x, Instant now) const {
    constexpr std::int64_t class_size = std::int64_t{1} << 60;
    const auto in_use = std::ssize(x.ends);
    if (x.gone || in_use >= terms_.concurrency) return -1;
    if (x.ready > now) {
      const auto alive = std::ranges::count_if(all_, [](const auto& y) { return !y.gone; });
      if (!terms_.joins_starting && alive < terms_.most) return -1;
      return class_size - 1 - x.ready.time_since_epoch().count() % class_size;
    }
    if (terms_.reuse == InstanceReuse::least_recent) {
      const std::int64_t rank = in_use > 0 ? 1 : x.provisioned ? 3 : 2;
      return rank * class_size + class_size - x.touched;
    }
    const std::int64_t rank = in_use > 0 ? 3 : x.provisioned ? 2 : 1;
    const bool by_age = terms_.reuse == InstanceReuse::newest && rank == 1;
    return rank * class_size + (by_age ? x.created.time_since_epoch().count() : x.touched);
  }

  PoolTerms terms_;
  Duration keep_alive_;
  std::vector<One> all_;
  std::deque<Instant> starts_;
  std::int64_t stamp_ = 0;
  Duration past_{};
};

int disagreements(const PoolTerms& terms, std::int64_t queue, std::uint64_t seed) {
  const Duration keep_alive = 300us;
  const Window window;
  InstanceMeters meters;
  Room room;
  const Custody keep{keep_alive, 1, false, {}, window, meters, room};
  InstancePool pool(terms, keep);
  NaivePool naive(terms, keep_alive);
  Draws draws(Stream(seed, 0, "twin"));
  Instant now{};
  int wrong = 0;
  for (int i = 0; i < 4000; ++i) {
    // Busy times and quiet ones, so that instances also expire.
    const bool quiet = draws.below(20) == 0;
    now += Duration{static_cast<std::int64_t>(1 + draws.below(quiet ? 900'000 : 50'000))};
    const Duration cold{static_cast<std::int64_t>(1 + draws.below(150'000))};
    const Duration work{static_cast<std::int64_t>(1 + draws.below(200'000))};
    pool.advance(now, keep);
    const NaivePool::Fate expected = naive.arrive(now, cold, queue);
    std::optional<InstancePool::Slot> slot = pool.take(now);
    if (!slot && pool.may_start()) slot = pool.start(now, now + cold, keep);
    if (!slot && pool.waiting(now) < queue) slot = pool.wait(now);
    wrong += slot.has_value() != (expected.how != StartKind::none);
    if (!slot || expected.how == StartKind::none) continue;
    wrong += slot->how != expected.how || slot->start != expected.start;
    pool.until(slot->instance, slot->start + work);
    naive.until(expected.instance, expected.start + work);
  }
  now += 1s;
  pool.close(now, keep);
  wrong += meters.alive != naive.alive_time(now);
  wrong += meters.now != 0 || room.used != 0;
  return wrong;
}

/// The same requests, at once and in simulated time.
int differences(const FunctionPlan& plan, const SiteTerms& terms, double rate, std::size_t n) {
  const FunctionPlan* const functions[] = {&plan};
  Engine engine;
  ComputeSite at_once(functions, terms, engine, 1, 0);
  ComputeSite in_time(functions, terms, engine, 1, 0);
  std::vector<Invocation> expected, seen(n);
  PoissonArrivals arrivals(rate, 2);
  for (std::size_t i = 0; i < n; ++i) {
    const Instant at = arrivals.next();
    const auto x = at_once.known(0, {.number = i}, at);
    REQUIRE(x);
    expected.push_back(*x);
    ask(in_time, 0, i, at, seen);
  }
  engine.run();
  int wrong = 0;
  for (std::size_t i = 0; i < n; ++i) {
    wrong += expected[i].how != seen[i].how || expected[i].end != seen[i].end ||
             expected[i].start != seen[i].start || expected[i].answered != seen[i].answered ||
             expected[i].finish != seen[i].finish;
  }
  return wrong;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("a pool does what looking through all instances for every request does") {
    for (const std::int64_t concurrency : {1, 3}) {
      for (const std::int64_t most : {std::int64_t{2}, std::int64_t{5}, Count::no_limit}) {
        for (int flags = 0; flags < 12; ++flags) {
          const PoolTerms terms{.concurrency = concurrency,
                                .most = most,
                                .provisioned = flags & 1,
                                .joins_starting = (flags & 2) != 0,
                                .reuse = static_cast<InstanceReuse>(flags / 4)};
          CAPTURE(concurrency);
          CAPTURE(most);
          CAPTURE(flags);
          CHECK(disagreements(terms, 3, 11) == 0);
          CHECK(disagreements(terms, 0, 12) == 0);
        }
      }
    }
  }

  TEST_CASE("an isolate is a pool of one instance that takes everybody") {
    const std::string work = "cpu: {exponential: 4ms}\nkeep_alive: 20ms\ncold_start: 5ms\n";
    FunctionLab shared(plan_of(isolate, work), {});
    FunctionLab pooled(plan_of(isolate, work + "concurrency: 1000000\n"), {});
    int wrong = 0;
    PoissonArrivals arrivals(100, 3);
    for (std::uint64_t i = 0; i < 100'000; ++i) {
      const Instant now = arrivals.next();
      const Invocation a = shared.call(i, now);
      const Invocation b = pooled.call(i, now);
      wrong += a.how != b.how || a.finish != b.finish;
    }
    CHECK(wrong == 0);
    shared.site.close(Instant{2000s});
    pooled.site.close(Instant{2000s});
    CHECK(shared.meters().instances.alive == pooled.meters().instances.alive);
    CHECK(shared.meters().instances.busy == pooled.meters().instances.busy);
    CHECK(shared.meters().victims > 0);
    CHECK(shared.meters().instances.expired > 100);
  }

  TEST_CASE("cores give the answers of a pool of servers") {
    for (const std::int64_t servers : {1, 3, 64}) {
      Cores cores(servers);
      ServerPool pool{Count{servers}};
      Draws draws(Stream(5, 0, "cores"));
      Instant now{};
      int wrong = 0;
      for (int i = 0; i < 50'000; ++i) {
        now += Duration{static_cast<std::int64_t>(draws.below(3))};
        const Duration work{static_cast<std::int64_t>(draws.below(2 * servers + 2))};
        wrong += cores.waiting(now) != pool.waiting(now);
        const Cores::Job a = cores.arrive(now, work);
        const ServerPool::Job b = pool.arrive(now, work);
        wrong += a.start != b.start || a.finish != b.finish;
      }
      CAPTURE(servers);
      CHECK(wrong == 0);
    }
  }

  TEST_CASE("work of centuries keeps a core until the end of the clock") {
    Cores cores(1);
    const Instant now{std::chrono::hours(1)};
    CHECK(cores.arrive(now, Duration::max()).finish == Instant::max());
    const Cores::Job next = cores.arrive(now, std::chrono::seconds(1));
    CHECK(next.start == Instant::max());
    CHECK(next.finish == Instant::max());
  }

  TEST_CASE("what is known at once is what happens in simulated time") {
    const std::string cold = "cold_start: {p50: 40ms, p99: 400ms}\n";
    const std::string work = "cpu: {exponential: 20ms}\nwait: {exponential: 30ms}\n";
    const auto vm = plan_of(microvm, work + cold + "keep_alive: 200ms\ntimeout: 250ms\n");
    CHECK(differences(vm, {}, 100, 50'000) == 0);
    const auto few = plan_of(microvm, work + cold + "keep_alive: 1s\ninstances: 5\nqueue: 20\n");
    CHECK(differences(few, {}, 100, 50'000) == 0);
    const auto threads =
        plan_of("kind: container\nconcurrency: 20\njoins_starting: true\ncpus: 2\n",
                work + cold + "keep_alive: 200ms\ninstances: 3\nqueue: 30\n");
    CHECK(differences(threads, {}, 120, 50'000) == 0);
    const auto light = plan_of(isolate, work + cold + "keep_alive: 100ms\n");
    CHECK(differences(light, {.servers = 7}, 60, 50'000) == 0);
    const auto warm = plan_of(isolate, work + "provisioned: 1\nqueue: 40\nshed_after: 60ms\n");
    CHECK(differences(warm, {.servers = 2, .cores = Count{2}}, 190, 50'000) == 0);
  }

  TEST_CASE("every invocation has exactly one end and one way to its instance") {
    const char* const limits[] = {"instances: 3\nqueue: 2\n",
                                  "account: {concurrency: 4}\n",
                                  "account: {burst: 2, starts: 1 rps}\n",
                                  "timeout: 30ms\n",
                                  "servers: {memory: 500MB}\n",
                                  "instances: 2\nshed_after: 10ms\ntimeout: 60ms\n"};
    const char* const runtimes[] = {microvm, isolate,
                                    "kind: container\nconcurrency: 4\njoins_starting: true\n"};
    for (const std::string runtime : runtimes) {
      for (const std::string limit : limits) {
        CAPTURE(runtime);
        CAPTURE(limit);
        FunctionLab place(
            plan_of(runtime + "limits: {cpu: {value: 60ms, source: t}}\n",
                    "cpu: {exponential: 20ms}\nkeep_alive: 100ms\ncold_start: 50ms\n" + limit),
            {.servers = 3, .memory = 300_MB});
        std::int64_t bad = 0;
        run_known(place, 150, 20'000, 9, [&](const Invocation& x) {
          bad += x.answered < x.arrived || x.finish < x.start || x.start < x.arrived;
          const bool refused = x.end == InvocationEnd::throttled || x.end == InvocationEnd::shed;
          bad += refused == x.served();
        });
        const FunctionMeters& m = place.meters();
        CHECK(bad == 0);
        CHECK(m.requests == 20'000);
        CHECK(m.done + m.killed + m.timed_out + m.throttled + m.shed == m.requests);
        CHECK(m.warm + m.cold + m.victims + m.throttled + m.shed == m.requests);
        CHECK(m.instances.now == 0);
        CHECK(m.instances.started == m.cold);
      }
    }
  }

  TEST_CASE("Little's law: instances in work are requests times their stay") {
    FunctionLab place(plan_of(microvm,
                              "cpu: {exponential: 20ms}\nkeep_alive: 1s\ninstances: 6\n"
                              "cold_start: {boot: {exponential: 80ms}}\ntimeout: 1h\n"),
                      {});
    Duration stay{};
    Instant end{};
    run_known(place, 200, 200'000, 2, [&](const Invocation& x) {
      stay += x.finish - x.arrived - x.queued;
      end = std::max(end, x.finish);
    });
    // close() cuts those still in work: at most six of them.
    const Duration busy = place.meters().instances.busy;
    CHECK(busy <= stay);
    CHECK(stay - busy < 6 * 2s);
  }

  TEST_CASE("the share of cold starts falls as a place's own rate rises") {
    double before = 1.1;
    for (const double per_second : {1 / 3600.0, 1 / 600.0, 0.01, 0.1, 1.0}) {
      FunctionLab place(plan_of(isolate, "cpu: 1ms\nkeep_alive: 5min\ncold_start: 5ms\n"),
                        {.servers = 8});
      run_known(place, per_second, 20'000, 4);
      const double cold = static_cast<double>(place.meters().cold) / 20'000;
      CHECK(cold < before);
      before = cold;
    }
    CHECK(before < 0.001);
  }

  TEST_CASE("without cold starts the same requests meet the same work, sooner") {
    const auto plan = plan_of(microvm,
                              "cpu: {exponential: 20ms}\nkeep_alive: 50ms\n"
                              "cold_start: {boot: 100ms, user_init: {exponential: 50ms}}\n");
    FunctionLab with(plan, {});
    FunctionLab without(plan, {.no_cold_starts = true});
    std::int64_t later = 0;
    std::int64_t other = 0;
    PoissonArrivals arrivals(20, 1);
    for (std::uint64_t i = 0; i < 50'000; ++i) {
      const Instant now = arrivals.next();
      const Invocation a = with.call(i, now);
      const Invocation b = without.call(i, now);
      later += b.answered > a.answered;
      other += a.cpu != b.cpu;
    }
    CHECK(later == 0);
    CHECK(other == 0);
    CHECK(with.meters().starting > Duration{0});
    CHECK(without.meters().starting == Duration{0});
  }
}
