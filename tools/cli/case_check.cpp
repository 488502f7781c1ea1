// `edgecase case check`: whether cases are complete and everything in them opens.
#include "practice/case_check.hpp"

#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include "cli/case_commands.hpp"
#include "cli/case_files.hpp"
#include "cli/terminal.hpp"
#include "load/text/render.hpp"

namespace edgecase::cli {
namespace {

struct CaseCheckRequest {
  std::vector<std::string> names;
  std::string format = "text";
  std::string color = "auto";
};

ExitCode check_cases(const CaseCheckRequest& request) {
  bool wrong = false;
  std::string text;
  std::vector<Diagnostic> all;
  for (const std::string& name : request.names) {
    Diagnostics diagnostics;
    const auto file = case_file_of(name);
    const auto one = open_case(file, diagnostics);
    if (one) check_case(*one, catalogue_of_case(*one), diagnostics);
    const auto found = diagnostics.sorted();
    all.insert(all.end(), found.begin(), found.end());
    text += render_text(diagnostics, {.color = wants_color(request.color, Stream::out)});
    const auto errors = std::ranges::count(found, Severity::error, &Diagnostic::severity);
    text +=
        errors > 0
            ? fmt::format("{}: {} error{}\n", file.string(), errors, errors == 1 ? "" : "s")
            : fmt::format("{}: ok; {} rows, {} levers, {} anchors\n", file.string(),
                          one->spec.rows.size(), one->spec.levers.size(), one->spec.anchors.size());
    wrong |= errors > 0;
  }
  print(request.format == "json"     ? render_json(all)
        : request.format == "github" ? render_github(all)
                                     : text);
  return wrong ? ExitCode::usage : ExitCode::ok;
}

}  // namespace

Command case_check_command() {
  const auto request = std::make_shared<CaseCheckRequest>();
  return {"check",
          "validate cases: the file, and every design and world in it",
          "Opens everything and runs nothing; `edgecase case test` runs it.\n"
          "Exit code 2: at least one case has errors.\n",
          {positionals("CASE", request->names, "a shipped case, a folder or a file"),
           choice("--format", {"text", "json", "github"}, request->format, "output format"),
           choice("--color", {"auto", "always", "never"}, request->color, "coloured text output")},
          [request] { return check_cases(*request); }};
}

}  // namespace edgecase::cli
