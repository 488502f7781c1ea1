// `edgecase case claim`: a sentence of the candidate, measured.
#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/case_commands.hpp"
#include "cli/case_session.hpp"
#include "cli/terminal.hpp"
#include "practice/run_report.hpp"
#include "practice/submitted.hpp"
#include "report/numbers.hpp"

namespace edgecase::cli {
namespace {

struct ClaimRequest {
  std::string folder = ".";
  std::vector<std::string> words;
};

/// What the claim compares the design with.
CaseEntry baseline_of(const Claim& claim, const Session& session, const SessionFolder& folder) {
  CaseEntry entry{session.stage(), {}};
  if (claim.baseline == BaselineKind::starter) return entry;
  entry.design = folder.design();
  if (claim.baseline == BaselineKind::run) {
    const std::size_t number = claim.of.size() < 6 ? std::stoul(claim.of) : 0;
    if (number < 1 || number > session.runs.size())
      throw UsageError(fmt::format("there is no run {}: {} so far", claim.of, session.runs.size()));
    entry.design.text = session.runs[number - 1].design;
  } else if (claim.baseline == BaselineKind::with) {
    if (!is_lever(folder.spec(), claim.of.substr(0, claim.of.find('='))))
      throw UsageError(fmt::format("`{}` is no lever of this case", claim.of));
    entry.design.overrides = {claim.of};
  } else {
    entry.design.text = design_without(entry.design.text, claim.of, folder.spec());
    if (entry.design.text.empty())
      throw UsageError(fmt::format("the design says nothing about `{}`", claim.of));
  }
  return entry;
}

std::string measured_text(const ClaimResult& result, const Claim& claim) {
  const Estimate estimate = estimate_of(result.measured);
  const EstimateText text =
      result.unit == "%" ? estimate_text(estimate, "1") : estimate_text(estimate, result.unit);
  const std::string what = claim.is_change ? (claim.falls ? "it falls by " : "it rises by ") : "it is ";
  return what + text.mean + (text.interval.empty() ? "" : " " + text.interval);
}

ExitCode claim(const ClaimRequest& request) {
  std::string text;
  for (const std::string& word : request.words) text += (text.empty() ? "" : " ") + word;
  SessionFolder folder(request.folder);
  const Session session = folder.state();
  if (session.submitted) throw Error("this session was submitted; its record is closed");
  std::string problem;
  const auto read = claim_of(text, problem);
  if (!read) throw UsageError(fmt::format("{}. Claims have the form\n  {}", problem, claim_form()));
  std::vector<CaseEntry> entries{{session.stage(), folder.design()}};
  if (!design_is_right(folder, entries[0])) return ExitCode::usage;
  if (read->baseline != BaselineKind::none)
    entries.push_back(baseline_of(*read, session, folder));
  JudgeOptions options;
  options.study = practice_study(folder.spec());
  options.measures = {read->metric};
  const auto scores = judge_designs(folder.of_case(), entries, folder.catalogue(), options);
  for (const CaseScore& score : scores)
    if (!score.problem.empty()) throw UsageError(score.problem);
  const CaseMeasure* design = scores[0].find(read->metric);
  const CaseMeasure* other = scores.size() > 1 ? scores[1].find(read->metric) : nullptr;
  const ClaimResult result = judge_claim(*read, *design, other);
  if (!result.problem.empty()) throw UsageError(result.problem);
  folder.add({{"event", "claim"},
              {"text", text},
              {"metric", read->metric},
              {"outcome", name_of(result.outcome)},
              {"measured", measured_text(result, *read)}});
  print(fmt::format("{}: {}\n", name_of(result.outcome), measured_text(result, *read)));
  return ExitCode::ok;
}

}  // namespace

Command case_claim_command() {
  const auto request = std::make_shared<ClaimRequest>();
  return {"claim",
          "make a claim about your design, and have it measured",
          "holds, fails, or undecided (the interval includes the value). The form:\n  " +
              claim_form() +
              "Words of your own may stand around it: \"The tier pays: [cost.monthly falls by at\n"
              "least 10% than starter]\"\n",
          {positionals("TEXT", request->words, "the claim"),
           option("-C,--session", "DIR", request->folder, "folder of the session")},
          [request] { return claim(*request); }};
}

}  // namespace edgecase::cli
