// What must hold of every cache policy on the menu, whatever is asked of it.
#include "model/cache/cache.hpp"

#include <memory>
#include <vector>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "model/cache/kinds.hpp"
#include "support/cache_twin.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

/// A cache with a pool of its own.
struct Bench {
  Bench(const std::string& policy, CacheLimits limits)
      : nodes(1 << 20),
        tables(1 << 24),
        cache(limits, nodes, tables, policy_named(policy, nodes)) {}

  static std::unique_ptr<Policy> policy_named(const std::string& name, NodePool& pool) {
    return make_policy(PolicyChoice(name.c_str()), pool);
  }

  NodePool nodes;
  Arena tables;
  Cache cache;
};

struct Ask {
  ObjectKey key;
  Bytes size;
  Instant at;
  Duration ttl;
};

/// Requests for few objects, so that they meet again; now and then an object changes its size.
std::vector<Ask> some_requests(int objects) {
  const auto dice =
      *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::arbitrary<std::uint32_t>());
  std::vector<Ask> asks;
  Instant now{};
  for (std::uint32_t die : dice) {
    now += Duration{die % 5};
    const ObjectKey key = 1 + die / 8 % static_cast<std::uint32_t>(objects);
    const bool changed = die / 1024 % 16 == 0;
    const std::int64_t size = (key * 7) % 13 + (changed ? 1 : 0);
    const Duration ttl{die / 65536 % 64};
    asks.push_back({key, {size}, now, ttl});
  }
  return asks;
}

CacheLimits some_limits() {
  const bool counted = *rc::gen::arbitrary<bool>();
  return {{*rc::gen::inRange<std::int64_t>(1, 60)},
          counted ? Count{*rc::gen::inRange<std::int64_t>(1, 8)} : unlimited};
}

std::vector<std::string> policies() {
  std::vector<std::string> names;
  for (const Alternative& alternative : menu(Of<PolicyMenu>{}).alternatives) {
    names.emplace_back(alternative.name);
  }
  return names;
}

/// Hits of a cache with room for `room` objects of one byte that never expire.
std::vector<bool> hits_with_room(const std::string& policy, const std::vector<Ask>& asks,
                                 std::int64_t room) {
  Bench bench(policy, {{room}});
  std::vector<bool> hits;
  for (const Ask& ask : asks) {
    const bool hit = bench.cache.look_up(ask.key, ask.at).state == Cache::State::fresh;
    if (!hit) bench.cache.admit(ask.key, 1_B, Instant::max());
    hits.push_back(hit);
  }
  return hits;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("every cache policy on the menu behaves as its naive twin, request by request") {
    REQUIRE(policies().size() >= 2);
    for (const std::string& policy : policies()) {
      CAPTURE(policy);
      REQUIRE(twin_of(policy, {}) != nullptr);
      CHECK(rc::check(policy + " = its twin", [&] {
        const CacheLimits limits = some_limits();
        Bench bench(policy, limits);
        const auto twin = twin_of(policy, limits);
        for (const Ask& ask : some_requests(12)) {
          const Cache::State state = bench.cache.look_up(ask.key, ask.at).state;
          RC_ASSERT(state == twin->look_up(ask.key, ask.at));
          if (state != Cache::State::fresh) {
            bench.cache.admit(ask.key, ask.size, ask.at + ask.ttl);
            twin->admit(ask.key, ask.size, ask.at + ask.ttl);
          }
          RC_ASSERT(bench.cache.used() == twin->bytes());
          RC_ASSERT(bench.cache.objects() == twin->objects());
          RC_ASSERT(bench.cache.evictions() == twin->evictions);
        }
      }));
    }
  }

  TEST_CASE("no cache ever holds more bytes or objects than it may, nor an object twice") {
    for (const std::string& policy : policies()) {
      CHECK(rc::check(policy + " keeps its limits", [&] {
        const CacheLimits limits = some_limits();
        Bench bench(policy, limits);
        for (const Ask& ask : some_requests(30)) {
          if (bench.cache.look_up(ask.key, ask.at).state != Cache::State::fresh) {
            bench.cache.admit(ask.key, ask.size, ask.at + ask.ttl);
          }
          RC_ASSERT(bench.cache.used() <= limits.bytes);
          RC_ASSERT(std::int64_t{bench.cache.objects()} <= limits.objects.value);
          Bytes held;
          std::uint32_t count = 0;
          for (ObjectKey key = 1; key <= 30; ++key) {
            const NodeId node = bench.cache.find(key);
            if (node == Index::none) continue;
            RC_ASSERT(bench.nodes[node].key == key);
            held += {bench.nodes[node].size()};
            ++count;
          }
          RC_ASSERT(held == bench.cache.used());
          RC_ASSERT(count == bench.cache.objects());
        }
      }));
    }
  }

  TEST_CASE("an object is fresh until its expiry and not at it; a cleared cache holds nothing") {
    for (const std::string& policy : policies()) {
      CAPTURE(policy);
      Bench bench(policy, {100_B});
      bench.cache.admit(7, 10_B, Instant{50ns});
      CHECK(bench.cache.look_up(7, Instant{49ns}).state == Cache::State::fresh);
      CHECK(bench.cache.look_up(7, Instant{50ns}).state == Cache::State::expired);
      bench.cache.admit(7, 10_B, Instant{80ns});
      CHECK(bench.cache.look_up(7, Instant{79ns}).state == Cache::State::fresh);
      CHECK(bench.cache.objects() == 1);
      bench.cache.admit(8, 101_B, Instant{80ns});
      CHECK(bench.cache.look_up(8, Instant{60ns}).state == Cache::State::absent);
      bench.cache.clear();
      CHECK(bench.cache.objects() == 0);
      CHECK(bench.cache.used() == 0_B);
      CHECK(bench.cache.look_up(7, Instant{60ns}).state == Cache::State::absent);
    }
  }

  TEST_CASE("what a smaller LRU cache has, a larger one has too") {
    CHECK(rc::check("LRU includes", [] {
      const auto asks = some_requests(20);
      const auto room = *rc::gen::inRange<std::int64_t>(1, 20);
      const auto more = *rc::gen::inRange<std::int64_t>(1, 20);
      const auto small = hits_with_room("lru", asks, room);
      const auto large = hits_with_room("lru", asks, room + more);
      for (std::size_t i = 0; i < asks.size(); ++i) RC_ASSERT(!small[i] || large[i]);
    }));
  }
}
