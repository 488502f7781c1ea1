// On every kind of runtime each key of a function changes a result, is refused, or is warned of at
// its place. (That each key does something somewhere: knobs.cpp.)
#include <string>

#include <doctest/doctest.h>

#include "support/knob_runs.hpp"
#include "support/knobs_compute.hpp"

using namespace edgecase::testing;

namespace {

struct KeyTurn {
  const char* key;
  const char* value;
};

constexpr KeyTurn key_turns[] = {
    {"instances", "1"},           {"provisioned", "1"},     {"prewarm", "true"},
    {"overflow", "1ms"},          {"forwarding", "3ms"},    {"servers.hub", "7"},
    {"servers.large", "7"},       {"servers.medium", "7"},  {"servers.small", "7"},
    {"servers.cores", "1"},       {"queue", "0"},           {"shed_after", "1us"},
    {"keep_alive", "1ms"},        {"bundle", "500kB"},      {"cold_start", "{p50: 7ms, p99: 70ms}"},
    {"concurrency", "1"},         {"redeploy_every", "3s"}, {"cpu_order", "processor_sharing"},
    {"timeout", "1ms"},           {"cpu", "3ms"},           {"wait", "1ms"},
    {"autoscaler", "{least: 3}"},
};

constexpr const char* bases[] = {
    "runtime: isolate",   "runtime: cloudfront-functions",
    "runtime: container", "runtime: lambda-go",
    "runtime: cloud-run", "runtime: fargate, provisioned: 2",
};

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("knobs: on every kind of runtime a key does something, is refused or is warned of") {
    KnobRuns runs;
    for (const char* base : bases) {
      CAPTURE(base);
      for (const KeyTurn& turn : key_turns) {
        CAPTURE(turn.key);
        const Overrides around{asks_function, function_text("", base)};
        const std::string path = "design.compute.fn." + std::string(turn.key);
        const Knob knob{path, KnobWorld::lab, "", "", around};
        std::string complaints;
        const std::string usual = runs.outcome_of(knob, "metadata.name=lab", complaints);
        CHECK(!usual.empty());
        const std::string turned = runs.outcome_of(knob, path + "=" + turn.value, complaints);
        const bool told = complaints.find(path) != std::string::npos;
        const bool heard = turned != usual || told;
        CHECK(heard);
      }
    }
  }
}
