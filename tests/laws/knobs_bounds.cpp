// Whatever number stands at a key of a scenario, the scenario is refused with a place, or it runs
// and its numbers are possible. Each quantity in the tables of knobs is turned to the ends of its
// unit and beyond, alone and together with another one.
//
// Seeded and cut short for the check; EDGECASE_TORTURE=1 turns every quantity to every value, and
// another EDGECASE_SEED draws other pairs. A run that would take long is told to stop, and must.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <regex>
#include <thread>

#include <doctest/doctest.h>

#include "core/random.hpp"
#include "study/audit.hpp"
#include "support/knobs_all.hpp"
#include "support/knobs_stores.hpp"
#include "support/sanitized.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

/// Tells a run to stop a while after it began, unless it is over by then.
class Patience {
 public:
  Patience() : watch_([this] { wait(); }) {}
  ~Patience() {
    {
      const std::lock_guard lock(guard_);
      over_ = true;
    }
    ends_.notify_one();
    watch_.join();
  }
  const std::atomic<bool>* told() const { return &told_; }

 private:
  void wait() {
    std::unique_lock lock(guard_);
    constexpr auto long_enough = std::chrono::milliseconds(sanitized ? 300 : 60);
    if (!ends_.wait_for(lock, long_enough, [this] { return over_; })) told_ = true;
  }

  std::atomic<bool> told_ = false;
  std::mutex guard_;
  std::condition_variable ends_;
  bool over_ = false;
  std::thread watch_;
};

std::vector<std::string> extremes_of(const std::string& unit) {
  if (unit == "%") return {"0%", "0.0000001%", "100%", "201%", "9000000%"};
  if (unit.ends_with("bps")) return {"0bps", "1bps", "100000Tbps", "9000000Tbps"};
  if (unit.ends_with("rps") || unit.starts_with("/"))
    return {"0 rps", "0.0001/d", "0.00000000001/d", "1T rps", "9000T rps"};
  if (unit.ends_with("B")) return {"0B", "1B", "63GiB", "64GiB", "100000TB", "9000000TB"};
  if (!unit.empty()) return {"0s", "1ns", "3650d", "3651d", "106000d", "9000000000d"};
  return {"0", "1", "0.5", "1000000000", "1000000000000", "9000000000000000000", "1e300"};
}

struct Turning {
  KnobWorld world;
  std::string path;
  std::string key;  // what is set, up to the first =
  Overrides overrides;
};

/// Each quantity of each value, at each of the ends of its unit.
std::vector<Turning> turns() {
  static const std::regex quantity(
      "([0-9]+(?:\\.[0-9]+)?) ?"
      "(ns|us|ms|s|min|h|d|%|[kMGT]?bps|[kMGT]? ?rps|/s|/min|/h|/d|[kMGT]?i?B)?"
      "(?![A-Za-z0-9_.-])");
  std::vector<Turning> all;
  for (const std::vector<Knob>& table : {usual_knobs(), pressed_knobs(), all_store_knobs()}) {
    for (const Knob& knob : table) {
      const std::size_t equals = knob.one.find('=');
      for (auto at = std::sregex_iterator(knob.one.begin() + static_cast<std::ptrdiff_t>(equals),
                                          knob.one.end(), quantity);
           at != std::sregex_iterator(); ++at) {
        const std::size_t from = equals + static_cast<std::size_t>(at->position());
        const char before = knob.one[from - 1];
        if (before != '=' && before != ' ' && before != '[' && before != '\'') continue;
        for (const std::string& extreme : extremes_of((*at)[2].str())) {
          std::string set = knob.one;
          set.replace(from, static_cast<std::size_t>(at->length()), extreme);
          all.push_back({knob.world, knob.path, knob.one.substr(0, equals), knob.around});
          all.back().overrides.push_back(std::move(set));
        }
      }
    }
  }
  return all;
}

bool tortured() { return std::getenv("EDGECASE_TORTURE") != nullptr; }
std::uint64_t seed() {
  const char* given = std::getenv("EDGECASE_SEED");
  return given == nullptr ? 1 : std::strtoull(given, nullptr, 10);
}

/// Refused with a place, or possible numbers, or stopped when told to.
void check_turn(KnobWorld world, const Overrides& overrides) {
  std::string set;
  for (const std::string& one : overrides) set += " --set '" + one + "'";
  CAPTURE(set);
  try {
    const Opened opened = try_open(knob_text(world), overrides);
    if (!opened.plan) {
      CHECK(opened.complaints.find("error") != std::string::npos);
      return;
    }
    const Patience patience;
    const Result result =
        study(opened.plan, {.replications = 1, .threads = 1, .stop = patience.told()});
    for (const std::string& impossible : audit(result)) FAIL_CHECK(impossible);
  } catch (const Interrupted&) {
  } catch (const Error& error) {
    CAPTURE(error.what());
    CHECK(std::string(error.what()).find("not enough memory") != std::string::npos);
  } catch (const std::exception& error) {
    FAIL_CHECK(std::string(error.what()));
  }
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE(
      "bounds: every quantity at the ends of its unit is refused, or gives possible numbers") {
    const std::vector<Turning> all = turns();
    REQUIRE(all.size() > 500);
    const std::size_t some = tortured() ? all.size() : sanitized ? 40 : 160;
    Stream draws(seed(), 0, "turned alone");
    for (std::size_t i = 0; i < some; ++i) {
      const Turning& turn = all[tortured() ? i : below(draws.bits(i), all.size())];
      CAPTURE(turn.path);
      check_turn(turn.world, turn.overrides);
    }
  }

  TEST_CASE("bounds: so are two quantities at once") {
    const std::vector<Turning> all = turns();
    const std::size_t some = tortured() ? 5000 : sanitized ? 20 : 60;
    Stream draws(seed(), 0, "turned in pairs");
    for (std::size_t i = 0; i < some; ++i) {
      const Turning& one = all[below(draws.bits(i, 0), all.size())];
      const Turning& other = all[below(draws.bits(i, 1), all.size())];
      if (one.world != other.world || one.key == other.key) continue;
      CAPTURE(one.path);
      CAPTURE(other.path);
      Overrides both = one.overrides;
      for (const std::string& set : other.overrides)
        if (std::ranges::find(both, set) == both.end()) both.push_back(set);
      check_turn(one.world, both);
    }
  }
}
