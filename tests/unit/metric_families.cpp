// The table of metrics: each row names its rule, so that no family answers with another's value.
#include <set>

#include <doctest/doctest.h>

#include "metrics/metrics.hpp"
#include "study/knock_outs.hpp"

using namespace edgecase;

namespace {

template <class... Members>
concept MakesFamily = requires(Members... members) { MetricFamily{members...}; };

using Text = std::string_view;

using Rule = double (*)(const Reading&);

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a metric without a rule does not compile") {
    static_assert(MakesFamily<Text, bool, Text, LabelList, Text, Rule>);
    static_assert(!MakesFamily<Text, bool, Text, LabelList, Text>);
    static_assert(!MakesFamily<Text, bool, Text, LabelList, Text, std::nullptr_t>);
    static_assert(!std::is_default_constructible_v<MetricRule>);
  }

  TEST_CASE("a name belongs to one metric, and each is explained") {
    std::set<std::string_view> names;
    for (const MetricFamily& family : metric_families()) {
      CAPTURE(family.name);
      CHECK(names.insert(family.name).second);
      CHECK_FALSE(family.doc.empty());
      CHECK_FALSE(family.unit.empty());
    }
    for (const MetricFamily& family : metric_families()) {
      if (!family.has_statistics) continue;
      for (const std::string_view name : names) {
        CAPTURE(name);
        CHECK_FALSE(name.starts_with(std::string(family.name) + "."));
      }
    }
  }

  TEST_CASE("a knock-out that metrics ask for is one that runs") {
    std::set<std::string_view> names;
    for (const KnockOut& one : knock_outs()) CHECK(names.insert(one.name).second);
    for (const std::string_view asked :
         {knock_out::attacks, knock_out::cold_starts, knock_out::half_sample})
      CHECK(names.contains(asked));
  }
}
