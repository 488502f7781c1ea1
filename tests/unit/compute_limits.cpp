// Limits of an account, and which instance takes the next request.
#include "support/compute.hpp"

using namespace edgecase;
using namespace edgecase::testing;
using namespace std::chrono_literals;

TEST_SUITE("unit") {
  TEST_CASE("requests per second are limited to a multiple of the concurrency") {
    // 100 x 10/s = 1,000/s, and a second's worth at once; 2,000/s of 10 ms use 20 of the 100.
    const std::string limited = "cpu: 10ms\naccount: {concurrency: 100, requests: 10 rps}\n";
    FunctionLab place(plan_of(microvm, limited), {});
    run_known(place, 2000, 40'000, 7);
    const double served = static_cast<double>(place.meters().done);
    CHECK(served == within(1000 + 20 * 1000, 0.02));
    CHECK(place.meters().throttled == 40'000 - place.meters().done);
    FunctionLab free(plan_of(microvm, "cpu: 10ms\naccount: {concurrency: 100}\n"), {});
    run_known(free, 2000, 40'000, 7);
    CHECK(free.meters().throttled == 0);
  }

  TEST_CASE("the newest idle instance need not be the one used most recently") {
    const auto next_taken = [](const std::string& reuse) {
      FunctionLab place(plan_of(microvm, "cpu: 1s\nkeep_alive: 1h\n" + reuse), {});
      const std::uint32_t a = place.call(0, Instant{1s}).instance;
      const std::uint32_t b = place.call(1, Instant{1500ms}).instance;
      REQUIRE(a != b);
      // Both are idle: the next two requests take one each, and finish in that order.
      const std::uint32_t c = place.call(2, Instant{3s}).instance;
      const std::uint32_t d = place.call(3, Instant{3200ms}).instance;
      REQUIRE(c != d);
      const bool first = place.call(4, Instant{5s}).instance == b;
      const bool second = place.call(5, Instant{7s}).instance == b;
      return std::pair(first, second);
    };
    // b is the newest. At 5 s the one used last is a; then it is again.
    CHECK(next_taken("reuse: newest\n") == std::pair(true, true));
    CHECK(next_taken("reuse: most_recent\n") == std::pair(false, false));
    // c is a, d is b, then a and b in turn.
    CHECK(next_taken("reuse: least_recent\n") == std::pair(false, true));
  }
}
