// `edgecase init`: a scenario to start from, and the schema for the editor.
#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/next.hpp"
#include "cli/outputs.hpp"
#include "cli/starter.hpp"
#include "cli/terminal.hpp"
#include "load/schema.hpp"
#include "load/text/suggest.hpp"
#include "scenario/scenario.hpp"

namespace edgecase::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* usual_name = "scenario";

struct InitRequest {
  std::string name;
  std::string example;
};

/// A valid name for both the file and the scenario.
void refuse_bad_name(const std::string& name) {
  const auto fine = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  if (name.empty() || !std::ranges::all_of(name, fine)) {
    throw UsageError(fmt::format(
        "`{}` is not a valid scenario name: use lower-case letters, digits and -", name));
  }
}

/// The example unchanged, below the editor's modeline.
std::string copy_of(const std::string& wanted) {
  std::vector<std::string> names;
  for (const Example& example : examples()) {
    if (example.name == wanted) return modeline() + read_file(example.file);
    names.push_back(example.name);
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  throw UsageError(
      fmt::format("there is no example `{}`; there are: {}", wanted, enumerate(known)));
}

ExitCode init(const InitRequest& request) {
  const std::string name = !request.name.empty()      ? request.name
                           : !request.example.empty() ? request.example
                                                      : usual_name;
  refuse_bad_name(name);
  const fs::path file = name + ".yaml";
  std::error_code unreadable;
  if (fs::exists(file, unreadable))
    throw Error(fmt::format("{} already exists; nothing was written", file.string()));
  const std::string text =
      request.example.empty() ? starter_scenario(name) : copy_of(request.example);
  // The schema is generated, so it is overwritten; the scenario belongs to the user.
  fs::create_directories(fs::path(schema_path).parent_path());
  write_file(schema_path, json_schema(type_of<ScenarioSpec>(), "edgecase scenario"));
  write_file(file, text);
  print(file.string() + "\n");
  say(fmt::format("wrote {} and {}; next: edgecase run {}", file.string(), schema_path,
                  shell_word(file.string())));
  return ExitCode::ok;
}

}  // namespace

Command init_command() {
  const auto request = std::make_shared<InitRequest>();
  Argument name = optional_positional("NAME", request->name, "of the new scenario");
  name.usual = fmt::format("that of the example, else {}", usual_name);
  return {"init",
          "create a scenario to start from",
          "Writes NAME.yaml and the schema for editors; never overwrites a scenario.\n\n"
          "  edgecase init shop\n"
          "  edgecase init shop --example image-shop\n",
          {std::move(name), option("--example", "EXAMPLE", request->example,
                                   "copy one of `edgecase examples` instead")},
          [request] { return init(*request); }};
}

}  // namespace edgecase::cli
