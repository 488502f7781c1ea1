// `edgecase case guide`: what a coach holds in hand during a session.
#include <filesystem>
#include <memory>

#include <fmt/core.h>

#include "cli/case_commands.hpp"
#include "cli/case_files.hpp"
#include "cli/outputs.hpp"
#include "cli/terminal.hpp"
#include "practice/guide.hpp"

namespace edgecase::cli {
namespace {

struct GuideRequest {
  std::string name;
  std::string output;
};

ExitCode print_guide(const GuideRequest& request) {
  if (!request.output.empty() && std::filesystem::path(request.output).extension() != ".md")
    throw UsageError("the guide is written as .md");
  const auto one = open_case_or_complain(request.name);
  if (!one) return ExitCode::usage;
  JudgeOptions options;
  options.study = practice_study(one->spec);
  watch_for_interrupt();
  options.study.stop = &interrupted();
  const auto sections = coach_guide(*one, catalogue_of_case(*one), options);
  if (!request.output.empty()) {
    write_file(request.output, as_markdown(sections));
    say(fmt::format("wrote {}", request.output));
    return ExitCode::ok;
  }
  TextStyle style;
  style.color = wants_color("auto", Stream::out);
  style.width = text_width();
  print(as_text(sections, style));
  return ExitCode::ok;
}

}  // namespace

Command case_guide_command() {
  const auto request = std::make_shared<GuideRequest>();
  return {"guide",
          "for coaches: facts, questions, model answer and score sheet of a case, with numbers",
          "Contains the solution: not for candidates. Its numbers are measured now.\n",
          {positional("CASE", request->name, "a shipped case, a folder or a file"),
           option("-o,--output", "FILE", request->output, "write it as Markdown (.md)")},
          [request] { return print_guide(*request); }};
}

}  // namespace edgecase::cli
