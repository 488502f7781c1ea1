#pragma once
// Options that the commands over many designs share: sweep, frontier, best, break-even,
// sensitivity.

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/load.hpp>

#include "cli/command.hpp"
#include "cli/outputs.hpp"
#include "report/layout.hpp"
#include "study/parameters.hpp"
#include "study/points.hpp"

namespace edgecase::cli {

class ResultsDatabase;

struct StudyRequest {
  std::string scenario;
  std::vector<std::string> parameters;
  std::vector<std::string> measures;
  std::vector<std::string> overrides;
  std::string plan = "factorial";
  std::uint64_t points = 64;
  std::uint64_t seed = StudyOptions{}.seed;
  std::optional<std::uint64_t> replications;
  std::string precision;
  std::optional<std::uint64_t> jobs;
  std::string results;
  std::string format = "text";
  std::vector<std::string> outputs;
  bool quiet = false;
  bool allow_outside = false;
  std::string color = "auto";
};

/// Which of the shared options a command has.
struct StudyArguments {
  bool parameters = true;
  bool plan = true;  ///< --plan, --points
  bool precision = true;
  std::size_t usual_replications = 10;
  std::string outputs = ".txt .csv .jsonl .md .svg";
  std::vector<std::string> formats = {"text", "csv", "jsonl", "md"};
};
std::vector<Argument> study_arguments(StudyRequest& request, const StudyArguments& which);

/// Throws UsageError on options that contradict each other or are not understood.
StudyOptions options_of(const StudyRequest& request, std::size_t usual_replications);
/// Throws UsageError for an output file that ends otherwise.
void refuse_output_files(const StudyRequest& request, const std::vector<std::string>& extensions);
/// Of a study that wrote what it could; says on stderr that it was interrupted.
ExitCode exit_code_of(const PointsResult& result);
std::vector<Parameter> parameters_of(const StudyRequest& request);
std::vector<PointValues> plan_of(const StudyRequest& request,
                                 const std::vector<Parameter>& parameters);

/// Opens the scenario at its points; a file is read anew for each, stdin once.
class Opener {
 public:
  explicit Opener(const StudyRequest& request);
  /// With --set of the request first. Shows nothing.
  Loaded load(const std::vector<std::string>& overrides) const;
  /// The scenario as it is; shows what is wrong with it. Null: it is.
  std::shared_ptr<const Blueprint> base_or_complain() const;
  OpenPoint points() const;
  /// Refuses parameters that name no key of the scenario, by their first value.
  bool knows(const std::vector<Parameter>& parameters) const;

 private:
  const StudyRequest& request_;
  std::string text_;  ///< of stdin
};

/// The measures asked for, or the usual ones of this scenario. Throws UsageError on an unknown one.
std::vector<std::string> measures_of(const StudyRequest& request, const Blueprint& plan);

/// The database of --results; null: none was named.
std::unique_ptr<ResultsDatabase> database_of(const StudyRequest& request);

/// Calls `work` with progress and interruption set up; reports the speed and what was reused.
PointsResult watch_points(const StudyRequest& request, StudyOptions options,
                          const std::function<PointsResult(const StudyOptions&)>& work);

/// Text and Markdown of the sections to stdout or files, by format or extension; `others` produces
/// the remaining ones by extension (".csv").
void deliver_study(const StudyRequest& request, Outputs& outputs,
                   const std::vector<Section>& sections,
                   const std::function<std::string(const std::string& extension)>& others);

}  // namespace edgecase::cli
