// `edgecase case`: cases to practise on, for candidates and for coaches.
#include <fmt/core.h>

#include "cli/case_commands.hpp"
#include "cli/case_files.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"

namespace edgecase::cli {
namespace {

ExitCode list_cases() {
  std::string text;
  for (const ShippedCase& shipped : shipped_cases()) {
    Diagnostics ignored;
    const auto one = open_case(shipped.file, ignored);
    if (!one) {
      text +=
          fmt::format("{}\n  cannot be read: edgecase case check {}\n", shipped.name, shipped.name);
      continue;
    }
    const CaseMetadataSpec& about = one->spec.metadata;
    text += fmt::format("{}\n  {} (level {}, {} minutes, for a {})\n  edgecase case start {}\n",
                        shipped.name, about.title, about.level, about.minutes,
                        one->spec.brief.customer, shipped.name);
  }
  print(text);
  return ExitCode::ok;
}

}  // namespace

Command case_list_command() {
  return {"list", "list the cases that ship, each with its level and timebox", "", {}, list_cases};
}

Command case_command() {
  return {"case",
          "practise on cases: a brief, a design of your own, numbers that answer back",
          "A session is a folder. In it:\n"
          "  edgecase case start cold-at-the-edge my-session && cd my-session\n"
          "  edit design.yaml, then: edgecase case predict …; edgecase case run; …\n",
          {},
          nullptr,
          {case_list_command(),      case_start_command(),  case_ask_command(),
           case_predict_command(),   case_run_command(),    case_next_command(),
           case_claim_command(),     case_hint_command(),   case_pause_command(),
           case_interview_command(), case_submit_command(), case_debrief_command(),
           case_progress_command(),  case_new_command(),    case_check_command(),
           case_test_command(),      case_build_command(),  case_guide_command(),
           case_grade_command(),     case_drill_command()}};
}

}  // namespace edgecase::cli
