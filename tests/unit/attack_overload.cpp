// Links, tables of connections and overloaded sites, by hand.
#include <vector>

#include <doctest/doctest.h>

#include "core/check.hpp"
#include "load/checker.hpp"
#include "model/attack/connection_table.hpp"
#include "model/attack/link.hpp"
#include "model/attack/withdrawal.hpp"
#include "support/guards.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

FluidLink link_of(double gbps, double packets = 1e12, Duration buffer = 100ms) {
  return {Bandwidth{gbps * 1e9}, Rate{packets}, buffer};
}

OverloadSpec withdraw(const std::string& more = "") {
  return spec_from<OverloadSpec>("policy: withdraw\nabove: 100%\nafter: 30s\nreturns: 5min\n" +
                                 more);
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a link below its capacity loses nothing and keeps nobody waiting") {
    FluidLink link = link_of(10);
    link.offer(Instant{1s}, {.bits = 10e9, .packets = 1e6});
    CHECK(link.at(Instant{1h}).loss == doctest::Approx(0));
    CHECK(link.at(Instant{1h}).delay == 0s);
  }

  TEST_CASE("an overloaded link fills its buffer, then loses what does not fit, and drains") {
    FluidLink link = link_of(10);
    link.offer(Instant{1s}, {.bits = 20e9, .packets = 1e6});
    // The buffer holds 1 Gbit and fills at 10 Gbit/s: full after 100 ms.
    CHECK(link.at(Instant{1050ms}).delay == 50ms);
    CHECK(link.at(Instant{1050ms}).loss == doctest::Approx(0));
    CHECK(link.at(Instant{1101ms}).delay == 100ms);
    CHECK(link.at(Instant{1101ms}).loss == doctest::Approx(0.5).scale(0));
    link.offer(Instant{2s}, {.bits = 5e9, .packets = 1e6});
    CHECK(link.at(Instant{2s}).loss == doctest::Approx(0));
    CHECK(link.at(Instant{2100ms}).delay == 50ms);
    CHECK(link.at(Instant{2300ms}).delay == 0s);
    link.offer(Instant{3s}, {});
    CHECK(link.offered_bits() == doctest::Approx(25e9));
    CHECK(link.lost_bits() == doctest::Approx(9e9));
    CHECK(link.saturated() == 900ms);
    CHECK(link.peak_load() == doctest::Approx(2));
  }

  TEST_CASE("small packets are limited by their number") {
    FluidLink link = link_of(10, 5e6);
    link.offer(Instant{1s}, {.bits = 4e9, .packets = 20e6});
    CHECK(link.at(Instant{1s}).loss == doctest::Approx(0.75).scale(0));
    CHECK(link.at(Instant{9s}).delay == 0s);
    CHECK(link.peak_load() == doctest::Approx(4));
    const LinkSpec spec;
    CHECK(FluidLink::packet_limit(spec, spec.large).per_second == doctest::Approx(937.5e6));
    CHECK_THROWS_AS(link.offer(Instant{0s}, {}), CheckFailure);
  }

  TEST_CASE("the links of the shipped network add up to what is published") {
    const LinkSpec spec;
    const double all = 22 * spec.hub.bits_per_second + 79 * spec.large.bits_per_second +
                       139 * spec.medium.bits_per_second + 69 * spec.small.bits_per_second;
    CHECK(all == doctest::Approx(348e12).scale(0).epsilon(0.01));
  }

  TEST_CASE("a table keeps who has not answered until the timeout, and others for a round trip") {
    ConnectionTable table(
        spec_from<ConnectionTableSpec>("places: 3\ntimeout: 10s\ncookies: false\n"));
    CHECK(table.open(Instant{1s}, Duration::max()).kept == 1);
    CHECK(table.open(Instant{1s}, 100ms).kept == 1);
    CHECK(table.open(Instant{1s}, Duration::max(), 4).refused == 3);
    CHECK(table.taken(Instant{1s}) == 3);
    CHECK(table.taken(Instant{1100ms}) == 2);
    CHECK(table.open(Instant{2s}, 100ms).kept == 1);
    CHECK(table.taken(Instant{11s}) == 0);
  }

  TEST_CASE("with cookies nobody is refused, at a price") {
    ConnectionTable table(spec_from<ConnectionTableSpec>("places: 2\ncookie_cpu: 2us\n"));
    const TableVerdict v = table.open(Instant{1s}, Duration::max(), 10);
    CHECK(v.kept == 2);
    CHECK(v.cookies == 8);
    CHECK(v.refused == 0);
    CHECK(v.cpu == 16us);
  }

  TEST_CASE("a site that stays overloaded withdraws, and comes back") {
    Withdrawals sites(withdraw(), 3);
    std::vector<SiteLoad> loads{{.people = 0.5, .attack = 1}, {.people = 0.5}, {.people = 0.5}};
    CHECK(sites.update(Instant{10s}, loads).empty());
    CHECK(sites.next() == Instant{40s});
    CHECK(sites.update(Instant{39s}, loads).empty());
    const auto gone = sites.update(Instant{40s}, loads);
    REQUIRE(gone.size() == 1);
    CHECK(gone[0] == 0);
    CHECK(sites.withdrawn() == std::vector<bool>{true, false, false});
    CHECK(sites.next() == Instant{340s});
    loads[0] = {};
    const auto back = sites.update(Instant{340s}, loads);
    REQUIRE(back.size() == 1);
    CHECK_FALSE(sites.withdrawn()[0]);
    CHECK(sites.next() == Instant::max());
  }

  TEST_CASE("a short overload moves nobody, and of too many only the worst may go") {
    Withdrawals sites(withdraw("keep: 60%\n"), 3);
    std::vector<SiteLoad> loads{{.attack = 2}, {.attack = 4}, {.attack = 3}};
    sites.update(Instant{10s}, loads);
    loads[0] = {};
    sites.update(Instant{20s}, loads);
    loads[0] = {.attack = 2};
    sites.update(Instant{39s}, loads);
    const auto gone = sites.update(Instant{40s}, loads);
    REQUIRE(gone.size() == 1);
    CHECK(gone[0] == 1);
    CHECK(sites.update(Instant{2min}, loads).empty());
    CHECK(sites.count() == 1);
    Withdrawals stoic(OverloadSpec{}, 3);
    CHECK(stoic.update(Instant{1h}, loads).empty());
    says(said_of<OverloadSpec>("above: 150%\n"), {"warning[EC0902]", "policy: withdraw"});
  }
}
