// Every key that a shipped scenario sets does something there: another value changes a result, is
// refused, or is warned of. knobs.cpp shows the same of every key that there is, in small worlds.
//
// The world is a small globe with some 3,000 requests. A key is turned in the first scenario that
// sets it; EDGECASE_TORTURE=1 turns it in all of them.
#include <algorithm>
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
  std::optional<std::string> said;    // nothing: refused
  std::vector<std::string> warnings;  // the paths that they are about
  std::string complaints;

  bool warns_of(const std::string& path) const {
    return std::ranges::any_of(warnings, [&](const std::string& about) {
      return path == about || path.starts_with(about + ".") || path.starts_with(about + "[");
    });
  }
};

/// A shipped scenario in the small world.
class TurnedScenario {
 public:
  explicit TurnedScenario(std::filesystem::path file) : file_(std::move(file)) {
    Diagnostics problems;
    const auto document = load_document(file_, {}, problems);
    REQUIRE(document);
    collect_keys(document->root, "", keys_);
    const Opened opened = open_as({});
    REQUIRE(opened.plan);
    // A scenario that names sites keeps the network that has them.
    if (open_as({"world.network=small-globe"}).plan) network_ = {"world.network=small-globe"};
    const double seconds = in_seconds(opened.plan->end() - Instant{});
    few_requests_ = fmt::format("world.demand.rate={:.3g} rps", std::max(0.2, 3000 / seconds));
  }
  const std::vector<ShippedKey>& keys() const { return keys_; }

  /// Whether another value of the key shows or is warned of, or all of them are refused.
  bool matters(const ShippedKey& key) {
    std::vector<Overrides> worlds{Overrides{}};
    if (Overrides with = companions_of(key); !with.empty()) worlds.push_back(std::move(with));
    for (Overrides& world : worlds) {
      if (key.path != "world.demand.rate") world.insert(world.begin(), few_requests_);
      world.insert(world.begin(), network_.begin(), network_.end());
      const TurnedRun before = outcome(world);
      INFO(before.complaints);
      REQUIRE(before.said);
      bool accepted = false;
      for (const std::string& value : other_values(key)) {
        if (value == key.value) continue;
        Overrides turned = world;
        turned.push_back(key.path + "=" + value);
        const TurnedRun after = outcome(turned);
        if (after.said && (after.said != before.said || after.warns_of(key.path))) return true;
        accepted |= after.said.has_value();
      }
      if (!accepted) return true;
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
  Opened open_as(const Overrides& overrides, TurnedRun* run = nullptr) const {
    Diagnostics problems;
    Opened opened = planned(open_scenario(file_, overrides, test_catalogue(), problems), problems);
    for (const Diagnostic& problem : problems.sorted())
      if (run != nullptr) run->warnings.push_back(problem.path);
    return opened;
  }
  TurnedRun run_it(const Overrides& overrides) const {
    TurnedRun run;
    const Opened opened = open_as(overrides, &run);
    run.complaints = opened.complaints;
    if (!opened.plan) return run;
    run.said = "";
    const Result result = study(opened.plan, {.replications = 1, .threads = 1});
    for (const Metric& metric : result.metrics)
      *run.said += fmt::format("{} {} ", metric.name, metric.estimate.mean);
    for (const FlowRow& flow : result.flows)
      *run.said += fmt::format("{} {} {} ", flow.from, flow.to, flow.bytes.mean);
    return run;
  }

  std::filesystem::path file_;
  std::vector<ShippedKey> keys_;
  Overrides network_;
  std::string few_requests_;
  std::map<std::string, TurnedRun> known_;
};

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("knobs: every key of a shipped scenario changes something, is refused or warned of") {
    const int most = std::getenv("EDGECASE_TORTURE") != nullptr ? 1000 : sanitized ? 0 : 1;
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
