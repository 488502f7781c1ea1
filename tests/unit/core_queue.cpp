#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "core/queue.hpp"
#include "core/random.hpp"

using namespace edgecase;

namespace {

/// Runs the queue beside a std::multimap-like sorted reference: pops must agree event by event.
class Reference {
 public:
  void push(std::int64_t time, std::uint32_t payload) {
    // stable order by time: equal times in the order of pushing
    const auto at = std::upper_bound(events_.begin(), events_.end(), time,
                                     [](std::int64_t t, const auto& e) { return t < e.first; });
    events_.insert(at, {time, payload});
  }
  std::pair<std::int64_t, std::uint32_t> pop() {
    const auto first = events_.front();
    events_.erase(events_.begin());
    return first;
  }
  bool empty() const { return events_.empty(); }

 private:
  std::vector<std::pair<std::int64_t, std::uint32_t>> events_;
};

void hold_against_reference(const std::string& name, std::size_t pending, std::size_t holds,
                            const std::function<std::int64_t(Draws&)>& increment) {
  CAPTURE(name);
  CAPTURE(pending);
  EventQueue queue;
  Reference reference;
  Draws draws(Stream(5, 0, name));
  std::uint32_t payload = 0;
  const auto push = [&](std::int64_t now) {
    const std::int64_t time = now + increment(draws);
    queue.push(time, payload);
    reference.push(time, payload++);
  };
  for (std::size_t i = 0; i < pending; ++i) push(0);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < holds; ++i) {
    const auto [time, expected] = reference.pop();
    wrong += queue.next_time() != time;
    const Event event = queue.pop();
    wrong += event.time != time || event.payload() != expected;
    // Now and then the number pending swells or shrinks.
    const std::uint64_t births = draws.below(40) == 0 ? draws.below(80) : 1;
    for (std::uint64_t b = 0; b < births && queue.size() < 2 * pending + 8; ++b) push(time);
    if (reference.empty()) push(time);
  }
  CHECK(wrong == 0);
  while (!reference.empty()) wrong += queue.pop().payload() != reference.pop().second;
  CHECK(wrong == 0);
  CHECK(queue.empty());
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("events leave in the order of time and, at equal times, of pushing") {
    const auto pick = [](Draws& d, std::int64_t a, std::int64_t b) {
      return d.below(2) == 0 ? a : b;
    };
    const std::vector<std::pair<std::string, std::function<std::int64_t(Draws&)>>> increments = {
        {"exponential", [](Draws& d) { return std::int64_t(-std::log(d.unit()) * 1e9); }},
        {"constant", [](Draws&) { return std::int64_t{20'000'000}; }},
        {"all ties", [](Draws&) { return std::int64_t{0}; }},
        {"mostly ties", [](Draws& d) { return std::int64_t(d.below(100) == 0 ? 1000 : 0); }},
        {"bimodal", [&](Draws& d) { return pick(d, 1000, 10'000'000'000); }},
        {"heavy tail", [](Draws& d) { return std::int64_t(1e3 * std::pow(d.unit(), -1.6)); }},
        {"all scales", [](Draws& d) { return std::int64_t(std::exp(d.unit() * 34)); }},
        {"far and near", [&](Draws& d) { return pick(d, std::int64_t{1} << 58, 3); }},
        {"tiny", [](Draws& d) { return std::int64_t(d.below(5)); }}};
    for (const auto& [name, increment] : increments) {
      for (const std::size_t pending : {1u, 2u, 10u, 30u, 200u, 1500u}) {
        if (name == "far and near" && pending > 200) continue;  // would leave the range of time
        hold_against_reference(name, pending, name == "far and near" ? 16 : 2000, increment);
      }
    }
  }

  TEST_CASE("a far event first and a crowd before it later keep their order") {
    for (const std::uint32_t far : {1u, 30u, 200u}) {
      EventQueue queue;
      Draws draws(Stream(1, 0, "crowd"));
      for (std::uint32_t i = 0; i < far; ++i) queue.push(60'000'000'000 + 1'000'000'000ll * i, i);
      CHECK(queue.next_time() == 60'000'000'000);  // opens the far events
      for (std::uint32_t i = 0; i < 20'000; ++i) {
        queue.push(static_cast<std::int64_t>(draws.below(50'000'000'000)), i);
      }
      std::int64_t last = 0;
      bool rising = true;
      for (std::uint32_t i = 0; i < 20'000 + far; ++i) {
        const Event event = queue.pop();
        rising &= event.time >= last;
        last = event.time;
      }
      CHECK(rising);
      CHECK(queue.empty());
    }
  }

  TEST_CASE("many ties ahead do not disturb events that come before them") {
    EventQueue queue;
    for (std::uint32_t i = 0; i < 5000; ++i) queue.push(1'000'000, i);
    for (std::uint32_t i = 0; i < 500; ++i) {
      CHECK(queue.next_time() == 1'000'000);
      queue.push(1000 + i, 10'000 + i);
      CHECK(queue.pop().payload() == 10'000 + i);
    }
    for (std::uint32_t i = 0; i < 5000; ++i) REQUIRE(queue.pop().payload() == i);
  }

  TEST_CASE("the first of equal times still comes first when sequence numbers run out") {
    EventQueue queue;
    queue.set_next_sequence(UINT32_MAX - 50);
    for (std::uint32_t i = 0; i < 200; ++i) queue.push(i % 2 == 0 ? 7 : 1'000'000'000'000, i);
    for (std::uint32_t i = 0; i < 200; i += 2) CHECK(queue.pop().payload() == i);
    for (std::uint32_t i = 1; i < 200; i += 2) CHECK(queue.pop().payload() == i);
  }

  TEST_CASE("scheduling before the last event, or popping nothing, is our mistake") {
    EventQueue queue;
    CHECK_THROWS_AS(queue.pop(), CheckFailure);
    CHECK_THROWS_AS(queue.push(-1, 0), CheckFailure);
    CHECK(queue.next_time() == INT64_MAX);
    queue.push(100, 0);
    queue.pop();
    CHECK_THROWS_AS(queue.push(99, 0), CheckFailure);
    queue.push(100, 1);  // the same instant is allowed
    CHECK(queue.pop().payload() == 1);
  }

  TEST_CASE("the latest representable time can be waited for") {
    EventQueue queue;
    for (std::uint32_t i = 0; i < 100; ++i) queue.push(INT64_MAX - 100 + i, i);
    queue.push(5, 1000);
    CHECK(queue.pop().payload() == 1000);
    for (std::uint32_t i = 0; i < 100; ++i) CHECK(queue.pop().payload() == i);
  }

  TEST_CASE("peek shows the coming events once they are sorted") {
    EventQueue queue;
    CHECK(queue.peek(0) == nullptr);
    for (std::uint32_t i = 0; i < 10; ++i) queue.push(10 - i, i);
    CHECK(queue.next_time() == 1);
    REQUIRE(queue.peek(3) != nullptr);
    CHECK(queue.peek(3)->time == 4);
    CHECK(queue.peek(10) == nullptr);
  }

  TEST_CASE("a cleared queue is empty and does not go back in time") {
    EventQueue queue;
    for (std::uint32_t i = 0; i < 1000; ++i) queue.push(i * 1'000'000, i);
    for (int i = 0; i < 500; ++i) queue.pop();
    queue.clear();
    CHECK(queue.empty());
    CHECK_THROWS_AS(queue.push(0, 0), CheckFailure);
    queue.push(500'000'000, 1);
    CHECK(queue.pop().payload() == 1);
  }
}
