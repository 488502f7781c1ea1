// `edgecase validate`: reruns the validation cases: expected, measured, error, verdict.
#include "validate/validate.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/request.hpp"
#include "cli/terminal.hpp"
#include "load/json.hpp"
#include "load/text/suggest.hpp"
#include "report/layout.hpp"

namespace edgecase::cli {
namespace {

struct ValidateRequest : Request {
  std::vector<std::string> ids;
};

std::string_view name_of(Outcome outcome) {
  if (outcome == Outcome::pass) return "pass";
  return outcome == Outcome::fail ? "fail" : "inconclusive";
}

Tone tone_of(Outcome outcome) {
  if (outcome == Outcome::pass) return Tone::good;
  return outcome == Outcome::fail ? Tone::bad : Tone::unsure;
}

bool is_relative(const OracleRow& row) { return row.tolerance.ends_with('%'); }

std::string error_text(const OracleRow& row) {
  return is_relative(row) ? fmt::format("{:+.2f}%", row.error * 100)
                          : fmt::format("{:+.4f}", row.error);
}

std::string with_unit(double value, const OracleRow& row) {
  return fmt::format("{:.5g}{}", value, row.unit == "1" ? "" : " " + row.unit);
}

Paragraph left_out(const std::vector<NotForecast>& all) {
  std::string text = "No closed form applies to these caches:";
  const char* separator = " ";
  for (const NotForecast& one : all) {
    text += fmt::format("{}{}, {} ({})", std::exchange(separator, "; "), one.scenario, one.route,
                        one.why);
  }
  return {{text + "."}};
}

std::vector<Section> sections_of(const ValidationRun& run) {
  const std::vector<OracleRow>& rows = run.rows;
  TextTable table{{{"", Align::left},
                   {"metric", Align::left},
                   {"expected"},
                   {"measured"},
                   {"95% interval"},
                   {"error"},
                   {"allowed"},
                   {"verdict", Align::left}},
                  {}};
  std::size_t passed = 0;
  for (const OracleRow& row : rows) {
    passed += row.outcome == Outcome::pass;
    table.rows.push_back(
        {{TextCell(row.id), TextCell(row.title), with_unit(row.expected, row),
          with_unit(row.measured.mean, row),
          fmt::format("[{:.5g}, {:.5g}]", row.measured.lo, row.measured.hi), error_text(row),
          row.tolerance, TextCell(std::string(name_of(row.outcome)), tone_of(row.outcome))}});
  }
  const bool all = passed == rows.size();
  const TextCell verdict(fmt::format("{} of {} rows pass.", passed, rows.size()),
                         all ? Tone::good : Tone::bad);
  const Paragraph summary{
      {verdict,
       " Each row compares a scenario of scenarios/lab with its closed form; rows CHE compare the "
       "caches of the shipped scenarios with Che's approximation."}};
  Section section{"Validation against theory", {table, summary}};
  if (!run.not_forecast.empty()) section.blocks.emplace_back(left_out(run.not_forecast));
  return {section};
}

std::string json_of(const ValidationRun& run) {
  Json list = Json::array();
  bool passed = true;
  for (const OracleRow& row : run.rows) {
    passed = passed && row.outcome == Outcome::pass;
    list.push_back({{"id", row.id},
                    {"title", row.title},
                    {"metric", row.metric},
                    {"unit", row.unit},
                    {"expected", row.expected},
                    {"measured", row.measured.mean},
                    {"lo", row.measured.lo},
                    {"hi", row.measured.hi},
                    {"error", row.error},
                    {"tolerance", row.tolerance},
                    {"outcome", name_of(row.outcome)}});
  }
  Json unknown = Json::array();
  for (const NotForecast& one : run.not_forecast)
    unknown.push_back({{"scenario", one.scenario}, {"route", one.route}, {"why", one.why}});
  const Json all{
      {"schema_version", 1}, {"passed", passed}, {"rows", list}, {"not_forecast", unknown}};
  return dumped(all) + "\n";
}

std::string csv_of(const std::vector<OracleRow>& rows) {
  std::string text = "id,title,metric,unit,expected,measured,lo,hi,error,tolerance,outcome\n";
  for (const OracleRow& row : rows) {
    text += fmt::format("{},\"{}\",{},{},{},{},{},{},{},{},{}\n", row.id, row.title, row.metric,
                        row.unit, row.expected, row.measured.mean, row.measured.lo, row.measured.hi,
                        row.error, row.tolerance, name_of(row.outcome));
  }
  return text;
}

std::string render(const ValidationRun& run, Format format, const TextStyle& style) {
  if (format == Format::json) return json_of(run);
  if (format == Format::csv) return csv_of(run.rows);
  if (format == Format::markdown) return as_markdown(sections_of(run));
  // The table is wider than a page of prose.
  return as_text(sections_of(run), {.color = style.color, .width = 140});
}

void refuse_unknown(const std::vector<std::string>& ids) {
  std::vector<std::string> known{std::string(forecast_id)};
  for (const Oracle& oracle : shipped_oracles()) {
    for (const Expectation& e : oracle.expectations) {
      if (std::ranges::find(known, e.id) == known.end()) known.push_back(e.id);
    }
  }
  const std::vector<std::string_view> names(known.begin(), known.end());
  for (const std::string& id : ids) {
    if (std::ranges::find(known, id) != known.end()) continue;
    throw UsageError(
        fmt::format("there is no validation case `{}`; there are: {}", id, enumerate(names)));
  }
}

ExitCode validate_rows(const ValidateRequest& request) {
  refuse_unknown(request.ids);
  const Catalogue catalogue({data_folder()});
  const StudyOptions study = study_options(request);
  Outputs outputs(request.outputs, request.quiet);
  ValidationRun run;
  watch(request, study, [&](const StudyOptions& options) {
    run = validate(catalogue, request.ids, options);
    return run.simulated_requests;
  });
  deliver(request, outputs,
          [&](Format format, const TextStyle& style) { return render(run, format, style); });
  outputs.finish();
  Outcome worst = Outcome::pass;
  for (const OracleRow& row : run.rows) {
    if (row.outcome == Outcome::fail) worst = Outcome::fail;
    if (row.outcome == Outcome::inconclusive && worst == Outcome::pass) worst = row.outcome;
  }
  return exit_code_of(worst, request.strict);
}

}  // namespace

Command validate_command() {
  const auto request = std::make_shared<ValidateRequest>();
  request->usual_replications = 16;
  std::vector<Argument> arguments{optional_positionals(
      "ID", request->ids,
      "Q01-Q08 queues, C01-C06 caches, N03 handshakes, V01-V02 cold starts, CHE (default: all)")};
  for (Argument& argument : request_arguments(*request)) {
    if (argument.names == "--set" || argument.names == "--precision") continue;
    arguments.push_back(std::move(argument));
  }
  return {
      "validate", "validate the simulator against closed-form theory",
      "Runs the scenarios of scenarios/lab and compares them with closed forms, and the caches\n"
      "of the shipped scenarios with Che's approximation. A row whose interval is wider than\n"
      "its tolerance is inconclusive, never a pass. Exit code 3: a row fails.\n\n"
      "  edgecase validate\n"
      "  edgecase validate Q02 --replications 40\n",
      std::move(arguments), [request] { return validate_rows(*request); }};
}

}  // namespace edgecase::cli
