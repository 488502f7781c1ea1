// The verdict on linearizability against independent ways to decide it, and against histories that
// are linearizable, or not, by construction.
#include "model/store/linearizability.hpp"

#include <doctest/doctest.h>

#include "support/histories.hpp"
#include "support/linearizability_twins.hpp"
#include "support/sanitized.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

/// How many of the drawn histories are linearizable; every verdict agrees with every order tried.
int agreeing(const DrawnHistory& what, int histories) {
  int yes = 0;
  for (int i = 0; i < histories; ++i) {
    const History history = drawn_history(what, static_cast<std::uint64_t>(i));
    const bool expected = some_order_fits(history);
    CAPTURE(i);
    REQUIRE(linearizable(history) == expected);
    yes += expected;
  }
  return yes;
}

/// A history of `count` operations on `keys` keys with the functions that a store offers.
History mixed_history(std::uint32_t count, std::uint32_t keys, std::uint64_t seed) {
  return drawn_history({.operations = count,
                        .keys = keys,
                        .processes = 50,
                        .reads = 0.6,
                        .cas = 0.1,
                        .updates = 0.1,
                        .unanswered = 0.001},
                       seed);
}

/// Reads that were answered with a value, in the order of their invocations.
std::vector<std::uint32_t> reads_of(const History& history) {
  std::vector<std::uint32_t> reads;
  for (std::uint32_t i = 0; i < history.operations.size(); ++i) {
    const RegisterOperation& o = history.operations[i];
    if (o.function == RegisterFunction::read && o.end == OperationEnd::ok && o.seen)
      reads.push_back(i);
  }
  return reads;
}

/// The operation that wrote what this one read. Values are written once.
std::uint32_t writer_of(const History& history, std::uint32_t read) {
  std::uint32_t i = 0;
  while (history.operations[i].written != history.operations[read].seen) ++i;
  return i;
}

/// The history with a read moved, from its invocation to its answer, before the write that it read.
History moved_before_its_write(const History& history, std::uint32_t read) {
  const std::uint32_t writer = writer_of(history, read);
  History moved;
  for (const std::string& key : history.keys) moved.key(key);
  std::vector<std::uint32_t> numbers(history.operations.size());
  const auto repeat = [&](std::uint32_t n, bool end) {
    const RegisterOperation& o = history.operations[n];
    if (end)
      moved.end_operation(numbers[n], o.end, o.ended_at);
    else
      numbers[n] = moved.invoke(o, o.invoked_at);
  };
  for (const HistoryEvent& event : events_of(history)) {
    if (event.number == writer && !event.end) {
      repeat(read, false);
      repeat(read, true);
    }
    if (event.number != read) repeat(event.number, event.end);
  }
  return moved;
}

/// Another read of the key that returned what was written after this one had been answered.
std::uint32_t read_of_its_future(const History& history, std::uint32_t read) {
  const RegisterOperation& o = history.operations[read];
  for (const std::uint32_t other : reads_of(history))
    if (history.operations[other].key == o.key &&
        history.operations[writer_of(history, other)].invoked > o.ended)
      return other;
  return no_event;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("the verdict on small histories is that of trying every order") {
    const int n = testing::as_many_as(3000, 200);
    const DrawnHistory small{.operations = 7, .keys = 1, .processes = 3, .values = 3};
    DrawnHistory what = small;
    CHECK(agreeing(what, n) == n);
    what.cas = 0.3;
    CHECK(agreeing(what, n) == n);
    what.updates = 0.2;
    what.reads = 0.4;
    what.unanswered = 0.3;
    CHECK(agreeing(what, n) == n);
    for (const double stale : {0.3, 0.8}) {  // both verdicts occur
      what.stale = stale;
      for (const std::uint32_t values : {0u, 2u, 4u}) {
        what.values = values;
        for (const double unanswered : {0.0, 0.3}) {
          what.unanswered = unanswered;
          const int yes = agreeing(what, n);
          CHECK(yes > n / 20);
          CHECK(yes < n * 19 / 20);
        }
      }
      what.cas = what.updates = 0;
      what.values = 0;
      what.unanswered = 0;
      CHECK(agreeing(what, n) < n);
      what.unanswered = 0.3;
      CHECK(agreeing(what, n) < n);
      what.cas = 0.3;
      what.updates = 0.2;
    }
  }

  TEST_CASE("the verdict on long histories of one busy register is that of its zones") {
    int yes = 0;
    const int n = testing::as_many_as(300, 20);
    for (int i = 0; i < n; ++i) {
      const History history = drawn_history({.operations = 400,
                                             .keys = 1,
                                             .processes = 2u + i % 40u,
                                             .reads = i % 3 == 0 ? 0.1 : 0.7,
                                             .stale = i % 2 == 0 ? 0.0 : 0.004},
                                            static_cast<std::uint64_t>(i));
      CAPTURE(i);
      const bool expected = zones_fit(history);
      REQUIRE(linearizable(history) == expected);
      yes += expected;
    }
    CHECK(yes >= n / 2);
    CHECK(yes < n);
  }

  TEST_CASE("100,000 operations on 1,000 keys are linearizable; a mutated history is not") {
    const std::uint32_t size = testing::as_many_as(100'000u, 5'000u);
    const std::uint32_t keys = testing::as_many_as(1'000u, 50u);
    const History good = mixed_history(size, keys, 1);
    CHECK(linearizable(good));

    // Each mutation makes a read answer what nothing had begun to write.
    int refuted = 0, tried = 0;
    for (std::uint64_t seed = 0; seed < testing::as_many_as(100u, 5u); ++seed) {
      const History drawn = mixed_history(2000, 20, 100 + seed);
      const std::vector<std::uint32_t> reads = reads_of(drawn);
      const std::uint32_t read = reads[Dice(seed).below(reads.size())];
      refuted += !linearizable(moved_before_its_write(drawn, read));
      ++tried;
      const std::uint32_t other = read_of_its_future(drawn, read);
      if (other == no_event) continue;
      History swapped = drawn;
      std::swap(swapped.operations[read].seen, swapped.operations[other].seen);
      refuted += !linearizable(swapped);
      ++tried;
    }
    CHECK(refuted == tried);
    CHECK(tried > testing::as_many_as(150, 7));
  }

  TEST_CASE("with any two answers swapped, the verdict is that of the zones") {
    int refuted = 0;
    const int n = testing::as_many_as(300, 20);
    for (int i = 0; i < n; ++i) {
      History history = drawn_history({.operations = 300, .keys = 3, .processes = 12},
                                      static_cast<std::uint64_t>(i));
      const std::vector<std::uint32_t> reads = reads_of(history);
      Dice draws(static_cast<std::uint64_t>(i));
      RegisterOperation& one = history.operations[reads[draws.below(reads.size())]];
      RegisterOperation* two = &one;
      while (two->key != one.key || two->seen == one.seen)
        two = &history.operations[reads[draws.below(reads.size())]];
      std::swap(one.seen, two->seen);
      const bool expected = zones_fit(history);
      CAPTURE(i);
      CHECK(linearizable(history) == expected);
      refuted += !expected;
    }
    CHECK(refuted > n * 8 / 10);
  }

  TEST_CASE("a violation is reported at the answer that ends the shortest impossible prefix") {
    for (std::uint64_t seed = 0; seed < testing::as_many_as(40u, 4u); ++seed) {
      const History history = drawn_history({.operations = 300,
                                             .keys = 1,
                                             .processes = 6,
                                             .values = seed % 2 == 0 ? 0u : 5u,
                                             .cas = 0.2,
                                             .stale = 0.05},
                                            seed);
      const KeyVerdict verdict = check_linearizability(history).at(0);
      if (verdict.verdict != Linearizability::violated) continue;
      // The history up to that answer is refuted; up to the answer before, it is not.
      const std::uint32_t last = history.operations[verdict.first_impossible].ended;
      const auto until = [&](std::uint32_t position) {
        History prefix;
        prefix.key("");
        for (RegisterOperation o : history.operations) {
          if (o.invoked > position) continue;
          if (o.ended > position) {
            o.ended = no_event;
            o.end = OperationEnd::info;
          }
          prefix.operations.push_back(o);
        }
        return prefix;
      };
      CHECK_FALSE(linearizable(until(last)));
      CHECK(linearizable(until(last - 1)));
    }
  }

  TEST_CASE("a search that becomes too large ends undecided, never with a verdict") {
    // Eight values are written twice each, then two are read in turn: no order allows that.
    std::string text;
    for (const char* process : {"0", "1", "2", "3", "4", "5", "6", "7"})
      text += std::string(process) + ":W" + process + " ";
    for (const char* process : {"0", "1", "2", "3", "4", "5", "6", "7"})
      text += std::string(process) + "! " + process + ":W" + process + " ";
    const History history = short_history(text + "0! 1! 8:R 8!0 8:R 8!1 8:R 8!0 8:R 8!1");
    CHECK(check_linearizability(history, {.configurations = 100}).at(0).verdict ==
          Linearizability::undecided);
    CHECK(check_linearizability(history).at(0).verdict == Linearizability::violated);
  }
}
