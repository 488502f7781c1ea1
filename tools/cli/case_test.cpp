// `edgecase case test`: whether a case is fair.
#include <algorithm>
#include <chrono>
#include <memory>

#include <fmt/core.h>

#include "cli/case_commands.hpp"
#include "cli/case_files.hpp"
#include "cli/terminal.hpp"
#include "load/text/render.hpp"
#include "practice/case_check.hpp"
#include "practice/proof.hpp"
#include "report/layout.hpp"

namespace edgecase::cli {
namespace {

constexpr double most_seconds_of_test = 180;
constexpr double most_seconds_of_run = 5;

struct CaseTestRequest {
  std::string name;
  std::uint64_t designs = 128;
  bool all = false;
  bool quiet = false;
};

double seconds_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

/// T8: one run, as a candidate waits for it.
double seconds_of_one(const CaseFile& one, const Catalogue& catalogue) {
  const auto began = std::chrono::steady_clock::now();
  JudgeOptions options;
  options.study = practice_study(one.spec);
  static_cast<void>(judge_designs(one, {{}}, catalogue, options));
  return seconds_since(began);
}

std::string report_of(const CaseProof& proof, bool all) {
  TextTable table;
  table.columns = {
      {"", Align::left}, {"", Align::left}, {"", Align::left}, {"", Align::left, true}};
  for (const ProofFinding& one : proof.findings)
    if (all || !one.passed)
      table.rows.push_back({{{one.passed ? "✓" : "✗", one.passed ? Tone::good : Tone::bad},
                             one.test,
                             one.subject,
                             one.text}});
  TextTable anchors;
  anchors.columns = {{"anchor", Align::left}, {"points"}};
  for (const auto& [name, points] : proof.anchors)
    anchors.rows.push_back({{name, fmt::format("{:g}", points)}});
  return as_text({{"", {table}}, {"Anchors", {anchors}}},
                 {.color = wants_color("auto", Stream::out),
                  .width = std::max<std::size_t>(text_width(), 160)});
}

ExitCode test_case(const CaseTestRequest& request) {
  Diagnostics diagnostics;
  const auto one = open_case(case_file_of(request.name), diagnostics);
  if (one) check_case(*one, catalogue_of_case(*one), diagnostics);
  if (!diagnostics.empty())
    show(render_text(diagnostics, {.color = wants_color("auto", Stream::err)}));
  if (diagnostics.has_errors()) return ExitCode::usage;
  const auto began = std::chrono::steady_clock::now();
  const Catalogue catalogue = catalogue_of_case(*one);
  const double run = seconds_of_one(*one, catalogue);
  watch_for_interrupt();
  ProofOptions options;
  options.designs = request.designs;
  options.study.stop = &interrupted();
  CaseProof proof;
  {
    Progress progress(request.quiet);
    options.study.progress = [&](std::size_t done, std::size_t of) { progress.show(done, of); };
    proof = prove_case(*one, catalogue, options);
  }
  const double total = seconds_since(began);
  proof.findings.push_back({"T8", "one run", run <= most_seconds_of_run,
                            fmt::format("{:.1f} s (at most {:g})", run, most_seconds_of_run)});
  proof.findings.push_back({"T8", "all of this", total <= most_seconds_of_test,
                            fmt::format("{:.0f} s (at most {:g})", total, most_seconds_of_test)});
  print(report_of(proof, request.all));
  print(fmt::format("{}: {}; {} designs judged\n", one->spec.metadata.name,
                    proof.passed() ? "passes" : "fails", proof.designs));
  return proof.passed() ? ExitCode::ok : ExitCode::broken;
}

}  // namespace

Command case_test_command() {
  const auto request = std::make_shared<CaseTestRequest>();
  return {
      "test",
      "prove that a case is decidable, discriminating and not guessable",
      "T1 stable rows, T2 poles, T3 order of the anchors, T4 item analysis over drawn designs,\n"
      "T5 curveballs, T6 a price for every lever, T7 not guessable, T8 fast. Shows what fails.\n"
      "Exit code 3: something fails.\n",
      {positional("CASE", request->name, "a shipped case, a folder or a file"),
       number("--designs", "N", request->designs, {8, 1024}, "designs drawn for T4"),
       flag("--all", request->all, "show what passes, too"),
       flag("-q,--quiet", request->quiet, "no progress")},
      [request] { return test_case(*request); }};
}

}  // namespace edgecase::cli
