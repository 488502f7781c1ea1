// Lists given to options: where they are split, how they are read.
#include <doctest/doctest.h>

#include "load/arguments.hpp"
#include "load/trace/trace.hpp"
#include "model/cache/kinds.hpp"
#include "replay/cache_capacity.hpp"

using namespace edgecase;

namespace {

std::vector<std::string> texts(const std::string& list) {
  Diagnostics diagnostics;
  std::vector<std::string> all;
  for (const ListedText& one : split_list("--x", list, diagnostics)) all.push_back(one.text);
  return all;
}

CacheLimits limits(const std::string& capacity) {
  Trace trace;
  trace.footprint = 1000;
  CacheCapacity value;
  REQUIRE_FALSE(Scalar<CacheCapacity>::parse(capacity, value));
  CacheCapacity again;
  REQUIRE_FALSE(Scalar<CacheCapacity>::parse(Scalar<CacheCapacity>::print(value), again));
  CHECK(limits_for(again, trace).bytes == limits_for(value, trace).bytes);
  return limits_for(value, trace);
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a list is split at commas outside braces, brackets and quotes") {
    using Texts = std::vector<std::string>;
    CHECK(texts("a,b") == Texts{"a", "b"});
    CHECK(texts(" a , b{x: 1, y: [2,3]} ") == Texts{"a", "b{x: 1, y: [2,3]}"});
    CHECK(texts("{a: {x: 1, y: 2}},'b,c'") == Texts{"{a: {x: 1, y: 2}}", "'b,c'"});
  }

  TEST_CASE("a kind with parameters is read as a scenario reads it") {
    Diagnostics diagnostics;
    const auto list = read_list<PolicyChoice>(
        "--policy", "lru,s3_fifo{small: 25%},{s3_fifo: {small: 30%}}", diagnostics);
    REQUIRE(list);
    REQUIRE(list->size() == 3);
    CHECK(list->at(0).value.name() == "lru");
    CHECK(list->at(1).value.name() == "s3_fifo");
    CHECK(list->at(2).value.name() == "s3_fifo");
    CHECK_FALSE(read_list<PolicyChoice>("--policy", "lru,s3_fifo{small: 250%", diagnostics));
    CHECK_FALSE(read_list<PolicyChoice>("--policy", "", diagnostics));
  }

  TEST_CASE("a capacity is bytes, objects, or a share of the footprint") {
    CHECK(limits("128MiB").bytes == Bytes{134'217'728});
    CHECK(limits("128MiB").objects.unlimited());
    CHECK(limits("10k objects").objects == Count{10'000});
    CHECK(limits("10k objects").bytes == Bytes{INT64_MAX});
    CHECK(limits("1 object").objects == Count{1});
    CHECK(limits("30%").bytes == Bytes{300});
    CHECK(limits("0.01%").bytes == Bytes{1});
    CHECK(limits("unlimited").bytes == Bytes{INT64_MAX});
  }
}
