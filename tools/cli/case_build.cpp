// `edgecase case build`: what of a case is handed out.
#include <filesystem>
#include <memory>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/case_commands.hpp"
#include "cli/case_files.hpp"
#include "cli/outputs.hpp"
#include "cli/terminal.hpp"
#include "load/text/render.hpp"
#include "practice/handout.hpp"

namespace edgecase::cli {
namespace {

namespace fs = std::filesystem;

struct BuildRequest {
  std::string name;
  std::string folder;
  std::string audience = "candidate";
};

Audience audience_named(const std::string& name) {
  return name == "grader"        ? Audience::grader
         : name == "interviewer" ? Audience::interviewer
                                 : Audience::candidate;
}

ExitCode build_handout(const BuildRequest& request) {
  const auto one = open_case_or_complain(request.name);
  if (!one) return ExitCode::usage;
  const fs::path folder =
      request.folder.empty() ? one->spec.metadata.name + "-" + request.audience : request.folder;
  Diagnostics diagnostics;
  const auto files =
      handout(*one, audience_named(request.audience), catalogue_of_case(*one), diagnostics);
  if (files.empty()) {
    show(render_text(diagnostics, {.color = wants_color("auto", Stream::err)}));
    return ExitCode::usage;
  }
  std::error_code failed;
  if (fs::exists(folder, failed) && !fs::is_empty(folder, failed))
    throw Error(fmt::format("{} is not empty; nothing was written", folder.string()));
  fs::create_directories(folder, failed);
  if (failed) throw Error(fmt::format("cannot create {}: {}", folder.string(), failed.message()));
  for (const auto& [name, text] : files) {
    write_file(folder / name, text);
    print((folder / name).string() + "\n");
  }
  return ExitCode::ok;
}

}  // namespace

Command case_build_command() {
  const auto request = std::make_shared<BuildRequest>();
  return {
      "build",
      "write the hand-out of a case: what an audience may see",
      "A folder with case.yaml, world.yaml and brief.md. Fields that the audience may not see\n"
      "are left out, and so are comments. `edgecase case start DIR` works with it.\n",
      {positional("CASE", request->name, "a shipped case, a folder or a file"),
       choice("--for", {"candidate", "interviewer", "grader"}, request->audience, "who gets it"),
       option("-o,--output", "DIR", request->folder, "an empty or new folder")},
      [request] { return build_handout(*request); }};
}

}  // namespace edgecase::cli
