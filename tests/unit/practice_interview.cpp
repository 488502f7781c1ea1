// The interviewer: which question comes next, what a ranking is worth, where an interview stands.
// Expected values: by hand.
#include <doctest/doctest.h>

#include "practice/interview.hpp"
#include "practice/submitted.hpp"
#include "support/practice.hpp"

using namespace edgecase;

namespace {

ProbeSpec probe(const std::string& name, CoverageArea area) {
  ProbeSpec one;
  one.name = name;
  one.area = area;
  one.asks = "It is {it}.";
  return one;
}

ProbeEvidence worth(double points) {
  ProbeEvidence one;
  one.measured = {"latency.p99", "ms", Range::any, {300, 300}};
  one.damage = points;
  if (points > 0) one.rows = {"tail"};
  return one;
}

CaseSpec three_probes() {
  CaseSpec spec;
  spec.probes = {probe("a", CoverageArea::latency), probe("b", CoverageArea::failure),
                 probe("c", CoverageArea::latency)};
  return spec;
}

Json event(const char* text) { return Json::parse(text); }

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the next question is the unasked one with the most points at stake") {
    CaseSpec spec = three_probes();
    const CaseEvidence evidence{{}, {worth(20), worth(10), worth(18)}};
    const std::vector<std::size_t> none;
    const std::vector<std::size_t> first{0};
    const std::vector<std::size_t> all{0, 1, 2};
    CHECK(next_probe(spec, evidence, none) == 0);
    CHECK(next_probe(spec, evidence, first) == 1);  // 10 beats 18 / 2: latency was asked about
    CHECK(next_probe(spec, evidence, all) == std::nullopt);
    spec.probes[1].probability = Share{0.5};
    CHECK(next_probe(spec, evidence, first) == 2);  // 18 / 2 beats 10 * 50%
    spec.probes[0].probability = Share{0.9};
    CHECK(next_probe(spec, evidence, none) == 0);  // 18 against 18: the order of the case
  }

  TEST_CASE("what costs less than two points, or has no number, is not asked") {
    const CaseSpec spec = three_probes();
    CaseEvidence evidence{{}, {worth(1.9), worth(2), worth(0)}};
    const std::vector<std::size_t> none;
    CHECK(next_probe(spec, evidence, none) == 1);
    evidence.probes[1].measured.values = {std::nan(""), std::nan("")};
    CHECK(next_probe(spec, evidence, none) == std::nullopt);
  }

  TEST_CASE("a question quotes its evidence, and what is at stake") {
    CHECK(question_text(probe("a", CoverageArea::latency), worth(45)) ==
          "It is 300 ms.\n  (at stake: 45 points in tail)");
    CHECK(question_text(probe("a", CoverageArea::latency), worth(0)) == "It is 300 ms.");
  }

  TEST_CASE("a list of everything earns no more than a ranking of three") {
    const CaseSpec spec = three_probes();
    const CaseEvidence evidence{{}, {worth(30), worth(10), worth(5)}};
    using enum CoverageArea;
    const auto share = [&](const std::vector<CoverageArea>& named) {
      return *ranking_share(spec, evidence, named);
    };
    CHECK(share({latency, failure}) == doctest::Approx(1));
    // (10 + 30 / log2 3) / (30 + 10 / log2 3)
    CHECK(share({failure, latency}) == doctest::Approx(0.79671).epsilon(1e-4).scale(0));
    CHECK(share({latency}) == doctest::Approx(30 / 36.3093).epsilon(1e-4).scale(0));
    CHECK(share({latency, latency, latency}) == share({latency}));
    CHECK(share({egress, attack, access, latency, failure}) == 0);  // only three count
    CHECK(share({latency, egress, attack, failure}) == share({latency}));
    const CaseEvidence sound{{}, {worth(0), worth(0), worth(0)}};
    const std::vector<CoverageArea> named{latency};
    CHECK_FALSE(ranking_share(spec, sound, named));
  }

  TEST_CASE("areas are named in words") {
    std::string problem;
    using enum CoverageArea;
    CHECK(areas_named("Cold starts, ten-times,cold_starts", problem) ==
          std::vector{cold_starts, ten_times});
    CHECK(problem.empty());
    CHECK(areas_named("egres", problem).empty());
    CHECK(problem.find("did you mean `egress`?") != std::string::npos);
    problem.clear();
    CHECK(areas_named(" , ", problem).empty());
    CHECK_FALSE(problem.empty());
  }

  TEST_CASE("an interview stands where its log says") {
    const CaseSpec spec = three_probes();
    SessionLog log;
    const std::string at = "2026-12-01T10:00:00Z";
    const std::int64_t now = *seconds_of("2026-12-01T10:03:00Z");
    log.add(event(R"({"event":"start"})"), at);
    CHECK_FALSE(interview_of(log, spec, now).begun);
    log.add(event(R"({"event":"interview","phase":"probes","minutes":45})"), at);
    CHECK(interview_of(log, spec, now).seconds_in_phase == 180);
    CHECK_FALSE(interview_of(log, spec, now).ranked);
    log.add(event(R"({"event":"answer","kind":"rank","text":"latency","share":0.5})"), at);
    log.add(event(R"({"event":"question","probe":"b","it":"300 ms","damage":10,"again":false})"),
            at);
    log.add(event(R"({"event":"answer","kind":"number","text":"1 2","lo":1,"hi":2})"), at);
    const Interview open = interview_of(log, spec, now);
    CHECK(open.open);  // a number is an estimate of what a change does, not yet an answer
    CHECK(open.number->hi == 2);
    CHECK(open.ranking_share == 0.5);
    log.add(event(R"({"event":"answer","kind":"pass","text":""})"), at);
    log.add(event(R"({"event":"question","probe":"b","it":"300 ms","damage":9,"again":true})"), at);
    const Interview again = interview_of(log, spec, now);
    CHECK(again.asked == std::vector<std::size_t>{1});
    CHECK(again.questions.size() == 2);
    CHECK(again.questions.front().answers == std::vector<std::string>{"number 1 2", "pass"});
    log.add(event(R"({"event":"interview","phase":"over","minutes":45})"), at);
    CHECK(interview_of(log, spec, now).phase == InterviewPhase::over);
    CHECK_FALSE(interview_of(log, spec, now).open);
  }

  TEST_CASE("the phases of a timebox fill it") {
    using enum InterviewPhase;
    CHECK(seconds_of(clarify, 45) == 300);
    CHECK(seconds_of(probes, 45) == 900);
    CHECK(seconds_of(design, 9) == 180);
  }

  TEST_CASE("a design takes further settings of levers, and keeps the rest") {
    const test::CaseFolder folder;
    const CaseFile one = folder.open();
    const std::string text =
        "# mine\ncase: queue-up\ndesign:\n  routes:\n    all:\n      cache: edge\n";
    Diagnostics fine;
    const std::string longer = design_with(text, {"design.caches.edge.ttl=1h"}, one.spec, fine);
    CHECK(longer == text + "  caches:\n    edge:\n      ttl: 1h\n");
    CHECK(design_with("case: queue-up\ndesign:\n", {"design.caches.edge.ttl=1h"}, one.spec, fine) ==
          "case: queue-up\ndesign:\n  caches:\n    edge:\n      ttl: 1h\n");
    for (const char* wrong : {"world.demand.rate=1 rps", "design.prices.edge=aws-2026", "ttl", "=",
                              "design.caches.edge.ttl={"}) {
      Diagnostics refused;
      CHECK(design_with(text, {wrong}, one.spec, refused).empty());
      CHECK(refused.has_errors());
    }
  }

  TEST_CASE("a quantity of another kind is none") {
    CHECK(in_unit("200ms", "ms") == 200);
    CHECK(in_unit("2s", "ms") == 2000);
    CHECK(in_unit("0.3", "1") == 0.3);
    CHECK(in_unit("30%", "1") == doctest::Approx(0.3));
    CHECK(*in_unit("$1k", "$") == doctest::Approx(1000));
    CHECK(in_unit("5 rps", "1/s") == 5);
    CHECK(in_unit("12", "count") == 12);
    for (const auto& [text, unit] : std::vector<std::pair<const char*, const char*>>{
             {"200ms", "1"}, {"2%", "ms"}, {"$5", "1"}, {"3 rps", "s"}, {"2h", "$"}, {"5%", "1/s"}})
      CHECK_FALSE(in_unit(text, unit));
  }
}
