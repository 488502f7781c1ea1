// Attacks by hand: what each kind comes down to, presets, sources, bad input.
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/check.hpp"
#include "model/attack/plan.hpp"
#include "support/guards.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

Catalogue shipped_attacks() {
  return Catalogue({std::filesystem::path(EDGECASE_SOURCE_DIR) / "scenarios"});
}

AttackSpec resolved(const std::string& text) {
  Diagnostics diagnostics;
  const auto document = parse_document(text, "t.yaml", {}, diagnostics);
  const auto spec = read<AttackSpec>(*document, diagnostics);
  REQUIRE_MESSAGE(spec, render_text(diagnostics));
  Checker checker(*document, diagnostics);
  const auto whole = resolve_attack(*spec, shipped_attacks(), checker);
  REQUIRE_MESSAGE(whole, render_text(diagnostics));
  return *whole;
}

AttackPlan plan_of(const std::string& text, std::vector<double> sources = {1}) {
  return {resolved(text), std::move(sources), Stream(1, 0, "attack")};
}

AttackProfile profile_from(const std::string& text) {
  return profile_of(resolved(text + "at: 0s\nduration: 1min\n").kind);
}

const std::vector<SourcePlace> world{{"asia", 30}, {"asia", 10}, {"europe", 60}, {"oceania", 0}};

std::vector<double> shares_of(const std::string& text, std::string* said = nullptr) {
  Diagnostics diagnostics;
  const auto document = parse_document(text, "t.yaml", {}, diagnostics);
  const auto spec = read<SourcesSpec>(*document, diagnostics);
  if (!spec) return {};
  Checker checker(*document, diagnostics);
  auto shares = source_shares(*spec, world, checker);
  if (said) *said = diagnostics.empty() ? "" : render_text(diagnostics);
  return shares;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("floods of packets have the packets that their bytes make") {
    const auto udp = profile_from("kind: volumetric\nbandwidth: 1Tbps\npacket: 500B\n");
    CHECK(udp.layer == AttackLayer::packets);
    CHECK(udp.peak.bits == doctest::Approx(1e12));
    CHECK(udp.peak.packets == doctest::Approx(2.5e8));
    const auto syn = profile_from("kind: syn_flood\nrate: 10M rps\n");
    CHECK(syn.layer == AttackLayer::connections);
    CHECK(syn.peak.connections == doctest::Approx(1e7));
    CHECK(syn.peak.bits == doctest::Approx(4.8e9));
    const auto dns = profile_from("kind: dns_flood\nrate: 1M rps\n");
    CHECK(dns.peak.packets == doctest::Approx(1e6));
  }

  TEST_CASE("floods of requests differ in what they ask for and in what they leave behind") {
    const auto flood = profile_from("kind: http_flood\nrate: 100k rps\nbots: 2000\n");
    CHECK(flood.layer == AttackLayer::requests);
    CHECK(flood.peak.requests == doctest::Approx(1e5));
    CHECK(flood.peak.connections == doctest::Approx(1e3));
    CHECK(flood.bots.count == Count{2000});
    CHECK(flood.traits.object == AttackedObject::as_people);
    CHECK(profile_from("kind: cache_busting\nrate: 1 rps\n").traits.object ==
          AttackedObject::unique);
    CHECK(profile_from("kind: scraping\nrate: 1 rps\n").traits.object == AttackedObject::in_turn);
    const auto hot = profile_from("kind: hot_endpoint\nrate: 1 rps\ncpu_factor: 25\n").traits;
    CHECK(hot.object == AttackedObject::hottest);
    CHECK(hot.cpu_factor == doctest::Approx(25));
    CHECK(profile_from("kind: rapid_reset\nrate: 1 rps\n").traits.cancelled);
    const auto logins = profile_from("kind: credential_stuffing\nrate: 1 rps\nvalid: 1%\n").traits;
    CHECK(logins.logins == doctest::Approx(1));
    CHECK(logins.valid == doctest::Approx(0.01).scale(0));
    const auto slow = profile_from("kind: slow_requests\nrate: 100 rps\nheld: 2min\n");
    CHECK(slow.layer == AttackLayer::connections);
    CHECK(slow.traits.held == 2min);
    CHECK(profile_from("kind: zero_day\nrate: 1 rps\n").traits.exploits ==
          doctest::Approx(0.01).scale(0));
    CHECK(profile_from("kind: denial_of_wallet\nrate: 1 rps\n").bots.fingerprint ==
          Fingerprint::realistic);
  }

  TEST_CASE("every kind on the menu makes a profile with something in it") {
    for (const Alternative& kind : menu_of<AttackMenu>().alternatives) {
      if (kind.name == "preset") continue;
      CAPTURE(kind.name);
      const std::string strength =
          kind.name == "volumetric" ? "bandwidth: 1Gbps\n" : "rate: 9 rps\n";
      const auto p = profile_from("kind: " + kind.name + "\n" + strength);
      CHECK(p.peak.packets > 0);
      CHECK(p.peak.bits > 0);
      CHECK((p.peak.requests > 0) == (p.layer == AttackLayer::requests));
      CHECK((p.layer == AttackLayer::packets || p.peak.connections > 0));
    }
  }

  TEST_CASE("all presets can be read, say who says so, and end within ten minutes but for one") {
    const auto names_of_presets = shipped_attacks().names("attacks");
    CHECK(names_of_presets.size() >= 12);
    for (const std::string& name : names_of_presets) {
      CAPTURE(name);
      const auto spec = resolved("kind: preset\nof: " + name + "\nat: 1min\n");
      CHECK(spec.name == name);
      CHECK((*spec.duration <= 10min || name == "root-dns-2015"));
      CHECK(profile_of(spec.kind).peak.packets > 0);
    }
  }

  TEST_CASE("published peaks and volumes agree: 11.5 Tbps are 5.1 G packets/s, 7.3 Tbps 37.4 TB") {
    CHECK(plan_of("kind: preset\nof: volumetric-2025-09\nat: 0s\n").profile().peak.packets ==
          doctest::Approx(5.1e9).scale(0).epsilon(0.01));
    CHECK(plan_of("kind: preset\nof: volumetric-2025-05\nat: 0s\n").volume().bits / 8 ==
          doctest::Approx(37.4e12).scale(0).epsilon(0.01));
  }

  TEST_CASE("an attack's own words stand before its preset's; scale is of the peak") {
    const auto spec = resolved(
        "kind: preset\nof: http-typical\nat: 1min\nduration: 30s\nscale: 300%\nname: mine\n"
        "shape: {pulse: {on: 1s, off: 1s}}\n");
    CHECK(spec.name == "mine");
    CHECK(*spec.duration == 30s);
    const AttackPlan plan(spec, {1}, Stream(1, 0, "attack"));
    CHECK(plan.profile().peak.requests == doctest::Approx(150'000));
    CHECK(plan.slices().size() == 15);
  }

  TEST_CASE("bots are where people are, in the regions that are named") {
    CHECK(shares_of("by: online_population\n") == std::vector<double>{0.3, 0.1, 0.6, 0});
    CHECK(shares_of("by: evenly\n") == std::vector<double>(4, 0.25));
    const auto two = shares_of("regions: {asia: 3, europe: 1}\n");
    CHECK(two[0] == doctest::Approx(0.75 * 0.75).scale(0));
    CHECK(two[1] == doctest::Approx(0.75 * 0.25).scale(0));
    CHECK(two[2] == doctest::Approx(0.25).scale(0));
  }

  TEST_CASE("an attack from nowhere, of no length, or of a strength that cannot be is refused") {
    says(said_of<SourcesSpec>("regions: {asia: 0}\n"),
         {"EC0112", "the attack has no source region"});
    std::string said;
    shares_of("regions: {atlantis: 1}\n", &said);
    says(said, {"EC0115", "atlantis"});
    shares_of("regions: {oceania: 1}\n", &said);
    says(said, {"EC0115", "oceania"});
    says(said_of<AttackSpec>("kind: http_flood\nrate: 1 rps\nat: 0s\n"), {"EC0105", "duration"});
    says(said_of<AttackSpec>("kind: http_flood\nat: 0s\nduration: 1s\n"), {"EC0105", "rate"});
    says(said_of<AttackSpec>("kind: http_flood\nrate: 5T rps\nat: 0s\nduration: 1s\n"), {"EC01"});
    says(said_of<AttackSpec>("kind: http_flood\nrate: 0 rps\nat: 0s\nduration: 1s\n"), {"EC0112"});
    says(said_of<AttackSpec>("kind: flood\nrate: 1 rps\nat: 0s\nduration: 1s\n"), {"EC0114"});
    says(said_of<AttackSpec>("kind: http_flood\nrate: 1 rps\nbots: 0\nat: 0s\nduration: 1s\n"),
         {"EC0112"});
    says(said_of<BotnetSpec>("rotate: 1min\n"), {"warning[EC0902]", "addresses"});
    says(said_of<BotnetSpec>("addresses: 5\n"), {"warning[EC0902]", "rotate"});
  }

  TEST_CASE(
      "a preset that does not exist is reported, and one that was not resolved is our mistake") {
    Diagnostics diagnostics;
    const auto document =
        parse_document("kind: preset\nof: the-big-one\nat: 0s\n", "t.yaml", {}, diagnostics);
    const auto spec = read<AttackSpec>(*document, diagnostics);
    REQUIRE(spec);
    Checker checker(*document, diagnostics);
    CHECK_FALSE(resolve_attack(*spec, shipped_attacks(), checker));
    says(render_text(diagnostics), {"EC0126", "the-big-one"});
    CHECK_THROWS_AS(profile_of(spec->kind), CheckFailure);
  }
}
