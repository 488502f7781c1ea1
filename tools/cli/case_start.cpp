// `edgecase case start`: a folder for a session.
#include <cstdlib>
#include <memory>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/case_commands.hpp"
#include "cli/case_session.hpp"
#include "cli/next.hpp"
#include "cli/outputs.hpp"
#include "cli/terminal.hpp"
#include "load/text/render.hpp"
#include "practice/sha256.hpp"
#include "practice/starter.hpp"

namespace edgecase::cli {
namespace {

namespace fs = std::filesystem;

struct StartRequest {
  std::string name;
  std::string folder;
  std::string candidate;
};

/// The same candidate gets the same variant again. Without a salt: the case as written.
std::size_t variant_of(const CaseSpec& spec, const std::string& candidate) {
  const char* salt = std::getenv(spec.metadata.salt_env.c_str());
  if (salt == nullptr || *salt == '\0' || candidate.empty()) return 0;
  const std::string drawn = hmac_sha256_hex(salt, spec.metadata.name + "/" + candidate);
  return std::stoull(drawn.substr(0, 15), nullptr, 16) %
         static_cast<std::size_t>(spec.variants.count + 1);
}

bool is_shipped(const fs::path& file) {
  std::error_code failed;
  const auto relative = fs::relative(file, data_folder() / "cases", failed);
  return !failed && !relative.empty() && *relative.begin() != "..";
}

ExitCode start(const StartRequest& request) {
  const auto one = open_case_or_complain(request.name);
  if (!one) return ExitCode::usage;
  const CaseSpec& spec = one->spec;
  const fs::path folder = request.folder.empty() ? spec.metadata.name : request.folder;
  std::error_code failed;
  if (fs::exists(folder / log_name, failed))
    throw Error(fmt::format("{} already holds a session; name another folder", folder.string()));
  const CaseStage stage{.variant = variant_of(spec, request.candidate),
                        .curveballs = {},
                        .stress = {},
                        .relieved = false};
  Diagnostics diagnostics;
  const auto world = case_document(*one, stage, {}, catalogue_of_case(*one), diagnostics);
  if (!world) {
    show(render_text(diagnostics, {.color = wants_color("auto", Stream::err)}));
    return ExitCode::usage;
  }
  fs::create_directories(folder, failed);
  if (failed) throw Error(fmt::format("cannot create {}: {}", folder.string(), failed.message()));
  write_file(folder / "brief.md", brief_text(spec));
  write_file(folder / "design.schema.json", design_schema());
  if (!fs::exists(folder / design_name, failed))
    write_file(folder / design_name, starter_design(spec, *world));
  Json event = {
      {"event", "start"},      {"case", spec.metadata.name}, {"version", spec.metadata.version},
      {"digest", one->digest}, {"variant", stage.variant},   {"engine", EDGECASE_VERSION}};
  if (!request.candidate.empty()) event["candidate"] = request.candidate;
  if (!is_shipped(one->file)) event["file"] = fs::absolute(one->file).lexically_normal().string();
  SessionLog log;
  append_lines(folder / log_name, 0, log.add(event, time_text(now_seconds())));
  print(brief_text(spec));
  say(fmt::format("the session is in {}; next: cd {}", folder.string(),
                  shell_word(folder.string())));
  return ExitCode::ok;
}

}  // namespace

Command case_start_command() {
  const auto request = std::make_shared<StartRequest>();
  Argument folder = optional_positional("DIR", request->folder, "folder of the session");
  folder.usual = "the name of the case";
  return {"start",
          "begin a session: a folder with the brief and a design to fill in",
          "Never overwrites a design or a session.\n",
          {positional("CASE", request->name, "one of `edgecase case list`, a folder or a file"),
           std::move(folder),
           option("--candidate", "ID", request->candidate,
                  "who practises; with the case's salt it assigns the variant")},
          [request] { return start(*request); }};
}

}  // namespace edgecase::cli
