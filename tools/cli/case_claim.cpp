// `edgecase case claim`: a sentence of the candidate, measured.
#include <memory>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/case_answers.hpp"
#include "cli/case_commands.hpp"
#include "cli/case_session.hpp"
#include "cli/terminal.hpp"
#include "practice/measured_claims.hpp"

namespace edgecase::cli {
namespace {

struct ClaimRequest {
  std::string folder = ".";
  std::vector<std::string> words;
};

}  // namespace

bool make_claim(SessionFolder& folder, const std::string& text) {
  const Session session = folder.state();
  if (session.submitted) throw Error("this session was submitted; its record is closed");
  std::string problem;
  if (!claim_of(text, problem))
    throw UsageError(fmt::format("{}. Claims have the form\n  {}", problem, claim_form()));
  if (!design_is_right(folder, {session.stage(), folder.design()})) return false;
  const MeasuredClaim measured = measure_claims(folder.of_case(), session, folder.design(), {text},
                                                folder.catalogue(), practice_study(folder.spec()))
                                     .front();
  if (!measured.result.problem.empty()) throw UsageError(measured.result.problem);
  folder.add({{"event", "claim"},
              {"text", text},
              {"metric", measured.claim->metric},
              {"outcome", name_of(measured.result.outcome)},
              {"measured", measured_text(measured)}});
  print(fmt::format("{}: {}\n", name_of(measured.result.outcome), measured_text(measured)));
  return true;
}

namespace {

ExitCode claim(const ClaimRequest& request) {
  std::string text;
  for (const std::string& word : request.words) text += (text.empty() ? "" : " ") + word;
  SessionFolder folder(request.folder);
  return make_claim(folder, text) ? ExitCode::ok : ExitCode::usage;
}

}  // namespace

Command case_claim_command() {
  const auto request = std::make_shared<ClaimRequest>();
  return {
      "claim",
      "make a claim about your design, and have it measured",
      "holds, fails, or undecided (the interval includes the value). The form:\n  " + claim_form() +
          "Words of your own may stand in front: \"The tier pays: [cost.monthly falls by at\n"
          "least 10% than starter]\". Claims are measured again on the design that you submit.\n",
      {positionals("TEXT", request->words, "the claim"),
       option("-C,--session", "DIR", request->folder, "folder of the session")},
      [request] { return claim(*request); }};
}

}  // namespace edgecase::cli
