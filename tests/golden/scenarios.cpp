// The headline metrics of every shipped scenario, as they were when somebody last looked at them.
// A change here is not wrong, but it must be meant: `tools/test --update-golden` writes them anew.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "study/audit.hpp"
#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr std::uint64_t seed = 42;
constexpr std::size_t replications = 2;

fs::path data_folder() { return fs::path(EDGECASE_SOURCE_DIR) / "tests" / "golden" / "data"; }

bool updating() {
  const char* wish = std::getenv("EDGECASE_UPDATE_GOLDEN");
  return wish != nullptr && std::string_view(wish) == "1";
}

std::vector<std::string> stems(const fs::path& folder, const std::string& extension) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == extension) names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// Four significant digits: what a change of the last bit of a logarithm does not touch.
Json rounded(double value) {
  if (!std::isfinite(value)) return nullptr;
  return Json::parse(fmt::format("{:.4g}", value));
}

/// No value of a metric, and no end of its interval, is one that cannot be.
void check_possible(const Metric& metric) {
  CAPTURE(metric.name);
  const MetricFamily* family = family_of(metric.name);
  REQUIRE(family != nullptr);
  if (family->range != Range::share && family->range != Range::nonnegative) return;
  std::vector<double> all = metric.values;
  all.insert(all.end(), {metric.estimate.lo, metric.estimate.hi});
  for (const double value : all) {
    if (std::isnan(value)) continue;
    CHECK(value >= 0);
    if (family->range == Range::share) CHECK(value <= 1);
  }
}

Json headlines(const std::string& name) {
  StudyOptions options;
  options.seed = seed;
  options.replications = replications;
  const Result result = study(open_shipped(name + ".yaml"), options);
  for (const std::string& impossible : audit(result)) FAIL_CHECK(name << ": " << impossible);
  Json metrics = Json::object();
  for (const Metric& metric : result.metrics) {
    check_possible(metric);
    std::string key = metric.name;
    char before = '{';
    for (const auto& [label, value] : metric.labels) {
      key += before + label + "=" + value;
      before = ',';
    }
    if (!metric.labels.empty()) key += "}";
    metrics[key] = rounded(metric.estimate.mean);
  }
  return {{"scenario", name}, {"seed", seed}, {"replications", replications}, {"metrics", metrics}};
}

Json recorded(const std::string& name) {
  std::ifstream in(data_folder() / (name + ".json"));
  INFO("no golden result for " << name << "; tools/test --update-golden writes it");
  REQUIRE(in.good());
  return Json::parse(in);
}

}  // namespace

TEST_SUITE("golden") {
  TEST_CASE("every shipped scenario says what it said before, to four digits") {
    const std::vector<std::string> names = stems(shipped_scenarios(), ".yaml");
    REQUIRE(!names.empty());
    for (const std::string& name : names) {
      CAPTURE(name);
      const Json now = headlines(name);
      if (updating()) {
        std::ofstream(data_folder() / (name + ".json")) << now.dump(1) << '\n';
        continue;
      }
      const Json before = recorded(name);
      for (const auto& [metric, value] : now["metrics"].items()) {
        CAPTURE(metric);
        CHECK(before["metrics"].value(metric, Json("new")) == value);
      }
      for (const auto& [metric, value] : before["metrics"].items()) {
        CAPTURE(metric);
        CHECK(now["metrics"].contains(metric));
      }
    }
  }

  TEST_CASE("every golden result belongs to a shipped scenario") {
    const std::vector<std::string> names = stems(shipped_scenarios(), ".yaml");
    for (const std::string& name : stems(data_folder(), ".json")) {
      CAPTURE(name);
      CHECK(std::find(names.begin(), names.end(), name) != names.end());
    }
  }
}
