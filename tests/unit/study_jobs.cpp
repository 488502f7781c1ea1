// The pool that runs replications and replays.
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "study/jobs.hpp"

using namespace edgecase;

TEST_SUITE("unit") {
  TEST_CASE("every job runs once, whatever the number of threads") {
    for (const unsigned threads : {0U, 1U, 2U, 7U}) {
      CAPTURE(threads);
      std::vector<int> ran(20, 0);
      run_all(ran.size(), {.threads = threads}, [&](std::size_t i) { ++ran[i]; });
      CHECK(ran == std::vector<int>(20, 1));
    }
    run_all(0, {}, [](std::size_t) { FAIL("there is no job"); });
  }

  TEST_CASE("progress counts up to the number of jobs") {
    for (const unsigned threads : {1U, 3U}) {
      std::vector<std::size_t> done;
      const auto progress = [&](std::size_t n, std::size_t of) {
        CHECK(of == 5);
        done.push_back(n);
      };
      run_all(5, {.threads = threads, .progress = progress}, [](std::size_t) {});
      CHECK(done == std::vector<std::size_t>{1, 2, 3, 4, 5});
    }
  }

  TEST_CASE("the exception of a job reaches the caller") {
    for (const unsigned threads : {1U, 3U}) {
      const auto job = [](std::size_t i) {
        if (i == 2) throw std::runtime_error("job 2");
      };
      CHECK_THROWS_WITH_AS(run_all(9, {.threads = threads}, job), "job 2", std::runtime_error);
    }
  }

  TEST_CASE("after a stop no job starts, and the work counts as interrupted") {
    for (const unsigned threads : {1U, 3U}) {
      std::atomic<bool> stop = false;
      std::atomic<int> ran = 0;
      const auto job = [&](std::size_t) {
        ++ran;
        stop = true;
      };
      CHECK_THROWS_AS(run_all(100, {.threads = threads, .stop = &stop}, job), Interrupted);
      CHECK(ran <= static_cast<int>(threads));
      CHECK_THROWS_AS(run_all(1, {.threads = threads, .stop = &stop}, job), Interrupted);
    }
  }
}
