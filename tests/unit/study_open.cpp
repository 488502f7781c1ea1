// The public API, as another program calls it.
#include <atomic>

#include <doctest/doctest.h>

#include <edgecase/load.hpp>
#include <edgecase/report.hpp>
#include <edgecase/run.hpp>

using namespace edgecase;

namespace {

const char* const lab_text =
    "apiVersion: edgecase/v1\n"
    "kind: Scenario\n"
    "metadata: {name: small, title: A lab}\n"
    "world:\n"
    "  network: lab\n"
    "  horizon: {warm_up: 1s, measure: 5s}\n"
    "  demand: {rate: 50 rps}\n"
    "  routes: {all: {share: 100%, objects: 100, size: 1kB}}\n"
    "  origin: {workers: 1, service: {exponential: {mean: 10ms}}, queue: unlimited}\n"
    "design:\n"
    "  routes: {all: {cache: edge}}\n"
    "  caches: {edge: {capacity: 30kB, ttl: 2s}}\n";

LoadOptions with_shipped(std::vector<std::string> overrides = {}) {
  return {.overrides = std::move(overrides),
          .catalogues = {std::filesystem::path(EDGECASE_SOURCE_DIR) / "scenarios"}};
}

Scenario lab(std::vector<std::string> overrides = {}) {
  const Loaded loaded = load_text(lab_text, "lab.yaml", with_shipped(std::move(overrides)));
  INFO(loaded.text);
  REQUIRE(loaded.scenario);
  return *loaded.scenario;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a wrong text gives diagnostics with their places, never an exception") {
    const Loaded loaded =
        load_text(std::string(lab_text) + "designs: {}\n", "lab.yaml",
                  with_shipped({"world.network=nowhere", "world.horizon.measure=5"}));
    CHECK_FALSE(loaded.scenario);
    REQUIRE(loaded.diagnostics.size() >= 2);
    const Diagnostic& first = loaded.diagnostics.front();
    CHECK(first.severity == Severity::error);
    CHECK(first.file == "lab.yaml");
    CHECK(first.line == 13);
    CHECK(first.path == "designs");
    CHECK(loaded.diagnostics.back().file == "--set");
    CHECK(loaded.text.find("13 | designs: {}\n") != std::string::npos);
  }

  TEST_CASE("a file that is not there is an Error") {
    CHECK_THROWS_AS(load_file("/no/such/scenario.yaml"), Error);
  }

  TEST_CASE("without the folder of the shipped catalogues a network is not found") {
    const Loaded loaded = load_text(lab_text, "/no/such/folder/lab.yaml");
    CHECK_FALSE(loaded.scenario);
    CHECK(loaded.diagnostics.front().path == "world.network");
  }

  TEST_CASE("a resolved scenario loads again as the same") {
    const Scenario once = lab({"world.demand.rate=60 rps"});
    CHECK(once.name() == "small");
    CHECK(once.title() == "A lab");
    const Loaded again = load_text(once.resolved(), "resolved.yaml", with_shipped());
    INFO(again.text);
    REQUIRE(again.scenario);
    CHECK(again.scenario->resolved() == once.resolved());
  }

  TEST_CASE("a study depends on its seed, not on its threads") {
    const Scenario scenario = lab();
    const auto json_with = [&](std::uint64_t seed, unsigned threads) {
      return render(study(scenario, {.seed = seed, .replications = 2, .threads = threads}),
                    Format::json);
    };
    const std::string once = json_with(7, 1);
    CHECK(json_with(7, 2) == once);
    CHECK(json_with(8, 1) != once);
  }

  TEST_CASE("a comparison pairs replications: a design does not differ from itself") {
    const ComparisonResult result = compare(lab(), lab(), {.replications = 2});
    CHECK(result.base.replications == 2);
    CHECK_FALSE(result.differences.empty());
    for (const Difference& difference : result.differences) CHECK_FALSE(difference.significant);
    CHECK(render(result, Format::markdown).find("| --- |") != std::string::npos);
  }

  TEST_CASE("a study reports its progress, and ends when it is told to") {
    std::atomic<bool> stop = false;
    std::size_t calls = 0;
    StudyOptions options{.replications = 3, .threads = 1, .stop = &stop};
    options.progress = [&](std::size_t done, std::size_t of) {
      CHECK(of == 3);
      CHECK(done == ++calls);
      stop = done == 2;
    };
    const Result kept = study(lab(), options);
    CHECK(calls == 2);
    CHECK(kept.interrupted);
    CHECK(kept.replications == 2);
    REQUIRE_FALSE(kept.warnings.empty());
    CHECK(kept.warnings.front().find("results of 2 (of 3) completed") != std::string::npos);
    CHECK_THROWS_AS(study(lab(), {.threads = 1, .stop = &stop}), Interrupted);  // none finished
  }
}
