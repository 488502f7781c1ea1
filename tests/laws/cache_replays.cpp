// What must hold of every policy in a replay: with the future known and without time.
#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "model/cache/admission_kinds.hpp"
#include "model/cache/cache.hpp"
#include "model/cache/kinds.hpp"
#include "model/cache/replay.hpp"

using namespace edgecase;

namespace {

constexpr std::uint32_t replayed_objects = 40;

std::vector<ReplayRequest> with_future(std::vector<ReplayRequest> all) {
  std::map<std::uint32_t, std::uint32_t> next;
  for (std::size_t i = all.size(); i-- > 0;) {
    const auto at = next.find(all[i].object);
    all[i].next_use = at == next.end() ? ReplayRequest::never : at->second;
    next[all[i].object] = static_cast<std::uint32_t>(i);
  }
  return all;
}

/// Few objects, the first ones far more popular; of one byte, or of sizes that stay.
std::vector<ReplayRequest> replayed_requests(bool sized) {
  const auto dice =
      *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::arbitrary<std::uint32_t>());
  std::vector<ReplayRequest> all;
  for (std::uint32_t die : dice) {
    std::uint64_t state = die;
    const double u = unit_open(splitmix64(state));
    const auto object = static_cast<std::uint32_t>(u * u * replayed_objects);
    all.push_back({object, ReplayRequest::never, sized ? object * 7 % 13 : 1});
  }
  return with_future(std::move(all));
}

std::vector<std::string> replayed_policies() {
  std::vector<std::string> names;
  for (const Alternative& a : menu(Of<PolicyMenu>{}).alternatives) names.push_back(a.name);
  return names;
}

Replay replayed(const std::string& policy, const std::string& admission, CacheLimits limits,
                const std::vector<ReplayRequest>& all) {
  Replay replay(PolicyChoice(policy), AdmissionChoice(admission), limits, replayed_objects, 7);
  replay.run(all);
  return replay;
}
std::uint64_t misses(const std::string& policy, std::int64_t room,
                     const std::vector<ReplayRequest>& all) {
  return replayed(policy, "all", {{room}}, all).counts().misses;
}

/// MIN over sets: drops whoever is needed last; `may_refuse`: also the newcomer itself.
std::uint64_t min_misses(std::size_t room, const std::vector<ReplayRequest>& all, bool may_refuse) {
  std::map<std::uint32_t, std::uint32_t> cached;  // object -> next use
  std::uint64_t misses = 0;
  for (const ReplayRequest& r : all) {
    const bool hit = cached.contains(r.object);
    misses += hit ? 0 : 1;
    const auto last = [&] {
      return std::max_element(cached.begin(), cached.end(),
                              [](auto& a, auto& b) { return a.second < b.second; });
    };
    if (!hit && !may_refuse && cached.size() == room) cached.erase(last());
    cached[r.object] = r.next_use;
    if (cached.size() > room) cached.erase(last());
  }
  return misses;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE(
      "hits and misses are all requests, bytes too, and what came in is there or was evicted") {
    for (const std::string& policy : replayed_policies()) {
      for (const Alternative& admission : menu(Of<AdmissionMenu>{}).alternatives) {
        CHECK(rc::check(policy + " counts with " + admission.name, [&] {
          const auto all = replayed_requests(true);
          const auto room = *rc::gen::inRange<std::int64_t>(1, 120);
          const Replay replay = replayed(policy, admission.name, {{room}}, all);
          const ReplayCounts& counts = replay.counts();
          std::uint64_t bytes = 0;
          std::set<std::uint32_t> distinct;
          for (const ReplayRequest& r : all) {
            bytes += static_cast<std::uint64_t>(r.size);
            distinct.insert(r.object);
          }
          RC_ASSERT(counts.requests == all.size());
          RC_ASSERT(counts.bytes == bytes);
          RC_ASSERT(counts.missed_bytes <= bytes);
          RC_ASSERT(counts.misses >= distinct.size());
          const ReplayHoldings held = replay.holdings();
          RC_ASSERT(counts.evictions + held.objects <= counts.misses);
          if (policy != "unbounded") RC_ASSERT(held.bytes <= room);
          const bool takes_all =
              admission.name == "all" && policy != "gdsf" && room > 12;  // the largest object
          if (takes_all) RC_ASSERT(counts.evictions + held.objects == counts.misses);
        }));
      }
    }
  }

  TEST_CASE("a replay counts as a world's cache does") {
    for (const std::string& policy : replayed_policies()) {
      const PolicyChoice choice(policy);
      if (offline(choice)) continue;
      CHECK(rc::check(policy + " replayed = cached", [&] {
        const auto all = replayed_requests(true);
        const CacheLimits limits =
            limits_under(choice, {{*rc::gen::inRange<std::int64_t>(1, 120)}});
        const Replay replay = replayed(policy, "all", limits, all);
        NodePool nodes(1 << 12);
        Arena tables;
        Cache cache(limits, nodes, Index(tables),
                    make_policy(choice, {nodes, limits, Stream(7, 0, "eviction")}));
        std::uint64_t missed = 0;
        for (const ReplayRequest& r : all) {
          if (cache.look_up(r.object + 1, Instant{}).state == CacheState::fresh) continue;
          ++missed;
          cache.admit(r.object + 1, {r.size}, Instant::max());
        }
        RC_ASSERT(missed == replay.counts().misses);
        RC_ASSERT(cache.evictions() == replay.counts().evictions);
        RC_ASSERT(cache.used().count == replay.holdings().bytes);
        RC_ASSERT(cache.ghosts() == replay.holdings().ghosts);
      }));
    }
  }

  TEST_CASE("a replay in pieces is the replay of the whole") {
    for (const std::string& policy : replayed_policies()) {
      CHECK(rc::check(policy + " in pieces", [&] {
        const auto all = replayed_requests(true);
        const auto cut = *rc::gen::inRange<std::size_t>(0, all.size() + 1);
        const CacheLimits limits{{40}};
        Replay pieces(PolicyChoice(policy), AdmissionChoice("all"), limits, replayed_objects, 7);
        pieces.run(std::span(all).first(cut));
        pieces.run(std::span(all).subspan(cut));
        RC_ASSERT(pieces.counts().misses == replayed(policy, "all", limits, all).counts().misses);
      }));
    }
  }

  TEST_CASE(
      "stack policies: a larger cache never misses more (lru, belady; unbounded is one size)") {
    for (const char* policy : {"lru", "belady", "unbounded"}) {
      CHECK(rc::check(std::string(policy) + " includes", [&] {
        const auto all = replayed_requests(false);
        const auto room = *rc::gen::inRange<std::int64_t>(1, 30);
        const auto more = *rc::gen::inRange<std::int64_t>(1, 20);
        RC_ASSERT(misses(policy, room, all) >= misses(policy, room + more, all));
      }));
    }
  }

  TEST_CASE("belady is MIN, and with objects of one size no policy beats it") {
    for (const std::string& policy : replayed_policies()) {
      if (policy == "unbounded") continue;
      CHECK(rc::check(policy + " against MIN", [&] {
        const auto all = replayed_requests(false);
        const auto room = *rc::gen::inRange<std::int64_t>(1, 30);
        // GDSF may leave a newcomer out, so its bound is the MIN that may too.
        const bool may_refuse = policy == "gdsf";
        const auto bound = min_misses(static_cast<std::size_t>(room), all, may_refuse);
        RC_ASSERT(misses(policy, room, all) >= bound);
        if (policy == "belady") RC_ASSERT(misses(policy, room, all) == bound);
      }));
    }
  }

  TEST_CASE("no bound is below an unbounded cache: it misses each object once") {
    CHECK(rc::check("unbounded", [] {
      const auto all = replayed_requests(true);
      std::set<std::uint32_t> distinct;
      for (const ReplayRequest& r : all) distinct.insert(r.object);
      RC_ASSERT(misses("unbounded", 1, all) == distinct.size());
    }));
  }
}
