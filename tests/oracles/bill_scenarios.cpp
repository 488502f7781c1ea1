// What the usage files that ship are there to show, worked out by hand and run through the binary.
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/tool.hpp"

using namespace edgecase::test;

namespace {

using Json = nlohmann::json;

Json bills_of(const Tool& edgecase, const std::string& sheets, const std::string& usage) {
  const std::string file = std::string(EDGECASE_SOURCE_DIR) + "/scenarios/usage/" + usage + ".yaml";
  const Answer answer = edgecase("bill --format json --prices " + sheets + " --usage " + file);
  INFO(answer.err);
  REQUIRE(answer.code == 0);
  return Json::parse(answer.out).at("bills");
}

double dollars_of(const Json& bill) { return bill.at("nano_dollars").get<double>() * 1e-9; }

/// What of a bill has this cause.
double caused(const Json& bill, const std::string& cause) {
  double sum = 0;
  for (const Json& line : bill.at("lines"))
    for (const Json& part : line.at("because_of"))
      if (part.at("labels").value("cause", "") == cause)
        sum += part.at("nano_dollars").get<double>() * 1e-9;
  return sum;
}

doctest::Approx cents(double dollars) { return doctest::Approx(dollars).scale(0).epsilon(1e-7); }

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("zero-egress: the move is earned back in the second month") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const Json month = bills_of(edgecase, "aws-2026,cloudflare-2026", "zero-egress-month");
    // 51,200 GiB x $0.023 + 200 M / 1,000 x $0.0004 + 10,240 GiB x $0.09 + 20,480 GiB x $0.085
    const double at_old = dollars_of(month[0]);
    CHECK(at_old == cents(1177.60 + 80 + 921.60 + 1740.80));
    // 54,975.58 GB - 10, up to 54,966 x $0.015; 190 M reads x $0.36; nothing for what leaves
    const double at_new = dollars_of(month[1]);
    CHECK(at_new == cents(824.49 + 68.40));
    CHECK(month[0].at("complete").get<bool>());
    CHECK(month[1].at("complete").get<bool>());

    // 80 TiB instead of 30: 20,480 GiB more at $0.085 and 30,720 at $0.07; 10 M reads.
    const Json leave = bills_of(edgecase, "aws-2026", "zero-egress-leave");
    CHECK(dollars_of(leave[0]) - at_old == cents(1740.80 + 2150.40 + 4.00));
    const Json arrive = bills_of(edgecase, "cloudflare-2026", "zero-egress-arrive");
    CHECK(dollars_of(arrive[0]) - at_new == cents(9 * 4.50));  // the first million is free
    const double once = dollars_of(leave[0]) - at_old + dollars_of(arrive[0]) - at_new;
    const double months = once / (at_old - at_new);
    CHECK(months > 1);
    CHECK(months < 2);
  }

  TEST_CASE("attack on the wallet: who pays for an HTTP flood depends on the sheet") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const Json bills = bills_of(edgecase, "cloudflare-2026,aws-2026", "attack-on-the-wallet");
    CHECK(dollars_of(bills[0]) == cents(200));  // the plan
    CHECK(caused(bills[0], "attack") == 0);
    // 5,100 M / 10 k x $0.01 + 10,240 GiB x $0.085 + 5,100 M x $0.60 + $5 + 5 x $1
    CHECK(dollars_of(bills[1]) == cents(5100 + 870.40 + 3060 + 5 + 5));
    CHECK(caused(bills[1], "attack") == cents(5000 + 783.36 + 3000));
  }
}
