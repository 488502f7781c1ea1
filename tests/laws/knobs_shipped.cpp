// Every key that a shipped scenario sets does something there: another value changes a result, is
// refused, or is warned of. knobs.cpp shows the same of every key that there is, in small worlds.
//
// The world is a small globe with few requests. A key is turned in the first two scenarios that set
// it; EDGECASE_TORTURE=1 turns it in all of them.
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "support/shipped_keys.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

struct TurnedRun {
  std::optional<std::string> said;  // nothing: refused
  std::string complaints;
};

/// A shipped scenario in the small world.
class TurnedScenario {
 public:
  explicit TurnedScenario(std::filesystem::path file) : file_(std::move(file)) {
    Diagnostics problems;
    const auto document = load_document(file_, {}, problems);
    REQUIRE(document);
    collect_keys(document->root, "", keys_);
  }
  const std::vector<ShippedKey>& keys() const { return keys_; }

  /// Whether another value of the key shows, or is complained about.
  bool matters(const ShippedKey& key) {
    std::vector<Overrides> worlds{Overrides{}};
    if (Overrides with = companions_of(key); !with.empty()) worlds.push_back(std::move(with));
    for (Overrides& world : worlds) {
      world.insert(world.begin(), "world.network=small-globe");
      if (key.path != "world.demand.rate") world.emplace_back("world.demand.rate=20 rps");
      const TurnedRun before = outcome(world);
      INFO(before.complaints);
      REQUIRE(before.said);
      for (const std::string& value : other_values(key)) {
        if (value == key.value) continue;
        Overrides turned = world;
        turned.push_back(key.path + "=" + value);
        const TurnedRun after = outcome(turned);
        if (after.said != before.said || after.complaints != before.complaints) return true;
      }
    }
    return false;
  }

 private:
  TurnedRun outcome(const Overrides& overrides) {
    std::string as_asked;
    for (const std::string& one : overrides) as_asked += one + "\n";
    if (const auto known = known_.find(as_asked); known != known_.end()) return known->second;
    return known_[as_asked] = run_it(overrides);
  }
  TurnedRun run_it(const Overrides& overrides) const {
    Diagnostics problems;
    const Opened opened =
        planned(open_scenario(file_, overrides, test_catalogue(), problems), problems);
    TurnedRun run{{}, opened.complaints};
    if (!opened.plan) return run;
    run.said = "";
    const Result result = study(opened.plan, {.replications = 1, .threads = 1});
    for (const Metric& metric : result.metrics)
      *run.said += fmt::format("{} {} ", metric.name, metric.estimate.mean);
    return run;
  }

  std::filesystem::path file_;
  std::vector<ShippedKey> keys_;
  std::map<std::string, TurnedRun> known_;
};

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("knobs: every key of a shipped scenario changes something, is refused or warned of") {
    const int most = std::getenv("EDGECASE_TORTURE") != nullptr ? 1000 : sanitized ? 0 : 2;
    std::map<std::string, int> turned;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(shipped_scenarios()))
      if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::ranges::sort(files);
    REQUIRE(files.size() > 20);
    for (const std::filesystem::path& file : files) {
      TurnedScenario scenario(file);
      REQUIRE(scenario.keys().size() > 5);
      for (const ShippedKey& key : scenario.keys()) {
        if (++turned[key.pattern] > most) continue;
        CAPTURE(file.filename().string());
        CAPTURE(key.path);
        CAPTURE(key.value);
        CHECK(scenario.matters(key));
      }
    }
    CHECK(turned.size() > 80);
  }
}
