// Laws that every bill keeps, whatever the usage: tried on random usage and on the shipped sheets.
#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "unit/cost_support.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

struct UsageEvent {
  std::string meter;
  Labels labels;
  std::int64_t quantity;
};

UsageEvent random_usage_event() {
  static const std::array<std::string, 4> countries{"US", "BR", "JP", "DE"};
  static const std::array<std::string, 2> routes{"images", "api"};
  static const std::array<std::string, 2> causes{"hit", "miss"};
  Labels labels{{"country", *rc::gen::elementOf(countries)},
                {"route", *rc::gen::elementOf(routes)},
                {"cause", *rc::gen::elementOf(causes)}};
  const bool bytes = *rc::gen::arbitrary<bool>();
  return {std::string(bytes ? meter::edge_egress_bytes : meter::edge_requests), labels,
          *rc::gen::inRange<std::int64_t>(0, 100'000'000'000)};
}

std::vector<UsageEvent> random_usage_events() {
  std::vector<UsageEvent> events;
  const int count = *rc::gen::inRange(1, 30);
  for (int i = 0; i < count; ++i) events.push_back(random_usage_event());
  return events;
}

Usage usage_from(const std::vector<UsageEvent>& events) {
  Usage usage;
  for (const UsageEvent& e : events) usage.add(e.meter, e.labels, e.quantity);
  return usage;
}

BillingTerms random_terms() {
  // A shorter horizon makes a month cost more than Money holds.
  constexpr std::int64_t an_hour = 3'600'000'000'000;
  BillingTerms terms;
  terms.measured = Duration{*rc::gen::inRange<std::int64_t>(an_hour, billing_month.count())};
  return terms;
}

bool same_bill(const Bill& a, const Bill& b) {
  return a.total == b.total && a.complete == b.complete &&
         std::equal(a.lines.begin(), a.lines.end(), b.lines.begin(), b.lines.end(),
                    [](const BillLine& x, const BillLine& y) {
                      return x.quantity == y.quantity && x.dollars == y.dollars &&
                             std::equal(x.contributions.begin(), x.contributions.end(),
                                        y.contributions.begin(), y.contributions.end(),
                                        [](const Contribution& p, const Contribution& q) {
                                          return p.labels == q.labels && p.quantity == q.quantity &&
                                                 p.dollars == q.dollars;
                                        });
                    });
}

const PriceSheet& aws() {
  static const PriceSheet sheet = shipped_sheet("aws-2026");
  return sheet;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("more usage never costs less") {
    CHECK(rc::check([] {
      const std::vector<UsageEvent> events = random_usage_events();
      const BillingTerms terms = random_terms();
      Usage more = usage_from(events);
      const UsageEvent extra = random_usage_event();
      more.add(extra.meter, extra.labels, extra.quantity);
      const Bill before = price(aws(), usage_from(events), terms);
      const Bill after = price(aws(), more, terms);
      RC_ASSERT(before.complete && after.complete);
      RC_ASSERT(after.total >= before.total);
    }));
  }

  TEST_CASE("a bill does not depend on the order of events") {
    CHECK(rc::check([] {
      std::vector<UsageEvent> events = random_usage_events();
      const BillingTerms terms = random_terms();
      const Bill forward = price(aws(), usage_from(events), terms);
      std::reverse(events.begin(), events.end());
      RC_ASSERT(same_bill(forward, price(aws(), usage_from(events), terms)));
    }));
  }

  TEST_CASE("a horizon split in two and merged gives the same bill") {
    CHECK(rc::check([] {
      const std::vector<UsageEvent> events = random_usage_events();
      const BillingTerms terms = random_terms();
      const auto cut = *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(events) + 1);
      Usage first = usage_from({events.begin(), events.begin() + cut});
      first.merge(usage_from({events.begin() + cut, events.end()}));
      RC_ASSERT(same_bill(price(aws(), usage_from(events), terms), price(aws(), first, terms)));
    }));
  }

  TEST_CASE("contributions sum exactly to their line, and lines to the bill") {
    CHECK(rc::check([] {
      const Bill bill = price(aws(), usage_from(random_usage_events()), random_terms());
      std::int64_t total = 0;
      for (const BillLine& line : bill.lines) {
        RC_ASSERT(line.dollars.has_value());
        std::int64_t money = 0;
        std::int64_t quantity = 0;
        for (const Contribution& part : line.contributions) {
          money += part.dollars.nano_dollars;
          quantity += part.quantity;
          RC_ASSERT(part.dollars.nano_dollars >= 0);
        }
        RC_ASSERT(money == line.dollars->nano_dollars);
        RC_ASSERT(quantity == line.quantity);
        std::int64_t steps = 0;
        for (const TierStep& step : line.steps) steps += step.dollars.nano_dollars;
        RC_ASSERT(steps == money);
        total += money;
      }
      RC_ASSERT(total == bill.total.nano_dollars);
      for (const char* label : {"country", "route", "cause", "nobody"}) {
        std::int64_t split = 0;
        for (const Contribution& part : split_by(bill, label)) split += part.dollars.nano_dollars;
        RC_ASSERT(split == total);
      }
    }));
  }

  TEST_CASE("without tiers two bills add up to the bill of both") {
    CHECK(rc::check([] {
      const PriceSheet flat =
          sheet_of({request_line(1, 3'000'000'000)});  // $0.003 each: no rounding
      const std::int64_t a = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
      const std::int64_t b = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
      const Money apart = price(flat, requests(a), {}).total + price(flat, requests(b), {}).total;
      RC_ASSERT(price(flat, requests(a + b), {}).total == apart);
    }));
  }

  TEST_CASE("an allowance never makes a bill dearer, and rounding up never cheaper") {
    CHECK(rc::check([] {
      const Usage usage = requests(*rc::gen::inRange<std::int64_t>(0, 1'000'000'000));
      PriceLine line = request_line(1000, *rc::gen::inRange<std::int64_t>(0, pico_per_dollar));
      const Money plain = price(sheet_of({line}), usage, {}).total;
      PriceLine allowed = line;
      allowed.included = Amount{*rc::gen::inRange<std::int64_t>(0, 1'000'000), Dimension::count};
      PriceLine rounded = line;
      rounded.round_up_to = Amount{*rc::gen::inRange<std::int64_t>(1, 1'000'000), Dimension::count};
      RC_ASSERT(price(sheet_of({allowed}), usage, {}).total <= plain);
      RC_ASSERT(price(sheet_of({rounded}), usage, {}).total >= plain);
    }));
  }
}
