// The log of a session and what is read from it; claims; texts from others.
// Expected values: FIPS 180-4 and RFC 4231 for the hashes; the rest by hand.
#include <doctest/doctest.h>

#include "practice/claim.hpp"
#include "practice/safe_text.hpp"
#include "practice/session.hpp"
#include "practice/session_log.hpp"
#include "practice/sha256.hpp"

using namespace edgecase;

namespace {

std::string log_of(const std::vector<std::pair<std::string, Json>>& events) {
  SessionLog log;
  std::string text;
  for (const auto& [at, event] : events) text += log.add(event, at);
  return text;
}

const std::vector<std::pair<std::string, Json>>& four_events() {
  static const std::vector<std::pair<std::string, Json>> all{
      {"2026-12-01T10:00:00Z", {{"event", "start"}, {"case", "queue-up"}}},
      {"2026-12-01T10:05:00Z", {{"event", "ask"}, {"question", "load"}}},
      {"2026-12-01T10:06:00Z",
       {{"event", "predict"}, {"forecast", "hits"}, {"lo", 0.1}, {"hi", 0.9}}},
      {"2026-12-01T10:10:00Z", {{"event", "run"}, {"answers", {{"hits", 0.4}}}}}};
  return all;
}

CaseMeasure measure(std::vector<double> values, std::string unit = "$") {
  return {"cost.monthly", std::move(unit), Range::any, std::move(values)};
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("hashes are those of the standards") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(hmac_sha256_hex("Jefe", "what do ya want for nothing?") ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  TEST_CASE("a changed line of a session's log is found, one that was cut off is dropped") {
    const std::string text = log_of(four_events());
    std::string problem;
    const SessionLog whole = SessionLog::read(text, problem);
    CHECK(problem.empty());
    CHECK(whole.events().size() == 4);
    CHECK(whole.whole() == text.size());

    std::string changed = text;
    changed.replace(changed.find("0.9"), 3, "0.8");
    CHECK(SessionLog::read(changed, problem).events().size() == 3);
    CHECK(problem == "line 4 does not follow from line 3");

    const std::size_t second = text.find('\n') + 1;
    std::string removed = text;
    removed.erase(second, text.find('\n', second) + 1 - second);
    SessionLog::read(removed, problem);
    CHECK(problem == "line 2 does not follow from line 1");

    const SessionLog cut = SessionLog::read(text.substr(0, text.size() - 5), problem);
    CHECK(problem.empty());
    CHECK(cut.events().size() == 3);
  }

  TEST_CASE("the head of the log changes with each line, and binds what was predicted") {
    SessionLog log;
    CHECK(log.head() == "00000000");
    log.add({{"event", "start"}}, "2026-12-01T10:00:00Z");
    const std::string before = log.head();
    SessionLog other = log;
    log.add({{"event", "predict"}, {"lo", 1}}, "2026-12-01T10:01:00Z");
    other.add({{"event", "predict"}, {"lo", 2}}, "2026-12-01T10:01:00Z");
    CHECK(log.head() != before);
    CHECK(log.head() != other.head());
  }

  TEST_CASE("pauses and clocks that jump do not count as work") {
    const auto event = [](const char* at, const char* kind) -> Json {
      return {{"at", at}, {"event", kind}};
    };
    const std::vector<Json> events{event("2026-12-01T10:00:00Z", "start"),
                                   event("2026-12-01T10:10:00Z", "pause"),
                                   event("2026-12-01T12:00:00Z", "run"),  // after a pause
                                   event("2026-12-01T11:00:00Z", "run"),  // the clock went back
                                   event("2026-12-01T11:05:00Z", "run"),
                                   event("2026-12-02T11:05:00Z", "run")};  // left over night
    const WorkedTime worked = worked_time(events, seconds_of("2026-12-02T11:06:00Z"));
    CHECK(worked.seconds == (10 + 5 + 1) * 60);
    CHECK(worked.pauses == 2);
    CHECK(worked.jumps == 1);
    CHECK(time_text(*seconds_of("2026-12-01T10:00:07Z")) == "2026-12-01T10:00:07Z");
    CHECK(*seconds_of("1970-01-02T00:00:01Z") == 86401);
    CHECK_FALSE(seconds_of("2026-13-01T10:00:00Z"));
  }

  TEST_CASE("a forecast counts if it was made before the run that answers it") {
    CaseSpec spec;
    ForecastSpec hits;
    hits.name = "hits";
    spec.forecasts = {hits};
    std::string problem;
    auto events = four_events();
    Session session = session_of(SessionLog::read(log_of(events), problem));
    REQUIRE(session.forecasts.size() == 1);
    CHECK(*session.forecasts[0].outcome == 0.4);
    CHECK(*session.forecasts[0].run == 1);
    CHECK(forecast_closed(session, hits) == "run 1 has answered it: forecasts come before the run");
    // A later one changes nothing.
    events.push_back({"2026-12-01T10:11:00Z",
                      {{"event", "predict"}, {"forecast", "hits"}, {"lo", 0.4}, {"hi", 0.41}}});
    session = session_of(SessionLog::read(log_of(events), problem));
    CHECK(session.forecasts[0].lo == 0.1);
  }

  TEST_CASE("a curveball waits for its time") {
    CaseSpec spec;
    CurveballSpec ball;
    ball.name = "night";
    ball.after.run = 2;
    spec.curveballs = {ball};
    Session session;
    session.runs.resize(1);
    std::string wait;
    CHECK(next_curveball(session, spec, wait) == &spec.curveballs[0]);
    CHECK(wait == "after 2 runs; 1 so far");
    session.runs.resize(2);
    next_curveball(session, spec, wait);
    CHECK(wait.empty());
    session.curveballs = {"night"};
    CHECK(next_curveball(session, spec, wait) == nullptr);
  }

  TEST_CASE("a question finds the fact that it is about") {
    CaseSpec spec;
    spec.facts.resize(2);
    spec.facts[0].ask = "traffic";
    spec.facts[0].words = {"rps", "load"};
    spec.facts[1].ask = "cold-start";
    CHECK(fact_about(spec, "How much LOAD is there?") == &spec.facts[0]);
    CHECK(fact_about(spec, "trafic") == &spec.facts[0]);
    CHECK(fact_about(spec, "how long is a cold start") == &spec.facts[1]);
    CHECK(fact_about(spec, "the weather") == nullptr);
  }

  TEST_CASE("claims are read from sentences") {
    std::string problem;
    const auto plain = claim_of("latency.p99 for region=africa is below 450ms", problem);
    REQUIRE(plain);
    CHECK(plain->metric == "latency.p99{region=africa}");
    CHECK(plain->op == Comparison::less);
    CHECK(plain->value == "450ms");
    CHECK(plain->baseline == BaselineKind::none);

    const auto tier = claim_of(
        "The tier cuts egress: [origin.egress falls by at least 60% than without design.caches.a]",
        problem);
    REQUIRE(tier);
    CHECK(tier->falls);
    CHECK(tier->op == Comparison::at_least);
    CHECK(tier->baseline == BaselineKind::without);
    CHECK(tier->of == "design.caches.a");

    const auto lower = claim_of("cost.monthly is at least $500 lower than run 2.", problem);
    REQUIRE(lower);
    CHECK(lower->falls);
    CHECK(lower->value == "$500");
    CHECK(lower->of == "2");
    CHECK(claim_of("availability >= 99.9%", problem)->op == Comparison::at_least);
    CHECK(claim_of("cost.monthly rises by at most 5% than with design.a.b=1s", problem)->of ==
          "design.a.b=1s");
  }

  TEST_CASE("claims that cannot be measured say why") {
    const auto why = [](const char* text) {
      std::string problem;
      CHECK_FALSE(claim_of(text, problem));
      return problem;
    };
    CHECK(why("") == "the claim is empty");
    CHECK(why("it is good") == "no comparison is seen at `good`");
    CHECK(why("cost.monthly is below") == "the claim has no value");
    CHECK(why("cost.monthly falls by at least 60%") ==
          "a change needs something to compare with (than starter, than without KEY)");
    CHECK(why("cost.monthly is below $5 than starter") ==
          "against a baseline, say by how much: falls by at least 10% than starter");
    CHECK(why("cost.monthly falls by at least 5% than run x") == "`run x` is no run");
  }

  TEST_CASE("a claim holds, fails or is undecided by its whole interval") {
    std::string problem;
    const auto outcome = [&](const char* text, const CaseMeasure& design,
                             const CaseMeasure* other = nullptr) {
      return judge_claim(*claim_of(text, problem), design, other).outcome;
    };
    CHECK(outcome("cost.monthly < $120", measure({100, 101, 102})) == ClaimOutcome::holds);
    CHECK(outcome("cost.monthly < $90", measure({100, 101, 102})) == ClaimOutcome::fails);
    CHECK(outcome("cost.monthly < $101", measure({100, 101, 102})) == ClaimOutcome::undecided);
    // Half the cost in each replication: exactly 50%.
    const CaseMeasure before = measure({100, 200, 300});
    CHECK(outcome("cost.monthly falls by at least 49% than starter", measure({50, 100, 150}),
                  &before) == ClaimOutcome::holds);
    CHECK(outcome("cost.monthly falls by at least 51% than starter", measure({50, 100, 150}),
                  &before) == ClaimOutcome::fails);
    CHECK(outcome("cost.monthly falls by at least $10 than starter", measure({80, 180, 280}),
                  &before) == ClaimOutcome::holds);
    CHECK(outcome("cost.monthly rises by at most 5% than starter", measure({120, 240, 360}),
                  &before) == ClaimOutcome::fails);
  }

  TEST_CASE("texts from others are no formulas, tags or escape sequences") {
    CHECK(safe_cell("=cmd()") == "'=cmd()");
    CHECK(safe_cell("+1") == "'+1");
    CHECK(safe_cell("@x") == "'@x");
    CHECK(safe_cell("-1") == "'-1");
    CHECK(safe_cell("a,b") == "\"a,b\"");
    CHECK(safe_cell("ann") == "ann");
    CHECK(safe_html("</script><b a=\"1\">&") == "&lt;/script&gt;&lt;b a=&quot;1&quot;&gt;&amp;");
    CHECK(safe_line("a\x1b[31mred\nb") == "a[31mred b");
    CHECK(safe_line("\xc2\x9b"
                    "31m") == "31m");
    CHECK(safe_line("ü") == "ü");
  }
}
