// `edgecase case debrief`: what the session shows, after the candidate has said what it shows.
#include <array>
#include <filesystem>
#include <iostream>
#include <memory>

#include <fmt/core.h>
#include <unistd.h>

#include <edgecase/error.hpp>

#include "cli/case_commands.hpp"
#include "cli/case_session.hpp"
#include "cli/outputs.hpp"
#include "cli/terminal.hpp"
#include "practice/debrief.hpp"

namespace edgecase::cli {
namespace {

struct DebriefRequest {
  std::string folder = ".";
  std::string reveal = "evidence";
  std::string output;
};

constexpr std::array questions{"What happened? ", "Why? ", "What will you do next time? "};

bool has_reflected(const SessionFolder& folder) {
  for (const Json& event : folder.log().events())
    if (text_in(event, "event") == "reflect") return true;
  return false;
}

/// Three written questions come before any score: one line each, from the terminal or a file.
void reflect(SessionFolder& folder) {
  Json answers = Json::array();
  for (const char* question : questions) {
    show(question);
    std::string line;
    if (!std::getline(std::cin, line)) break;
    if (isatty(STDIN_FILENO) == 0) show("\n");  // a file's line ends are not echoed
    answers.push_back(line);
  }
  if (answers.size() < questions.size())
    throw UsageError(
        "the debrief begins with three answers of one line each; in a script: "
        "edgecase case debrief < answers.txt");
  folder.add({{"event", "reflect"}, {"answers", answers}});
}

void write_brief(const DebriefRequest& request, const SessionFolder& folder,
                 const Debrief& debrief) {
  const auto sections = spoken_brief(folder.of_case(), folder.state(), debrief);
  const bool html = std::filesystem::path(request.output).extension() == ".html";
  write_file(request.output,
             html ? brief_html(folder.spec().metadata.title, sections) : as_markdown(sections));
  say(fmt::format("wrote {}", request.output));
}

ExitCode debrief(const DebriefRequest& request) {
  if (!request.output.empty()) {
    const std::string kind = std::filesystem::path(request.output).extension().string();
    if (kind != ".md" && kind != ".html") throw UsageError("the brief is written as .md or .html");
  }
  SessionFolder folder(request.folder);
  if (folder.state().runs.empty()) throw Error("nothing was run in this session yet");
  if (!folder.state().submitted)
    throw Error("the session is still open: `edgecase case submit` closes it");
  if (!has_reflected(folder)) reflect(folder);
  const Reveal reveal = request.reveal == "all" ? Reveal::all : Reveal::evidence;
  const Session session = folder.state();
  const Debrief found = debrief_of(folder.of_case(), session, reveal, folder.catalogue(),
                                   practice_study(folder.spec()));
  TextStyle style;
  style.color = wants_color("auto", Stream::out);
  style.width = text_width();
  print(as_text(debrief_sections(folder.of_case(), folder.log(), session, found, reveal), style));
  if (!request.output.empty()) write_brief(request, folder, found);
  if (reveal == Reveal::evidence)
    say("the reference and the reasons behind the rows: --reveal all (then this case is used up)");
  return ExitCode::ok;
}

}  // namespace

Command case_debrief_command() {
  const auto request = std::make_shared<DebriefRequest>();
  return {"debrief",
          "go through a submitted session: your record, score, forecasts, trade-offs",
          "Begins with three questions, which you answer in writing.\n",
          {choice("--reveal", {"evidence", "all"}, request->reveal,
                  "all: also the reference design and the reasons behind the rows"),
           option("-o,--output", "FILE", request->output,
                  "a one-page brief to speak from (.md, .html)"),
           option("-C,--session", "DIR", request->folder, "folder of the session")},
          [request] { return debrief(*request); }};
}

}  // namespace edgecase::cli
