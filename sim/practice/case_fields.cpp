// The field lists of a case: key, meaning, default, and who may see it.
#include <map>

#include "core/check.hpp"
#include "practice/case_spec.hpp"

namespace edgecase {
namespace {

constexpr Audience candidate = Audience::candidate;
constexpr Audience interviewer = Audience::interviewer;
constexpr Audience grader = Audience::grader;

}  // namespace

AudienceFields case_fields(Of<CaseMetadataSpec>) {
  using S = CaseMetadataSpec;
  return seen_list<S>(
      seen<candidate>("name", &S::name, "short name, that of its folder", required()),
      seen<candidate>("title", &S::title, "one-line title", required()),
      seen<candidate>("version", &S::version, "rises when scores change", at_least(1),
                      assumed("the first")),
      seen<candidate>("level", &S::level, "difficulty from 1 to 5", at_least(1), at_most(5),
                      assumed("set by the author")),
      seen<candidate>("minutes", &S::minutes, "timebox of a session", at_least(1), at_most(600),
                      assumed("a usual interview")),
      seen<grader>("stories", &S::stories, "stories of interviews that it rehearses"),
      seen<grader>("salt_env", &S::salt_env,
                   "environment variable with the secret from which variants are assigned"));
}

AudienceFields case_fields(Of<CaseBriefSpec>) {
  using S = CaseBriefSpec;
  return seen_list<S>(
      seen<candidate>("customer", &S::customer,
                      "the customer segment: sysadmin, CISO, developer, …", required()),
      seen<candidate>("text", &S::text, "the problem, as an interviewer would put it", required()),
      seen<candidate>("promise", &S::promise, "what was promised to the customer"),
      seen<candidate>("budget", &S::budget, "what it may cost"));
}

AudienceFields case_fields(Of<CaseWorldSpec>) {
  using S = CaseWorldSpec;
  return seen_list<S>(
      seen<candidate>("extends", &S::extends,
                      "a scenario: its world, and the design that candidates start from",
                      required()),
      seen<candidate>("set", &S::set, "values other than the scenario's"),
      seen<candidate>("replications", &S::replications, "runs behind each number", at_least(2),
                      at_most(100), assumed("a first interval")),
      seen<candidate>("seed", &S::seed, "of practice; grading takes another",
                      assumed("as of every study")));
}

AudienceFields case_fields(Of<LeverSpec>) {
  using S = LeverSpec;
  return seen_list<S>(
      seen<candidate>("path", &S::path, "key of the design that may be set, with all below it",
                      required(), shorthand()),
      seen<candidate>("about", &S::about, "what it does, in a few words"),
      seen<grader>("try", &S::tries,
                   "values that `case test` tries: [1min, 1h] or 1min..1h:log; empty: none"),
      seen<grader>("with", &S::with, "by value that is tried: further settings that it needs"),
      seen<grader>("hygiene", &S::hygiene, "whether the better value costs nothing elsewhere",
                   assumed("every lever has a price")));
}

AudienceFields case_fields(Of<FactSpec>) {
  using S = FactSpec;
  return seen_list<S>(
      seen<interviewer>("ask", &S::ask, "the topic of a good question", required()),
      seen<interviewer>("words", &S::words, "other words for it"),
      seen<interviewer>("answer", &S::answer, "what the interviewer then says", required()),
      seen<interviewer>("price", &S::price, "points that it costs", at_least(0.0), at_most(100.0),
                        assumed("good questions are free")));
}

AudienceFields case_fields(Of<ForecastSpec>) {
  using S = ForecastSpec;
  return seen_list<S>(
      seen<candidate>("name", &S::name, "the word for `case predict`", required()),
      seen<candidate>("quantity", &S::quantity, "a metric, or arithmetic over metrics", required()),
      seen<candidate>("asks", &S::asks, "the question in words"),
      seen<grader>("after", &S::after,
                   "which run answers it: first_run, or the first one after this curveball",
                   assumed("the first run")),
      seen<candidate>("scale", &S::scale, "on which distances are measured",
                      assumed("most quantities are positive")),
      seen<candidate>("level", &S::level, "probability of the interval", more_than(Share{0}),
                      less_than(Share{1}), assumed("the rule is proper at any level")),
      seen<interviewer>("ignorant", &S::ignorant,
                        "two values: the interval of someone who knows nothing, worth 0 points"));
}

AudienceFields case_fields(Of<CaseRowSpec>) {
  using S = CaseRowSpec;
  return seen_list<S>(
      seen<candidate>("name", &S::name, "one word", required()),
      seen<candidate>("indicator", &S::indicator, "the metric that is judged", required()),
      seen<candidate>("op", &S::op, "comparison with the value",
                      assumed("most limits are upper ones")),
      seen<candidate>("value", &S::value, "limit in the metric's unit", required()),
      seen<candidate>("points", &S::points, "for keeping the limit", more_than(0.0), at_most(100.0),
                      required()),
      seen<candidate>("only_if", &S::only_if,
                      "rows that must hold too, so that doing nothing earns nothing"),
      seen<grader>("because", &S::because, "what the row teaches"),
      seen<grader>("margin_se", &S::margin_se,
                   "distance of the anchors from the limit, in standard errors", at_least(0.0),
                   assumed("4: a verdict flips on another seed once in 30,000")));
}

AudienceFields case_fields(Of<CaseClaimsSpec>) {
  using S = CaseClaimsSpec;
  return seen_list<S>(seen<candidate>("min", &S::min, "how many claims earn all the points",
                                      at_least(0), at_most(20), assumed("none is asked for")),
                      seen<candidate>("points", &S::points, "for claims that hold", at_least(0.0),
                                      at_most(100.0), assumed("none")));
}

AudienceFields case_fields(Of<AfterSpec>) {
  using S = AfterSpec;
  return seen_list<S>(
      seen<interviewer>("run", &S::run, "after this many runs", at_least(1)),
      seen<interviewer>("minute", &S::minute, "after this many minutes of work", at_least(1)),
      seen<interviewer>("stage", &S::stage, "after this curveball"));
}

AudienceFields case_fields(Of<CurveballSpec>) {
  using S = CurveballSpec;
  return seen_list<S>(
      seen<interviewer>("name", &S::name, "one word", required()),
      seen<interviewer>("after", &S::after, "when `case next` may reveal it"),
      seen<interviewer>("reveal", &S::reveal, "what the interviewer says", required()),
      seen<interviewer>("patch", &S::patch, "what changes in the world", required()),
      seen<grader>("must_flip", &S::must_flip, "rows that the reference design no longer passes"),
      seen<grader>("repair", &S::repair, "what then mends the reference design"));
}

AudienceFields case_fields(Of<ProbeSpec>) {
  using S = ProbeSpec;
  return seen_list<S>(
      seen<interviewer>("name", &S::name, "one word", required()),
      seen<interviewer>("area", &S::area, "what it is about", required()),
      seen<interviewer>("asks", &S::asks, "the question; {it} is replaced by the evidence",
                        required()),
      seen<interviewer>("evidence", &S::evidence, "metric that the question quotes", required()),
      seen<interviewer>("rows", &S::rows,
                        "rows that it is about: what they fail is its damage; empty: those whose "
                        "indicator is the evidence"),
      seen<interviewer>("stress", &S::stress,
                        "how the world is changed to see it; empty: the world as it is"),
      seen<interviewer>("without", &S::without,
                        "the world without the cause that it asks about: the points that come back "
                        "are its damage"),
      seen<interviewer>("probability", &S::probability, "how real the risk is",
                        assumed("it happens")),
      seen<grader>("killer", &S::killer, "the question that the naive design cannot answer",
                   assumed("one a case is")));
}

AudienceFields case_fields(Of<AnchorSpec>) {
  using S = AnchorSpec;
  return seen_list<S>(
      seen<grader>("name", &S::name, "naive, reference, or a word of its own", required()),
      seen<grader>("rank", &S::rank, "order of worth, 1 the worst; equal ranks: a tie", at_least(1),
                   required()),
      seen<grader>("about", &S::about, "the idea of this design"),
      seen<grader>("set", &S::set, "the design: levers with their values"));
}

AudienceFields case_fields(Of<CaseVariantsSpec>) {
  using S = CaseVariantsSpec;
  return seen_list<S>(
      seen<grader>("count", &S::count, "variants beside the case as written", at_least(0),
                   at_most(100), assumed("none")),
      seen<grader>("transfer", &S::transfer, "further ones, kept to test what was learnt",
                   at_least(0), at_most(10), assumed("none")),
      seen<grader>("draw", &S::draw, "paths of the world with a range or list of values"),
      seen<grader>("points", &S::points, "by how much scores may differ between variants",
                   more_than(0.0), at_most(100.0), assumed("a small part of a row")));
}

AudienceFields case_fields(Of<HintSpec>) {
  using S = HintSpec;
  return seen_list<S>(seen<interviewer>("text", &S::text, "the hint", required()),
                      seen<interviewer>("price", &S::price, "points that it costs", at_least(0.0),
                                        at_most(100.0), assumed("less than a row")));
}

AudienceFields case_fields(Of<RubricSpec>) {
  using S = RubricSpec;
  return seen_list<S>(seen<candidate>("human", &S::human,
                                      "what only a person can judge; left blank by edgecase",
                                      assumed("what interviewers of this field write down")));
}

AudienceFields case_fields(Of<CaseSpec>) {
  using S = CaseSpec;
  return seen_list<S>(
      seen<candidate>("apiVersion", &S::api_version, "version of the format", only("edgecase/v1"),
                      required()),
      seen<candidate>("kind", &S::kind, "what the file is", only("Case"), required()),
      seen<candidate>("metadata", &S::metadata, "name, level, timebox", required()),
      seen<candidate>("brief", &S::brief, "what the candidate is told", required()),
      seen<candidate>("world", &S::world, "the scenario; candidates cannot change it", required()),
      seen<candidate>("levers", &S::levers, "what the design may set", required()),
      seen<candidate>("rows", &S::rows, "what the design is judged by", required()),
      seen<candidate>("claims", &S::claims, "claims that candidates make, and that are measured"),
      seen<candidate>("forecasts", &S::forecasts, "quantities to predict before a run shows them"),
      seen<interviewer>("facts", &S::facts, "what good questions bring to light"),
      seen<interviewer>("hints", &S::hints, "help that costs points, in this order"),
      seen<interviewer>("curveballs", &S::curveballs, "changes of the world on the way"),
      seen<interviewer>("probes", &S::probes, "questions of the interviewer, with evidence"),
      seen<grader>("anchors", &S::anchors, "ranked designs: naive, reference, others"),
      seen<grader>("variants", &S::variants, "other worlds of the same difficulty"),
      seen<candidate>("rubric", &S::rubric, "what is left to the coach"));
}

namespace {

template <class... S>
std::map<const Type*, std::vector<Audience>> audiences_by_type() {
  return {{&type_of<S>(), case_fields(Of<S>{}).audiences}...};
}

}  // namespace

const std::vector<Audience>& audiences_of(const Type& record) {
  static const std::map<const Type*, std::vector<Audience>> all =
      audiences_by_type<CaseMetadataSpec, CaseBriefSpec, CaseWorldSpec, LeverSpec, FactSpec,
                        ForecastSpec, CaseRowSpec, CaseClaimsSpec, AfterSpec, CurveballSpec,
                        ProbeSpec, AnchorSpec, CaseVariantsSpec, HintSpec, RubricSpec, CaseSpec>();
  const auto found = all.find(&record);
  EC_CHECK(found != all.end(), "a record of a case without audiences");
  return found->second;
}

}  // namespace edgecase
