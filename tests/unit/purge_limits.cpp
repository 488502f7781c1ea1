// When purges are taken, which objects they take, and how far they had come by when.
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "core/check.hpp"
#include "model/purge/queue.hpp"
#include "model/purge/reach.hpp"
#include "model/purge/target.hpp"

using namespace edgecase;

TEST_SUITE("unit") {
  TEST_CASE(
      "a bucket lets its size through at once, then one purge for each token that comes back") {
    TokenBucket bucket({Rate{10}, Count{3}});
    for (int i = 0; i < 3; ++i) CHECK(bucket.accept(Instant{1s}) == Instant{1s});
    CHECK(bucket.accept(Instant{1s}) == Instant{1100ms});
    CHECK(bucket.accept(Instant{1s}) == Instant{1200ms});
    CHECK(bucket.accept(Instant{1210ms}) == Instant{1300ms});
    // Empty at 1.3 s; two tokens by 1.5 s and half of the third.
    CHECK(bucket.accept(Instant{1550ms}) == Instant{1550ms});
    CHECK(bucket.accept(Instant{1550ms}) == Instant{1550ms});
    CHECK(bucket.accept(Instant{1550ms}) == Instant{1600ms});
    // Never more than three, however long nobody asks.
    for (int i = 0; i < 3; ++i) CHECK(bucket.accept(Instant{1h}) == Instant{1h});
    CHECK(bucket.accept(Instant{1h}) == Instant{1h + 100ms});
  }

  TEST_CASE("the plans' limits: free 25 at once then one in 12 s, business 50 then 10/s") {
    PurgeQueue free(limits_of({.plan = PurgePlan::free}));
    for (int i = 0; i < 25; ++i) CHECK(free.accept(Instant{}, false) == Instant{});
    CHECK(free.accept(Instant{}, false) == Instant{12s});
    CHECK(free.accept(Instant{}, false) == Instant{24s});
    CHECK(free.accept(Instant{}, true) == Instant{});  // URLs have a limit of their own
    CHECK(free.accepted() == 28);
    CHECK(free.delayed() == 2);
    CHECK(free.longest_wait() == 24s);
    CHECK(free.total_wait() == 36s);

    PurgeQueue business(limits_of({.plan = PurgePlan::business}));
    for (int i = 0; i < 50; ++i) CHECK(business.accept(Instant{}, false) == Instant{});
    CHECK(business.accept(Instant{}, false) == Instant{100ms});

    PurgeQueue enterprise(limits_of({.plan = PurgePlan::enterprise}));
    for (int i = 0; i < 500; ++i) CHECK(enterprise.accept(Instant{}, false) == Instant{});
    CHECK(enterprise.accept(Instant{}, false) == Instant{20ms});
  }

  TEST_CASE("a design's own limits stand before the plan's; no limit takes all at once") {
    PurgeQueue own(limits_of({.rate = Rate{2}, .bucket = Count{1}, .urls = Rate{4}}));
    CHECK(own.accept(Instant{}, false) == Instant{});
    CHECK(own.accept(Instant{}, false) == Instant{500ms});
    for (int i = 0; i < 4; ++i) CHECK(own.accept(Instant{}, true) == Instant{});
    CHECK(own.accept(Instant{}, true) == Instant{250ms});

    PurgeQueue none(limits_of({.plan = PurgePlan::no_limit}));
    for (int i = 0; i < 10'000; ++i) CHECK(none.accept(Instant{1s}, i % 2 == 0) == Instant{1s});
    CHECK(none.delayed() == 0);
  }

  TEST_CASE("purges that are not asked in order are our own mistake") {
    TokenBucket bucket({Rate{10}, Count{3}});
    bucket.accept(Instant{1s});
    CHECK_THROWS_AS(bucket.accept(Instant{999ms}), CheckFailure);
  }

  TEST_CASE("a purge of everything takes the route's objects and no others") {
    const PurgedRoute route{.first_object = 100, .objects = 50};
    const PurgeTarget all(PurgeWhatChoice("everything"), route, 1, 0);
    CHECK_FALSE(all.matches(99));
    CHECK(all.matches(100));
    CHECK(all.matches(149));
    CHECK_FALSE(all.matches(150));
    CHECK_FALSE(all.by_url());
  }

  TEST_CASE("a purge by URL takes the object of that rank") {
    const PurgedRoute route{.first_object = 100, .objects = 50};
    const PurgeTarget third(PurgeWhatChoice("url", PurgeUrlSpec{Count{3}}), route, 1, 0);
    CHECK(third.by_url());
    for (std::uint32_t o = 90; o < 160; ++o) CHECK(third.matches(o) == (o == 102));
  }

  TEST_CASE("prefixes cut the ranks into runs of one size that leave nothing out") {
    const PurgedRoute route{.first_object = 100, .objects = 50, .prefixes = Count{7}};
    std::vector<int> taken(50);
    for (std::int64_t k = 1; k <= 7; ++k) {
      const PurgeTarget prefix(PurgeWhatChoice("prefix", PurgePrefixSpec{Count{k}}), route, 1, 0);
      CHECK(prefix.end() - prefix.begin() >= 7);
      CHECK(prefix.end() - prefix.begin() <= 8);
      for (std::uint32_t o = 100; o < 150; ++o) taken[o - 100] += prefix.matches(o) ? 1 : 0;
    }
    CHECK(taken == std::vector<int>(50, 1));
  }

  TEST_CASE("each object has exactly one tag, and tags are of about one size") {
    const PurgedRoute route{.first_object = 100, .objects = 10'000, .tags = Count{8}};
    std::vector<int> taken(10'000);
    for (std::int64_t k = 1; k <= 8; ++k) {
      const PurgeTarget tag(PurgeWhatChoice("tag", PurgeTagSpec{Count{k}}), route, 1, 0);
      int size = 0;
      for (std::uint32_t o = 100; o < 10'100; ++o) {
        size += tag.matches(o) ? 1 : 0;
        taken[o - 100] += tag.matches(o) ? 1 : 0;
      }
      CHECK(std::abs(size - 1250) < 4.5 * std::sqrt(10'000 * 0.125 * 0.875));
      CHECK_FALSE(tag.matches(99));
    }
    CHECK(taken == std::vector<int>(10'000, 1));
  }

  TEST_CASE("reach: half, 99% and all of the PoPs, purge by purge") {
    PurgeReach reach;
    std::vector<Duration> delays;
    for (int i = 200; i > 0; --i) delays.push_back(i * 1ms);
    reach.add(delays);
    CHECK(reach.purges() == 1);
    CHECK(reach.quantile(Reached::half, 0.5) == 100ms);
    CHECK(reach.quantile(Reached::nearly_all, 0.5) == 198ms);
    CHECK(reach.quantile(Reached::all, 0.5) == 200ms);
    PurgeReach other;
    const std::vector<Duration> one{3s};
    other.add(one);
    reach.merge(other);
    CHECK(reach.purges() == 2);
    CHECK(reach.quantile(Reached::half, 1) == 3s);
    CHECK(reach.quantile(Reached::half, 0) == 100ms);
    CHECK_THROWS_AS(other.add({}), CheckFailure);
  }
}
