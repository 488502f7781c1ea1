// `edgecase results`: looks after results databases.
#include <memory>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/commands.hpp"
#include "cli/outputs.hpp"
#include "cli/results_database.hpp"
#include "cli/terminal.hpp"
#include "load/json.hpp"
#include "report/csv.hpp"

namespace edgecase::cli {
namespace {

using Database = ResultsDatabase;

struct ResultsRequest {
  std::string file;
  std::vector<std::string> files;
  std::vector<std::string> metrics;
  std::string format = "jsonl";
  std::string output;
  bool other_engines = false;
};

ExitCode check_results(const ResultsRequest& request) {
  const Database database(request.file, Database::Access::read);
  const Database::Contents found = database.contents();
  std::string text =
      fmt::format("{}: {} rows of {} scenarios\n", request.file, found.rows, found.scenarios);
  const std::string own = engine_fingerprint();
  for (const std::string& engine : found.engines)
    text +=
        fmt::format("  engine {}{}\n", engine,
                    engine == own ? ", this one" : ": another build, whose rows are not reused");
  for (const std::string& finding : found.findings) text += "  damaged: " + finding + "\n";
  print(text);
  return found.findings.empty() ? ExitCode::ok : ExitCode::failure;
}

bool is_wanted(const ResultsRequest& request, const std::string& metric) {
  if (request.metrics.empty()) return true;
  for (const std::string& one : request.metrics)
    if (one == metric) return true;
  return false;
}

std::string scenario_name(const std::string& json) {
  const Json parsed = parsed_json(json);
  if (parsed.is_discarded() || !parsed.contains("metadata")) return "";
  return parsed["metadata"].value("name", "");
}

std::string exported_csv(const ResultsRequest& request, const Database& database) {
  std::string text = "scenario,number,seed,replication,engine,metric,value\n";
  std::string last;
  std::size_t number = 0;
  database.each([&](const Database::Stored& stored) {
    if (stored.key.scenario != last) ++number;
    last = stored.key.scenario;
    const std::string before = fmt::format("{},{},{},{},{}", csv_text(scenario_name(last)), number,
                                           stored.key.seed, stored.key.replication, stored.engine);
    for (std::size_t i = 0; i < stored.row.metrics.size(); ++i)
      if (is_wanted(request, stored.row.metrics[i]))
        text += before + "," + csv_text(stored.row.metrics[i]) + "," +
                csv_number(stored.row.values[i]) + "\n";
  });
  return text;
}

std::string exported_lines(const ResultsRequest& request, const Database& database) {
  std::string text;
  database.each([&](const Database::Stored& stored) {
    Json line;
    line["scenario"] = parsed_json(stored.key.scenario);
    line["seed"] = stored.key.seed;
    line["replication"] = stored.key.replication;
    line["engine"] = stored.engine;
    Json& metrics = line["metrics"] = Json::object();
    for (std::size_t i = 0; i < stored.row.metrics.size(); ++i)
      if (is_wanted(request, stored.row.metrics[i]))
        metrics[stored.row.metrics[i]] = stored.row.values[i];
    text += dumped(line, -1) + "\n";
  });
  return text;
}

ExitCode export_results(const ResultsRequest& request) {
  const Database database(request.file, Database::Access::read);
  const std::string text =
      request.format == "csv" ? exported_csv(request, database) : exported_lines(request, database);
  if (request.output.empty())
    print(text);
  else
    write_file(request.output, text);
  return ExitCode::ok;
}

ExitCode merge_results(const ResultsRequest& request) {
  Database into(request.file, Database::Access::write);
  for (const std::string& file : request.files) {
    const std::size_t added = into.merge(Database(file, Database::Access::read));
    say(fmt::format("{}: {} rows added", file, added));
  }
  return ExitCode::ok;
}

ExitCode vacuum_results(const ResultsRequest& request) {
  Database database(request.file, Database::Access::write);
  const std::size_t removed = database.vacuum(request.other_engines);
  if (request.other_engines) say(fmt::format("{} rows of other builds removed", removed));
  return ExitCode::ok;
}

}  // namespace

Command results_command() {
  const auto request = std::make_shared<ResultsRequest>();
  const auto file = [&] {
    return positional("FILE", request->file, "a results database, as --results names it");
  };
  return {
      "results",
      "look after results databases",
      "A results database keeps one row for each replication of each point that a sweep or\n"
      "another study simulated (--results FILE). What is stored is not simulated again.\n",
      {},
      {},
      {{"check",
        "count its rows, and check that it is sound",
        "Exit code 1: it is damaged.\n",
        {file()},
        [request] { return check_results(*request); }},
       {"export",
        "write its rows as JSON lines or CSV",
        "In the order of scenario, seed and replication, whatever the order of storing.\n",
        {file(), options("--metric", "METRIC", request->metrics, "only this metric (repeatable)"),
         choice("--format", {"jsonl", "csv"}, request->format, "format"),
         option("-o,--output", "FILE", request->output, "write to a file instead of stdout")},
        [request] { return export_results(*request); }},
       {"merge",
        "add the rows of other databases, for instance of shards",
        "  edgecase sweep shop.yaml --param … --shard 1/2 --results 1.db     on one machine\n"
        "  edgecase sweep shop.yaml --param … --shard 2/2 --results 2.db     on another\n"
        "  edgecase results merge all.db 1.db 2.db\n"
        "  edgecase sweep shop.yaml --param … --results all.db               all points\n",
        {positional("INTO", request->file, "the database to add to; created if there is none"),
         positionals("FROM", request->files, "databases whose rows are added")},
        [request] { return merge_results(*request); }},
       {"vacuum",
        "give unused space back",
        "",
        {file(), flag("--other-builds", request->other_engines,
                      "first remove the rows that other builds of edgecase computed")},
        [request] { return vacuum_results(*request); }}}};
}

}  // namespace edgecase::cli
