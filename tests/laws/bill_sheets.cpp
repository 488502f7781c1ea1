// Laws of bills on every sheet that ships, for usage of any meter with any labels.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "cost/item.hpp"
#include "unit/cost_support.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

const std::vector<PriceSheet>& sheets() {
  static const std::vector<PriceSheet> all = [] {
    std::vector<PriceSheet> read;
    for (const char* name :
         {"aws-2019", "aws-2026", "azure-2026", "cloudflare-2026", "fastly-2026", "google-2026"})
      read.push_back(shipped_sheet(name));
    return read;
  }();
  return all;
}

struct SheetUse {
  std::string meter;
  Labels labels;
  std::int64_t quantity;
};

std::string one_of(std::vector<std::string> values) { return *rc::gen::elementOf(values); }

SheetUse random_event() {
  const Meter& meter = all_meters()[*rc::gen::inRange<std::size_t>(0, all_meters().size())];
  Labels labels;
  const auto maybe = [&](const char* name, std::vector<std::string> values) {
    if (*rc::gen::arbitrary<bool>()) labels[name] = one_of(std::move(values));
  };
  maybe("country", {"US", "BR", "JP", "DE"});
  maybe("region", {"north-america", "asia", "oceania"});
  maybe("origin_region", {"us-east-1", "sa-east-1"});
  maybe("class", {"standard", "infrequent"});
  maybe("consistency", {"strong", "eventual"});
  maybe("arch", {"x86", "arm"});
  maybe("destination", {"worldwide", "asia"});
  maybe("cause", {"hit", "miss", "attack"});
  Item item;
  if (*rc::gen::arbitrary<bool>()) item.size = Bytes{*rc::gen::inRange(1, 1'000'000)};
  if (*rc::gen::arbitrary<bool>()) item.time = Duration{*rc::gen::inRange(1, 1'000'000'000)};
  if (*rc::gen::arbitrary<bool>()) item.memory = Memory{*rc::gen::inRange(1, 4096)};
  return {std::string(meter.name), with_item(labels, item),
          *rc::gen::inRange<std::int64_t>(0, 1'000'000'000)};
}

std::vector<SheetUse> random_events() {
  std::vector<SheetUse> events;
  const int count = *rc::gen::inRange(1, 20);
  for (int i = 0; i < count; ++i) events.push_back(random_event());
  return events;
}

Usage usage_of(const std::vector<SheetUse>& events) {
  Usage usage;
  for (const SheetUse& e : events) usage.add(e.meter, e.labels, e.quantity);
  return usage;
}

bool all_known(const Bill& bill) {
  return std::all_of(bill.lines.begin(), bill.lines.end(),
                     [](const BillLine& line) { return line.dollars.has_value(); });
}

bool same(const Bill& a, const Bill& b) {
  return a.total == b.total && a.complete == b.complete && a.unpriced.size() == b.unpriced.size() &&
         std::equal(a.lines.begin(), a.lines.end(), b.lines.begin(), b.lines.end(),
                    [](const BillLine& x, const BillLine& y) {
                      return x.name == y.name && x.region == y.region && x.quantity == y.quantity &&
                             x.dollars == y.dollars;
                    });
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("on every shipped sheet more usage never costs less") {
    CHECK(rc::check([] {
      const std::vector<SheetUse> events = random_events();
      const SheetUse extra = random_event();
      Usage more = usage_of(events);
      more.add(extra.meter, extra.labels, extra.quantity);
      for (const PriceSheet& sheet : sheets()) {
        const Bill before = price(sheet, usage_of(events), {});
        const Bill after = price(sheet, more, {});
        // A line that reaches an unknown price has no dollars at all.
        if (!all_known(before) || !all_known(after)) continue;
        RC_ASSERT(after.total >= before.total);
      }
    }));
  }

  TEST_CASE("a volume price is the one rule under which more usage may cost less") {
    PriceLine line = request_line(1, 0);
    line.walk = Walk::volume;
    line.up_to = {{100, Dimension::count}};
    line.prices[std::string(everywhere)] = {{3 * pico_per_dollar, true}, {pico_per_dollar, true}};
    const PriceSheet sheet = sheet_of({line});
    CHECK(price(sheet, requests(100), {}).total == dollars(300));
    CHECK(price(sheet, requests(101), {}).total == dollars(101));
    for (const PriceSheet& shipped : sheets())
      for (const PricedProduct& product : shipped.products)
        for (const PriceLine& one : product.lines) CHECK(one.walk == Walk::graduated);
  }

  TEST_CASE("usage is on a line, named as free of charge, or named as not priced: never nothing") {
    CHECK(rc::check([] {
      const Usage usage = usage_of(random_events());
      for (const PriceSheet& sheet : sheets()) {
        const Bill bill = price(sheet, usage, {});
        std::set<std::string> said;
        for (const BillLine& line : bill.lines)
          if (line.kind == BillLine::Kind::usage) said.insert(line.meter);
        for (const PricedProduct& product : sheet.products)
          for (const PriceLine& line : product.lines)
            for (const AlsoCounted& also : line.also)
              if (said.contains(line.meter)) said.insert(also.meter);
        for (const Unpriced& one : bill.unpriced) said.insert(one.meter);
        for (const auto& [meter, why] : bill.free) said.insert(meter);
        for (const auto& [meter, counts] : usage.by_meter()) RC_ASSERT(said.contains(meter));
        RC_ASSERT(bill.complete == (all_known(bill) && bill.unpriced.empty()));
      }
    }));
  }

  TEST_CASE("neither the order of events nor a month split in two changes a bill on any sheet") {
    CHECK(rc::check([] {
      std::vector<SheetUse> events = random_events();
      const auto cut = *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(events) + 1);
      Usage merged = usage_of({events.begin() + cut, events.end()});
      merged.merge(usage_of({events.begin(), events.begin() + cut}));
      const Usage forward = usage_of(events);
      std::reverse(events.begin(), events.end());
      for (const PriceSheet& sheet : sheets()) {
        const Bill bill = price(sheet, forward, {});
        RC_ASSERT(same(bill, price(sheet, usage_of(events), {})));
        RC_ASSERT(same(bill, price(sheet, merged, {})));
      }
    }));
  }

  TEST_CASE("on every sheet contributions sum to lines, lines to the bill, to the nano-dollar") {
    CHECK(rc::check([] {
      const Usage usage = usage_of(random_events());
      for (const PriceSheet& sheet : sheets()) {
        const Bill bill = price(sheet, usage, {});
        std::int64_t total = 0;
        for (const BillLine& line : bill.lines) {
          std::int64_t money = 0;
          std::int64_t quantity = 0;
          for (const Contribution& part : line.contributions) {
            money += part.dollars.nano_dollars;
            quantity += part.quantity;
          }
          const std::int64_t of_line = line.dollars.value_or(Money{}).nano_dollars;
          if (!line.contributions.empty()) {
            RC_ASSERT(money == of_line);
            RC_ASSERT(quantity == line.quantity);
          }
          total += of_line;
        }
        RC_ASSERT(total == bill.total.nano_dollars);
      }
    }));
  }
}
