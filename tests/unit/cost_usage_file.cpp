#include <string>

#include <doctest/doctest.h>

#include "cost/usage_file.hpp"
#include "load/read.hpp"
#include "load/text/codes.hpp"

using namespace edgecase;

namespace {

std::optional<UsageSpec> spec_of(const std::string& entries, Diagnostics& problems) {
  const std::string text = "apiVersion: edgecase/v1\nkind: Usage\nusage:\n  - {" + entries + "}\n";
  const auto document = parse_document(text, "usage.yaml", {}, problems);
  return document ? read<UsageSpec>(*document, problems) : std::nullopt;
}

std::int64_t total(const std::string& meter, const std::string& rest) {
  Diagnostics problems;
  const auto spec = spec_of("meter: " + meter + ", " + rest, problems);
  REQUIRE_MESSAGE(spec.has_value(), rest);
  return usage_of(*spec).total(meter);
}

// "CODE path" of the first problem.
std::string entry_problem(const std::string& entry) {
  Diagnostics problems;
  spec_of(entry, problems);
  const auto all = problems.sorted();
  return all.empty() ? "" : std::string(all.front().code) + " " + all.front().path;
}

std::string at(std::string_view code, const std::string& path) {
  return std::string(code) + " usage[0]" + path;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a total is what it says, in the meter's units") {
    CHECK(total("edge.requests", "quantity: 15M") == 15'000'000);
    CHECK(total("edge.egress_bytes", "quantity: 10TiB") == 10LL << 40);
    CHECK(total("edge_function.cpu_time", "quantity: 75M ms") == 75'000'000'000);
    CHECK(total("function.memory_time", "quantity: 1.5M GiB-s") == 1'536'000'000'000);
  }

  TEST_CASE("items multiply out: size, time and memory of each") {
    CHECK(total("edge.egress_bytes", "items: 5M, size: 3KiB") == 5'000'000LL * 3072);
    CHECK(total("edge_function.cpu_time", "items: 15M, time: 7ms") == 15'000'000LL * 7'000);
    CHECK(total("function.memory_time", "items: 3M, memory: 512MB, time: 1s") ==
          3'000'000LL * 512 * 1000);
    CHECK(total("object.storage", "items: 1000, size: 1GB") == 1000 * 1'406'250'000LL);
    CHECK(total("object.storage", "items: 1000, size: 1GB, time: 6d") == 200 * 1'406'250'000LL);
    CHECK(total("waf.rules", "items: 3") == 3 * 2'592'000'000'000LL);
    CHECK(total("table.writes", "items: 3M, size: 1500B") == 3'000'000);
  }

  TEST_CASE("daily peaks are the size of a whole day each") {
    CHECK(total("object.storage", "daily_peaks: [10GB, 30GB, 20GB]") == 2 * 1'406'250'000LL);
  }

  TEST_CASE("what an entry does not say, or says twice, is refused at its place") {
    CHECK(entry_problem("meter: edge.requests, quantity: 1M") == "");
    CHECK(entry_problem("meter: edge.request, quantity: 1M") == at(code::unknown_name, ".meter"));
    CHECK(entry_problem("meter: edge.requests") == at(code::missing_key, ".meter"));
    CHECK(entry_problem("meter: edge.requests, quantity: 1M, items: 2") ==
          at(code::missing_key, ".meter"));
    CHECK(entry_problem("meter: edge.egress_bytes, items: 2") == at(code::missing_key, ".items"));
    CHECK(entry_problem("meter: function.memory_time, items: 2, time: 1s") ==
          at(code::missing_key, ".items"));
    CHECK(entry_problem("meter: edge.requests, items: 2, memory: 1MB") ==
          at(code::missing_key, ".memory"));
    CHECK(entry_problem("meter: edge.requests, quantity: 2, size: 1MB") ==
          at(code::missing_key, ".quantity"));
    CHECK(entry_problem("meter: edge.requests, daily_peaks: [1GB]") ==
          at(code::missing_key, ".daily_peaks"));
  }

  TEST_CASE("an amount of the wrong dimension is refused, and so is a GB that is ambiguous") {
    CHECK(entry_problem("meter: edge.requests, quantity: 1GB") ==
          at(code::unknown_unit, ".quantity"));
    CHECK(entry_problem("meter: edge.egress_bytes, quantity: 1M") ==
          at(code::unknown_unit, ".quantity"));
    CHECK(entry_problem("meter: function.memory_time, quantity: 1k GB-s") ==
          at(code::unknown_unit, ".quantity"));
    CHECK(entry_problem("meter: single_home.memory_time, quantity: 1k GB-s") == "");
  }

  TEST_CASE("a label that nobody knows is refused, since a slip could be cheaper") {
    CHECK(entry_problem("meter: object.storage, quantity: 1GB-month, labels: {clas: infrequent}") ==
          at(code::unknown_name, ".labels.clas"));
    CHECK(entry_problem("meter: object.storage, quantity: 1GB-month, labels: {item_size: 1GB}") ==
          at(code::unknown_name, ".labels.item_size"));
  }

  TEST_CASE("a country is its ISO code; UK and EL mean what everybody means by them") {
    for (const auto& [given, meant] : {std::pair{"UK", "GB"}, {"EL", "GR"}, {"BR", "BR"}}) {
      Diagnostics problems;
      const auto spec = spec_of(
          "meter: edge.requests, quantity: 1, labels: {country: " + std::string(given) + "}",
          problems);
      REQUIRE(spec.has_value());
      CHECK(usage_of(*spec).of("edge.requests").begin()->first.at("country") == meant);
    }
    CHECK(entry_problem("meter: edge.requests, quantity: 1, labels: {country: gb}") ==
          at(code::unknown_name, ".labels.country"));
    CHECK(entry_problem("meter: edge.requests, quantity: 1, labels: {country: Brazil}") ==
          at(code::unknown_name, ".labels.country"));
  }

  TEST_CASE("more than can be counted is refused") {
    CHECK(entry_problem("meter: edge.egress_bytes, items: 9000000G, size: 9TB")
              .starts_with(std::string(code::out_of_range)));
  }
}
