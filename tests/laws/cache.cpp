// What must hold of every cache policy on the menu, whatever is asked of it.
#include "model/cache/cache.hpp"

#include <memory>
#include <vector>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "model/cache/kinds.hpp"
#include "support/cache_twins.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

/// A cache with a pool of its own.
struct Bench {
  Bench(const std::string& policy, CacheLimits stated)
      : limits(limits_under(PolicyChoice(policy), stated)),
        nodes(1 << 12),
        cache(limits, nodes, Index(tables),
              make_policy(PolicyChoice(policy), {nodes, limits, Stream(1, 0, "eviction")})) {}

  CacheLimits limits;
  NodePool nodes;
  Arena tables;
  Cache cache;
};

struct Ask {
  ObjectKey key;
  Bytes size;
  Instant at;
  Duration ttl;
  bool purge;
};

/// Requests for few objects, so that they meet again; now and then an object changes its size, or
/// is purged.
std::vector<Ask> some_requests(int objects) {
  const auto dice =
      *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::arbitrary<std::uint32_t>());
  constexpr Duration step{1 << CacheNode::expiry_step_bits};  // in which expiry is kept
  std::vector<Ask> asks;
  Instant now{};
  for (std::uint32_t die : dice) {
    std::uint64_t state = die;
    const std::uint64_t bits = splitmix64(state);
    now += static_cast<std::int64_t>(bits % 5) * step;
    const auto key = static_cast<ObjectKey>(1 + below(bits << 8, static_cast<unsigned>(objects)));
    const bool changed = (bits >> 8) % 16 == 0;
    const std::int64_t size = (key * 7) % 13 + (changed ? 1 : 0);
    asks.push_back({key,
                    {size},
                    now,
                    static_cast<std::int64_t>((bits >> 16) % 256) * step,
                    (bits >> 28) % 16 == 0});
  }
  return asks;
}

CacheLimits some_limits() {
  const bool counted = *rc::gen::arbitrary<bool>();
  return {{*rc::gen::inRange<std::int64_t>(1, 90)},
          counted ? Count{*rc::gen::inRange<std::int64_t>(1, 14)} : unlimited};
}

/// All that a world can run.
std::vector<std::string> policies() {
  std::vector<std::string> names;
  for (const Alternative& alternative : menu(Of<PolicyMenu>{}).alternatives) {
    if (!offline(PolicyChoice(alternative.name))) names.emplace_back(alternative.name);
  }
  return names;
}

CacheState ask_of(Cache& cache, const Ask& ask) {
  const CacheState state = cache.look_up(ask.key, ask.at).state;
  if (state != CacheState::fresh) cache.admit(ask.key, ask.size, ask.at + ask.ttl);
  if (ask.purge) cache.remove(ask.key);
  return state;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("every cache policy on the menu behaves as its naive twin, request by request") {
    REQUIRE(policies().size() >= 14);
    for (const std::string& policy : policies()) {
      CAPTURE(policy);
      REQUIRE(TwinCache(policy, {}).written());
      CHECK(rc::check(policy + " = its twin", [&] {
        Bench bench(policy, some_limits());
        TwinCache twin(policy, bench.limits);
        for (const Ask& ask : some_requests(24)) {
          const CacheState expected = twin.look_up(ask.key, ask.at);
          if (expected != CacheState::fresh) twin.admit(ask.key, ask.size, ask.at + ask.ttl);
          if (ask.purge) twin.remove(ask.key);
          RC_ASSERT(ask_of(bench.cache, ask) == expected);
          RC_ASSERT(bench.cache.used() == twin.bytes());
          RC_ASSERT(bench.cache.objects() == twin.objects());
          RC_ASSERT(bench.cache.evictions() == twin.evictions);
        }
      }));
    }
  }

  TEST_CASE("no cache ever holds more bytes or objects than it may, nor an object twice") {
    for (const std::string& policy : policies()) {
      CHECK(rc::check(policy + " keeps its limits", [&] {
        Bench bench(policy, some_limits());
        for (const Ask& ask : some_requests(30)) {
          ask_of(bench.cache, ask);
          RC_ASSERT(bench.cache.used() <= bench.limits.bytes);
          RC_ASSERT(std::int64_t{bench.cache.objects()} <= bench.limits.objects.value);
          Bytes held;
          std::uint32_t count = 0;
          std::uint32_t ghosts = 0;
          for (ObjectKey key = 1; key <= 30; ++key) {
            const NodeId node = bench.cache.find(key);
            if (node == no_node) continue;
            RC_ASSERT(bench.nodes[node].key == key);
            if (!bench.cache.holds(key)) {
              ++ghosts;
              continue;
            }
            held += {bench.nodes[node].size()};
            ++count;
          }
          RC_ASSERT(held == bench.cache.used());
          RC_ASSERT(count == bench.cache.objects());
          RC_ASSERT(ghosts == bench.cache.ghosts());
        }
      }));
    }
  }

  TEST_CASE("an object is fresh until its expiry and not at it; a cleared cache holds nothing") {
    for (const std::string& policy : policies()) {
      CAPTURE(policy);
      Bench bench(policy, {100_B});
      bench.cache.admit(7, 10_B, Instant{48ns});
      CHECK(bench.cache.look_up(7, Instant{47ns}).state == CacheState::fresh);
      const Cache::Found expired = bench.cache.look_up(7, Instant{48ns});
      CHECK(expired.state == CacheState::expired);
      CHECK(bench.nodes[expired.node].key == 7);
      bench.cache.renew(expired.node, Instant{64ns});
      CHECK(bench.cache.peek(7, Instant{63ns}).state == CacheState::fresh);
      bench.cache.admit(7, 10_B, Instant{80ns});
      CHECK(bench.cache.look_up(7, Instant{79ns}).state == CacheState::fresh);
      CHECK(bench.cache.objects() == 1);
      CHECK_FALSE(bench.cache.remove(8));
      CHECK(bench.cache.remove(7));
      CHECK(bench.cache.look_up(7, Instant{60ns}).state == CacheState::absent);
      CHECK(bench.cache.used() == 0_B);
      bench.cache.admit(7, 10_B, Instant{80ns});
      bench.cache.clear();
      CHECK(bench.cache.objects() == 0);
      CHECK(bench.cache.used() == 0_B);
      CHECK(bench.cache.look_up(7, Instant{60ns}).state == CacheState::absent);
    }
  }

  TEST_CASE("an object larger than the whole cache is never kept, and displaces nobody") {
    for (const std::string& policy : policies()) {
      if (limits_under(PolicyChoice(policy), {100_B}).bytes != 100_B) continue;
      CAPTURE(policy);
      Bench bench(policy, {100_B});
      bench.cache.admit(7, 100_B, Instant{50ns});
      bench.cache.admit(8, 101_B, Instant{50ns});
      CHECK(bench.cache.holds(7));
      CHECK_FALSE(bench.cache.holds(8));
      CHECK(bench.cache.evictions() == 0);
    }
  }

  TEST_CASE("a cache that was cleared is as good as new") {
    for (const std::string& policy : policies()) {
      if (policy == "random") continue;  // its dice have moved on
      CHECK(rc::check(policy + " after clear", [&] {
        Bench used(policy, some_limits());
        Bench fresh(policy, used.limits);
        for (const Ask& ask : some_requests(24)) ask_of(used.cache, ask);
        used.cache.clear();
        RC_ASSERT(used.cache.ghosts() == 0U);
        for (const Ask& ask : some_requests(24)) {
          RC_ASSERT(ask_of(used.cache, ask) == ask_of(fresh.cache, ask));
        }
      }));
    }
  }
}
