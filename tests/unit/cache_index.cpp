// The table of a cache's objects against a map, where keys crowd: in one line, around the end of
// the table, at its fullest.
#include <map>
#include <vector>

#include <doctest/doctest.h>

#include "core/check.hpp"
#include "core/random.hpp"
#include "model/cache/index.hpp"

using namespace edgecase;

namespace {

struct Twin {
  Arena arena;
  Index index{arena};
  std::map<ObjectKey, NodeId> truth;

  void put(ObjectKey key, NodeId node) {
    if (truth.try_emplace(key, node).second) index.insert(key, node);
  }
  void take(ObjectKey key) {
    if (truth.erase(key) != 0) index.erase(key);
  }
  void compare(const std::vector<ObjectKey>& keys) {
    REQUIRE(index.size() == truth.size());
    for (const ObjectKey key : keys) {
      const auto at = truth.find(key);
      REQUIRE(index.find(key) == (at == truth.end() ? Index::none : at->second));
    }
    std::map<ObjectKey, NodeId> seen;
    index.for_each([&](ObjectKey key, NodeId node) { REQUIRE(seen.emplace(key, node).second); });
    REQUIRE(seen == truth);
  }
};

/// Keys whose lookup begins at the same line as that of `like`, while the table does not grow.
std::vector<ObjectKey> crowd(const Index& index, ObjectKey like, std::size_t count) {
  std::vector<ObjectKey> keys;
  for (ObjectKey key = 1; keys.size() < count; ++key)
    if (index.line(key) == index.line(like)) keys.push_back(key);
  return keys;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a pool of nodes grows, and its nodes keep their numbers and what they hold") {
    NodePool pool(4);
    const NodeId list = pool.make_list();
    std::vector<NodeId> taken;
    for (ObjectKey key = 1; key <= 100'000; ++key) {
      const NodeId id = pool.take();
      pool[id].key = key;
      pool.second(id) = {key, list};
      pool.link_after(list, id);
      taken.push_back(id);
    }
    bool kept = pool[list].next == taken.back() && pool[list].prev == taken.front();
    for (ObjectKey key = 1; key <= 100'000; ++key)
      kept = kept && pool[taken[key - 1]].key == key && pool.second(taken[key - 1]).prev == key;
    CHECK(kept);
    CHECK(pool.in_use() == 100'001);
  }

  TEST_CASE("what comes and goes at random is found as in a map") {
    Twin twin;
    Draws draws(Stream(1, 0, "index"));
    std::vector<ObjectKey> keys;
    for (int i = 0; i < 700; ++i) keys.push_back(static_cast<ObjectKey>(draws.bits()) | 1U);
    for (int round = 0; round < 60; ++round) {
      const std::uint64_t bias = draws.below(11);  // rounds that fill and rounds that empty
      for (int step = 0; step < 300; ++step) {
        const ObjectKey key = keys[draws.below(keys.size())];
        draws.below(10) < bias ? twin.put(key, static_cast<NodeId>(draws.below(1000)))
                               : twin.take(key);
      }
      twin.compare(keys);
    }
  }

  TEST_CASE("keys that crowd into one line go on to the next, and come back when there is room") {
    for (const ObjectKey like : {1U, 2U, 3U, 5U, 8U, 13U}) {  // the last line is among them
      Twin twin;
      std::vector<ObjectKey> keys = crowd(twin.index, like, 14);
      for (const ObjectKey key : crowd(twin.index, like + 1, 8)) keys.push_back(key);
      Draws draws(Stream(like, 0, "crowd"));
      for (int step = 0; step < 2000; ++step) {
        const ObjectKey key = keys[draws.below(keys.size())];
        // 23 keys are the most that a table of four lines holds.
        draws.below(3) != 0 ? twin.put(key, key + 7) : twin.take(key);
        if (step % 20 == 0) twin.compare(keys);
      }
      CHECK(twin.index.bytes() == 4 * 64);
    }
  }

  TEST_CASE("erasing what is not there ends the run") {
    Twin twin;
    twin.put(4, 1);
    CHECK_THROWS_AS(twin.index.erase(5), CheckFailure);
  }
}
