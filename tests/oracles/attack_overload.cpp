// Overload against closed forms and against what is known of anycast under attack.
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "model/attack/connection_table.hpp"
#include "model/attack/flooded_table.hpp"
#include "model/attack/link.hpp"
#include "model/attack/withdrawal.hpp"
#include "support/guards.hpp"
#include "validate/closed_forms.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

double mm1k_loss(double rho, int k) {
  return (1 - rho) * std::pow(rho, k) / (1 - std::pow(rho, k + 1));
}

using LoadsOf = std::function<std::vector<SiteLoad>(const std::vector<bool>& down)>;

/// Where withdrawals end when everybody has reacted to everybody, and nobody returns.
struct Settled {
  std::vector<SiteLoad> loads;
  std::vector<std::uint32_t> gone_by_round;  // how many sites went each time
};
Settled settle(const OverloadSpec& spec, std::size_t sites, const LoadsOf& loads_of) {
  Withdrawals withdrawals(spec, sites);
  Settled end{loads_of(withdrawals.withdrawn()), {}};
  for (Instant now{}; now < Instant{1s}; now += 10ms) {
    const auto gone = withdrawals.update(now, end.loads);
    if (!gone.empty()) end.gone_by_round.push_back(static_cast<std::uint32_t>(gone.size()));
    end.loads = loads_of(withdrawals.withdrawn());
  }
  return end;
}

/// Share of all people who are served, wherever they are.
double people_served(const std::vector<SiteLoad>& sites) {
  double all = 0, served = 0;
  for (const SiteLoad& site : sites) {
    all += site.people;
    served += site.people * std::min(1.0, 1 / site.load());
  }
  return served / all;
}

/// Loads of equal sites that all neighbour each other: a site that is down is shared evenly.
LoadsOf equal_sites(std::vector<double> people, std::vector<double> attack, double capacity) {
  return [=](const std::vector<bool>& down) {
    std::vector<SiteLoad> loads(people.size(), SiteLoad{0, 0, capacity});
    const auto up = std::count(down.begin(), down.end(), false);
    for (std::size_t s = 0; s < people.size(); ++s) {
      for (std::size_t to = 0; to < people.size(); ++to) {
        const double part = down[s] ? (down[to] ? 0 : 1.0 / static_cast<double>(up)) : s == to;
        loads[to].people += people[s] * part;
        loads[to].attack += attack[s] * part;
      }
    }
    return loads;
  };
}

OverloadSpec policy(OverloadPolicy p) {
  OverloadSpec spec;
  spec.policy = p;
  spec.above = Share{1};
  spec.after = Duration{0};
  spec.keep = Share{0};
  return spec;
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("R03: a link at ten times its capacity loses 0.9, as every overloaded queue") {
    for (const double rho : {1.5, 2.0, 10.0}) {
      FluidLink link(Bandwidth{1e9}, Rate{1e12}, 1ms);
      link.offer(Instant{}, {.bits = rho * 1e9, .packets = 1e6});
      CHECK(link.at(Instant{1min}).loss ==
            doctest::Approx(mm1k_loss(rho, 50)).scale(0).epsilon(0.005));
    }
  }

  TEST_CASE("a link agrees with a queue of packets, pulse after pulse") {
    // 1,000 packets fit; 10,000/s leave; 25,000/s come for 200 ms of each second.
    FluidLink link(Bandwidth{10'000}, Rate{1e12}, 100ms);
    double queue = 0, lost = 0, worst = 0;
    for (int second = 0; second < 10; ++second) {
      link.offer(Instant{second * 1s}, {.bits = 25'000, .packets = 25'000});
      for (int p = 0; p < 5000; ++p) {  // one every 40 us, 0.4 of one leaves meanwhile
        queue = std::max(0.0, queue - 0.4);
        if (queue + 1 > 1000) {
          ++lost;
        } else {
          ++queue;
        }
        const Instant now{second * 1s + p * 40us};
        worst = std::max(worst, std::abs(in_seconds(link.at(now).delay) * 10'000 - queue));
      }
      link.offer(Instant{second * 1s + 200ms}, {});
      queue = std::max(0.0, queue - 8000);
    }
    CHECK(worst < 2);  // packets
    CHECK(link.lost_bits() == doctest::Approx(lost).scale(0).epsilon(0.001));
  }

  TEST_CASE("R02: half-open connections find 128 places taken as Erlang B says, any holding law") {
    CHECK(closed_form::erlang_b(128, 120) == doctest::Approx(0.034672406).scale(0).epsilon(1e-6));
    for (const bool constant : {true, false}) {
      ConnectionTable table(
          spec_from<ConnectionTableSpec>("places: 128\ntimeout: 1h\ncookies: false\n"));
      PoissonClock clock(120, 1);
      Draws draws(Stream(1, 0, "holding"));
      constexpr int count = 2'000'000;
      int refused = 0;
      for (int i = 0; i < count; ++i) {
        const Duration held = constant ? Duration{1s} : from_seconds(-std::log(draws.unit()));
        refused += table.open(clock.next(), held).refused > 0 ? 1 : 0;
      }
      CHECK(static_cast<double>(refused) / count ==
            doctest::Approx(0.034672406).scale(0).epsilon(0.03));
    }
  }

  TEST_CASE(
      "far above its capacity a table takes places / timeout a second, weighted or one by one") {
    for (const std::int64_t weight : {1, 8}) {
      ConnectionTable table(
          spec_from<ConnectionTableSpec>("places: 1000\ntimeout: 10s\ncookies: false\n"));
      PoissonClock clock(10'000 / static_cast<double>(weight), 2);
      std::int64_t kept = 0;
      for (Instant now = clock.next(); now < Instant{110s}; now = clock.next()) {
        const TableVerdict v = table.open(now, Duration::max(), weight);
        if (now >= Instant{10s}) kept += v.kept;
      }
      CHECK(static_cast<double>(kept) / 100 == doctest::Approx(100).scale(0).epsilon(0.02));
    }
    CHECK(closed_form::erlang_b(1000, 100'000) == doctest::Approx(0.99).scale(0).epsilon(0.001));
  }

  TEST_CASE("under a flood, people are refused as Erlang B says, tables small and large") {
    struct Flood {
      const char* table;
      double rate;
      Duration held;
      int holdings;    // for so many holding times: small tables are seldom full, for long
      double refused;  // on average over the holding time
    };
    // Fluid above capacity: 1 - B / (rate x held); 1 - 1e6 / 1,008,000 = .00794.
    const Flood floods[] = {
        {"places: 128\ntimeout: 1h\ncookies: false\n", 120, 1s, 600,
         closed_form::erlang_b(128, 120)},
        {"places: 10\ntimeout: 1s\ncookies: false\n", 8, 1s, 30'000, closed_form::erlang_b(10, 8)},
        {"cookies: false\n", 16'000, 63s, 8, 0.007937},
        {"cookies: false\n", 20'000, 63s, 8, 0.206349},
        {"cookies: false\n", 1e6, 63s, 8, 1 - 1e6 / 63e6}};
    for (const Flood& flood : floods) {
      FloodedTable table(spec_from<ConnectionTableSpec>(flood.table), Stream(1, 0, "table"));
      table.offer(Instant{}, 0, flood.rate, flood.held);
      Draws draws(Stream(1, 0, "people"));
      const Duration whole = flood.held * flood.holdings;
      PoissonClock clock((flood.holdings > 8 ? 2'400'000 : 320'000) / in_seconds(whole), 3);
      std::int64_t people = 0, refused = 0;
      for (Instant now = clock.next(); now < Instant{} + whole; now = clock.next()) {
        const TableVerdict verdict = table.connect(now, 1us, draws.unit());
        if (now < Instant{} + flood.held) continue;
        ++people;
        refused += verdict.refused;
      }
      CAPTURE(flood.rate);
      const double share = static_cast<double>(refused) / static_cast<double>(people);
      CHECK(share == doctest::Approx(flood.refused).epsilon(0.05).scale(0));
      const double offered = flood.rate * in_seconds(whole);
      CHECK(table.refused(0) < offered);
    }
  }

  TEST_CASE(
      "a flood that is over leaves its entries until they time out, and cookies refuse none") {
    const auto people_refused = [](FloodedTable& table, Instant from, Instant to) {
      Draws draws(Stream(1, 0, "people"));
      std::int64_t refused = 0;
      for (Instant now = from; now < to; now += 10ms)
        refused += table.connect(now, 1ms, draws.unit()).refused;
      return refused;
    };
    // 1,000 entries for 10 s at 200/s: full after 5 s.
    FloodedTable table(
        spec_from<ConnectionTableSpec>("places: 1000\ntimeout: 10s\ncookies: false\n"),
        Stream(1, 0, "table"));
    table.offer(Instant{1s}, 0, 200, 1h);
    CHECK(people_refused(table, Instant{1s}, Instant{5500ms}) == 0);
    CHECK(people_refused(table, Instant{6500ms}, Instant{9s}) == 250);
    table.offer(Instant{9s}, 0, 0, 1h);
    CHECK(people_refused(table, Instant{9s}, Instant{10s}) == 100);
    CHECK(people_refused(table, Instant{11500ms}, Instant{30s}) == 0);
    FloodedTable kind(spec_from<ConnectionTableSpec>("places: 1000\ntimeout: 10s\n"),
                      Stream(1, 0, "table"));
    kind.offer(Instant{1s}, 0, 20'000, 1h);
    CHECK(people_refused(kind, Instant{1s}, Instant{30s}) == 0);
    CHECK(kind.connect(Instant{30s}, 1ms, 0.999).cookies == 1);
    CHECK(kind.refused(0) == 0);
  }

  TEST_CASE("absorbing leaves the other catchments as they were") {
    const LoadsOf loads = equal_sites({0.3, 0.3, 0.3, 0.3}, {5, 0, 0, 0}, 1);
    const Settled end = settle(policy(OverloadPolicy::absorb), 4, loads);
    CHECK(end.loads[0].load() == doctest::Approx(5.3).scale(0));
    for (std::size_t s = 1; s < 4; ++s) CHECK(end.loads[s].load() == doctest::Approx(0.3).scale(0));
    CHECK(people_served(end.loads) == doctest::Approx((3 + 1 / 5.3) / 4).scale(0));
  }

  TEST_CASE("withdrawing serves everybody if the others can carry it, and nobody well if not") {
    // k sites with people L and capacity C, an attack A on one: the others carry it if
    // L + (A + L) / (k - 1) <= C.
    for (const int sites : {3, 5, 10}) {
      for (const double attack : {0.5, 1.0, 2.0, 4.0, 8.0}) {
        std::vector<double> people(static_cast<std::size_t>(sites), 0.3);
        std::vector<double> attacks(static_cast<std::size_t>(sites), 0);
        attacks[0] = attack;
        const LoadsOf loads = equal_sites(people, attacks, 1);
        const Settled stay = settle(policy(OverloadPolicy::absorb), people.size(), loads);
        const Settled move = settle(policy(OverloadPolicy::withdraw), people.size(), loads);
        const bool carried = 0.3 + (attack + 0.3) / (sites - 1) <= 1;
        const bool overloaded = attack + 0.3 > 1;
        CAPTURE(sites);
        CAPTURE(attack);
        if (!overloaded) {
          CHECK(move.gone_by_round.empty());
        } else if (carried) {
          CHECK(move.gone_by_round == std::vector<std::uint32_t>{1});
          CHECK(people_served(move.loads) == doctest::Approx(1).scale(0));
          CHECK(people_served(stay.loads) < 1);
        } else {
          // A cascade: the second round takes all the others at once.
          CHECK(move.gone_by_round ==
                std::vector<std::uint32_t>{1, static_cast<std::uint32_t>(sites - 1)});
          CHECK(people_served(stay.loads) >= (sites - 1.0) / sites);
        }
      }
    }
  }

  TEST_CASE(
      "two small sites and a large one: withdraw below the large one's capacity, absorb above") {
    // The thought experiment of Moura et al. (IMC 2016, section 2): sites of capacity 1, 1 and 10,
    // attackers in the catchments of both small ones; who is displaced goes to the large one.
    const auto loads_for = [](double a0, double a1) -> LoadsOf {
      return [=](const std::vector<bool>& down) {
        std::vector<SiteLoad> loads{{0, 0, 1}, {0, 0, 1}, {0, 0, 10}};
        const double attack[3] = {a0, a1, 0};
        for (std::size_t s = 0; s < 3; ++s) {
          const std::size_t to = down[s] ? 2 : s;
          loads[to].people += 0.1;
          loads[to].attack += attack[s];
        }
        return loads;
      };
    };
    const auto served = [&](OverloadPolicy p, double a0, double a1) {
      OverloadSpec spec = policy(p);
      spec.keep = Share{0.3};  // one of three stays: the last to be over, the large one
      const Settled end = settle(spec, 3, loads_for(a0, a1));
      return people_served(end.loads);
    };
    using enum OverloadPolicy;
    CHECK(served(absorb, 0.5, 0.5) == doctest::Approx(1).scale(0));
    CHECK(served(withdraw, 0.5, 0.5) == doctest::Approx(1).scale(0));
    CHECK(served(absorb, 4, 4) == doctest::Approx((1 + 2 / 4.1) / 3).scale(0));
    CHECK(served(withdraw, 4, 4) == doctest::Approx(1).scale(0));
    CHECK(served(absorb, 40, 40) == doctest::Approx((1 + 2 / 40.1) / 3).scale(0));
    CHECK(served(withdraw, 40, 40) == doctest::Approx(10 / 80.3).scale(0));
    CHECK(served(withdraw, 40, 40) < served(absorb, 40, 40));
  }
}
