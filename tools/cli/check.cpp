// `edgecase check`: validates scenarios and the catalogue files that scenarios or bills refer to.
#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/commands.hpp"
#include "cli/estimate.hpp"
#include "cli/files.hpp"
#include "cli/saved_result.hpp"
#include "cli/terminal.hpp"
#include "cli/trace_options.hpp"
#include "cost/usage_file.hpp"
#include "load/distribution/sizes.hpp"
#include "load/read.hpp"
#include "load/text/codes.hpp"
#include "load/text/render.hpp"
#include "model/attack/spec.hpp"
#include "practice/case_check.hpp"
#include "study/study.hpp"

namespace edgecase::cli {
namespace {

struct CheckRequest {
  std::vector<std::string> files;
  std::vector<std::string> overrides;
  std::string format = "text";
  std::string color = "auto";
  bool allow_outside = false;
};

/// The kind of a catalogue file, by its `kind` or its keys. A network part is what networks
/// extend: it has no sites of its own.
enum class FileKind {
  scenario,
  network,
  network_part,
  prices,
  operations,
  usage,
  sizes,
  runtime,
  attack,
  practice
};

FileKind kind_of(const std::string& file) {
  std::error_code absent;
  if (!std::filesystem::is_regular_file(file, absent)) return FileKind::scenario;  // read only once
  Diagnostics ignored;
  const auto document = load_document(file, {}, ignored, catalogue_beside(file).limits("networks"));
  if (!document) return FileKind::scenario;
  const Node* kind = document->find("kind");
  if (kind != nullptr && kind->text == "PriceSheet") return FileKind::prices;
  if (kind != nullptr && kind->text == "OperationsSheet") return FileKind::operations;
  if (kind != nullptr && kind->text == "Usage") return FileKind::usage;
  if (kind != nullptr && kind->text == "Case") return FileKind::practice;
  if (kind != nullptr && kind->text == "Sizes") return FileKind::sizes;
  const auto has = [&](const char* key) { return document->find(key) != nullptr; };
  if (has("pops")) return FileKind::network;
  if (has("round_trips")) return FileKind::network_part;
  if (has("cold_start") && has("billing")) return FileKind::runtime;
  // The `kind` of an attack file is the attack's own kind.
  const bool is_attack = kind != nullptr && menu_of<AttackMenu>().find(kind->text) != nullptr;
  return is_attack ? FileKind::attack : FileKind::scenario;
}

template <class T>
void check_as(const std::string& file, Diagnostics& diagnostics, std::string_view shelf = {}) {
  const LoadLimits limits = catalogue_beside(file).limits(shelf);
  const auto document = load_document(file, {}, diagnostics, limits);
  if (document) static_cast<void>(read<T>(*document, diagnostics));
}

/// Keys that a part leaves to the networks that extend it are not errors.
void check_network_part(const std::string& file, Diagnostics& diagnostics) {
  Diagnostics alone;
  check_as<NetworkSpec>(file, alone, "networks");
  const bool only_missing = std::ranges::all_of(
      alone.sorted(), [](const Diagnostic& d) { return d.code == code::missing_key; });
  if (!only_missing) check_as<NetworkSpec>(file, diagnostics, "networks");
}

/// Of a file that is no scenario.
void check_part(FileKind kind, const std::string& file, Diagnostics& diagnostics) {
  if (kind == FileKind::prices) return check_as<PriceSheet>(file, diagnostics);
  if (kind == FileKind::operations) return check_as<OperationsSheet>(file, diagnostics);
  if (kind == FileKind::usage) return check_as<UsageSpec>(file, diagnostics);
  if (kind == FileKind::network) return check_as<NetworkSpec>(file, diagnostics, "networks");
  if (kind == FileKind::network_part) return check_network_part(file, diagnostics);
  if (kind == FileKind::sizes) {
    const auto document = load_document(file, {}, diagnostics);
    if (document) check_sizes(*document, diagnostics);
    return;
  }
  if (kind == FileKind::runtime) return check_as<RuntimeSpec>(file, diagnostics);
  if (kind == FileKind::practice) {
    const auto one = open_case(file, diagnostics);
    if (one) check_case(*one, catalogue_beside(file), diagnostics);
    return;
  }
  check_as<AttackPresetSpec>(file, diagnostics);
}

struct Findings {
  std::vector<Diagnostic> diagnostics;
  std::string text;
  bool wrong = false;
  std::string estimate = {};  ///< of a scenario that is ok
};

Findings check_file(const CheckRequest& request, const std::string& file) {
  const bool color = wants_color(request.color, Stream::out);
  refuse_saved_result(file);
  const FileKind kind = kind_of(file);
  if (kind == FileKind::scenario) {
    Loaded loaded = load_scenario(file, request.overrides, color, request.allow_outside);
    if (!loaded.scenario) return {std::move(loaded.diagnostics), std::move(loaded.text), true};
    const Blueprint& plan = *loaded.scenario->plan();
    return {std::move(loaded.diagnostics), loaded.text + traces_read(plan.setting), false,
            "; " + estimate_line(plan)};
  }
  Diagnostics diagnostics;
  check_part(kind, file, diagnostics);
  return {diagnostics.sorted(), render_text(diagnostics, {.color = color}),
          diagnostics.has_errors()};
}

ExitCode check(const CheckRequest& request) {
  bool wrong = false;
  std::string text;
  std::vector<Diagnostic> all;
  for (const std::string& file : request.files) {
    const Findings found = check_file(request, file);
    const auto errors =
        std::ranges::count(found.diagnostics, Severity::error, &Diagnostic::severity);
    wrong |= found.wrong;
    all.insert(all.end(), found.diagnostics.begin(), found.diagnostics.end());
    text += found.text;
    text += found.wrong ? fmt::format("{}: {} error{}\n", file, errors, errors == 1 ? "" : "s")
                        : fmt::format("{}: ok{}\n", file, found.estimate);
  }
  print(request.format == "json"     ? render_json(all)
        : request.format == "github" ? render_github(all)
                                     : text);
  return wrong ? ExitCode::usage : ExitCode::ok;
}

}  // namespace

Command check_command() {
  const auto request = std::make_shared<CheckRequest>();
  return {"check",
          "validate files without running them, and report all errors at once",
          "Accepts scenarios, networks and network parts, price sheets, cases, and usage, sizes, "
          "runtime\n"
          "and attack files.\n"
          "Exit code 2: at least one file has errors.\n"
          "`edgecase explain EC0104` explains a diagnostic code.\n",
          {positionals("FILE", request->files, "YAML files; - reads a scenario from stdin"),
           options("--set", "PATH=VALUE", request->overrides, "override a value, as with `run`"),
           choice("--format", {"text", "json", "github"}, request->format,
                  "output format; github: workflow annotations"),
           outside_flag(request->allow_outside),
           choice("--color", {"auto", "always", "never"}, request->color, "coloured text output")},
          [request] { return check(*request); }};
}

}  // namespace edgecase::cli
