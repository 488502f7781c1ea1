// What is said of designs that a platform does not allow.
#include <filesystem>
#include <map>
#include <sstream>

#include "load/catalogue.hpp"
#include "support/compute.hpp"

using namespace edgecase;

namespace {

// The part of a scenario in which functions stand.
struct FunctionsSpec {
  std::map<std::string, ComputeSpec> compute;
};
struct RootSpec {
  FunctionsSpec design;
};
auto fields(Of<FunctionsSpec>) {
  return list<FunctionsSpec>(field("compute", &FunctionsSpec::compute, "functions"));
}
auto fields(Of<RootSpec>) {
  return list<RootSpec>(field("design", &RootSpec::design, "the design"));
}

/// Everything that is wrong with a function on a shipped runtime, rendered.
std::string problems_of(const std::string& runtime, const std::string& text) {
  std::string root = "design:\n  compute:\n    b: {runtime: isolate}\n    f:\n";
  std::istringstream lines("runtime: " + runtime + "\n" + text);
  for (std::string line; std::getline(lines, line);) root += "      " + line + "\n";
  Diagnostics diagnostics;
  const auto document = parse_document(root, "t.yaml", {}, diagnostics);
  const auto spec = read<RootSpec>(*document, diagnostics);
  if (spec) {
    const Catalogue catalogue({std::filesystem::path(EDGECASE_SOURCE_DIR) / "scenarios"});
    Checker checker = Checker(*document, diagnostics).at("design.compute.f");
    const auto platform = catalogue.load<RuntimeSpec>("runtimes", runtime, checker, "runtime");
    if (platform) check_compute(spec->design.compute.at("f"), *platform, checker);
  }
  return diagnostics.empty() ? "" : render_text(diagnostics);
}

void says(const std::string& problems, std::initializer_list<const char*> parts) {
  CAPTURE(problems);
  for (const char* part : parts) {
    CAPTURE(part);
    CHECK(problems.find(part) != std::string::npos);
  }
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a function within its platform's limits is accepted") {
    CHECK(problems_of("isolate", "cpu: 5ms\nbundle: 3MB\nsub_requests: 50\n").empty());
    CHECK(problems_of("lambda-java21", "cpu: 2s\nmemory: 2GiB\nprovisioned: 10\n").empty());
    CHECK(problems_of("fargate", "autoscaler: {least: 2, most: 20}\n").empty());
    CHECK(problems_of("isolate", "cold_start: {p50: 5ms, p99: 50ms}\n").empty());
    CHECK(problems_of("isolate", "cold_start: 200ms\n").empty());
  }

  TEST_CASE("no keep_alive, no concurrency, no memory: nothing would ever run") {
    says(problems_of("isolate", "keep_alive: 0s\n"), {"EC0112", "keep_alive"});
    says(problems_of("isolate", "concurrency: 0\n"), {"EC0112", "concurrency"});
    says(problems_of("isolate", "memory: 0B\n"), {"EC0112", "memory"});
  }

  TEST_CASE("what is over a limit is refused with the platform's limit and where it says so") {
    says(problems_of("lambda-nodejs22", "bundle: 300MB\n"),
         {"EC0112", "300MB", "at most 250MB", "AWS docs, Lambda quotas"});
    says(problems_of("cloudfront-functions", "cpu: 200us\nbundle: 1MB\n"),
         {"at most 10kB", "CloudFront quotas"});
    says(problems_of("isolate-free", "cpu: 50ms\n"),
         {"EC0112", "at most 10ms", "Cloudflare docs, Workers limits, free plan"});
    says(problems_of("isolate", "memory: 1GB\n"), {"at most 128MB", "Workers limits"});
    says(problems_of("isolate", "sub_requests: 10001\n"),
         {"sub_requests", "at most 10k", "Workers limits, paid plan"});
    says(problems_of("cloudfront-functions", "bundle: 5kB\ncpu: 1us\nsub_requests: 1\n"),
         {"at most 0", "no network access"});
    says(problems_of("cloud-run", "concurrency: 2000\n"), {"at most 1k", "Cloud Run"});
    says(problems_of("lambda-go", "concurrency: 8\n"), {"at most 1", "one request at a time"});
  }

  TEST_CASE("an instance must fit into a server") {
    says(problems_of("lambda-go", "memory: 8GiB\nservers: {memory: 4GiB}\n"),
         {"EC0112", "does not fit on a server of 4GiB", "memory"});
    says(problems_of("isolate",
                     "sharding: random\nmemory: 100MB\nconcurrency: 1\n"
                     "provisioned: 50\nservers: {memory: 1GB}\n"),
         {"provisioned", "at most 10"});
  }

  TEST_CASE("wishes that change nothing or contradict each other") {
    says(problems_of("isolate", "autoscaler: {least: 2}\n"), {"EC0902", "autoscaler"});
    says(problems_of("fargate", ""), {"EC0105", "autoscaler: {least: 2}"});
    says(problems_of("lambda-go", "cpu_order: processor_sharing\n"), {"cpu_order", "own CPU"});
    says(problems_of("isolate", "cpu_order: processor_sharing\n"), {"cpu_order", "cores"});
    says(problems_of("isolate", "place: regions\n"), {"EC0105", "regions"});
    says(problems_of("isolate", "regions: [us-east-1]\n"), {"EC0902", "regions"});
    says(problems_of("isolate", "place: near_data\n"), {"place", "no sub-requests"});
    says(problems_of("isolate", "provisioned: 3\n"), {"provisioned", "at most 1"});
    says(problems_of("lambda-go", "provisioned: 30\ninstances: 20\n"), {"EC0127", "provisioned"});
    says(problems_of("isolate", "with: b\nservers: {hub: 3}\n"), {"servers", "another function"});
    says(problems_of("isolate", "account: {burst: 100}\n"), {"burst", "needs `starts`"});
    says(problems_of("isolate", "cold_start: {p50: 5ms}\n"), {"EC0105", "p50 and p99"});
    says(problems_of("isolate", "cold_start: {p50: 50ms, p99: 5ms}\n"), {"EC0127", "p99"});
    says(problems_of("fargate", "autoscaler: {least: 20, most: 2}\n"), {"EC0127", "least"});
  }

  TEST_CASE("a runtime that contradicts itself is refused") {
    Diagnostics diagnostics;
    const auto document = parse_document(
        "title: t\nkind: region_service\nsource: t\nretrieved: t\ncold_start: {}\n"
        "sharding: random\nmemory: 1GB\nlimits: {memory: {value: 128MB, source: t}}\n"
        "billing: {mode: instance, source: t}\n",
        "r.yaml", {}, diagnostics);
    CHECK_FALSE(read<RuntimeSpec>(*document, diagnostics));
    says(render_text(diagnostics), {"above limits.memory", "sharding: placed"});
  }
}
