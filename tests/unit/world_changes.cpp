// The list of what is going to happen to a world, and owners that are under several faults at once.
#include <variant>

#include <doctest/doctest.h>

#include "world/changes.hpp"
#include "world/services.hpp"
#include "world/world.hpp"

using namespace edgecase;
using namespace std::chrono_literals;

namespace {

std::uint16_t pop_of(const std::optional<Effect>& effect) {
  REQUIRE(effect);
  return std::get<PopFails>(*effect).pop;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("changes leave the list in the order of time, then of adding") {
    Changes changes;
    CHECK(changes.next() == Instant::max());
    changes.add(Instant{2s}, PopFails{1});
    changes.add(Instant{1s}, PopFails{2});
    changes.add(Instant{2s}, PopFails{3});
    changes.add(Instant{1s}, PopFails{4});
    CHECK(changes.next() == Instant{1s});
    CHECK_FALSE(changes.take(Instant{999ms}));
    CHECK(pop_of(changes.take(Instant{1s})) == 2);
    changes.add(Instant{1s}, PopFails{5});  // by one that is delivered now
    CHECK(pop_of(changes.take(Instant{1s})) == 4);
    CHECK(pop_of(changes.take(Instant{1s})) == 5);
    CHECK_FALSE(changes.take(Instant{1s}));
    CHECK(pop_of(changes.take(Instant{1h})) == 1);
    CHECK(pop_of(changes.take(Instant{1h})) == 3);
    CHECK(changes.next() == Instant::max());
  }

  TEST_CASE("a run waits for all changes but firewall rules, and for none that never comes") {
    Changes changes;
    changes.add(Instant{1s}, RuleActivates{.guard = 0, .rule = 0, .pop = 0});
    changes.add(Instant::max(), PopFails{1});
    CHECK_FALSE(changes.awaited());
    changes.add(Instant{2s}, PopFails{2});
    CHECK(changes.awaited());
    CHECK(std::holds_alternative<RuleActivates>(*changes.take(Instant{2s})));
    CHECK(changes.awaited());
    CHECK(changes.take(Instant{2s}));
    CHECK_FALSE(changes.awaited());
    CHECK(changes.next() == Instant::max());
  }

  TEST_CASE("what is under two faults at once is up again when both are over") {
    PopState pop;
    pop.apply(PopFails{0});
    pop.apply(PopFails{0});
    CHECK(pop.life == 2);
    pop.apply(PopRecovers{0});
    CHECK_FALSE(pop.up);
    pop.apply(PopRecovers{0});
    CHECK(pop.up);
    CHECK(pop.life == 2);

    Services services;
    services.apply(ServiceFails{Service::session_store});
    services.apply(ServiceFails{Service::session_store});
    services.apply(ServiceRecovers{Service::session_store});
    CHECK_FALSE(services.is_up(Service::session_store));
    CHECK(services.is_up(Service::identity));
    services.apply(ServiceRecovers{Service::session_store});
    CHECK(services.is_up(Service::session_store));

    Engine engine;
    OriginSpec spec;
    spec.service = constant(10ms);
    Origin origin(spec, engine, 1, 0);
    origin.apply(OriginFails{.refuses = false});
    origin.apply(OriginFails{.refuses = true});
    origin.apply(OriginRecovers{});
    CHECK(origin.refuses());
    CHECK(origin.known({.number = 1})->end == OriginAnswer::End::down);
    origin.apply(OriginRecovers{});
    CHECK(origin.known({.number = 1})->end == OriginAnswer::End::done);
  }
}
