#include "cli/dispatch.hpp"

#include <algorithm>
#include <memory>
#include <span>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/terminal.hpp"
#include "load/text/suggest.hpp"

namespace edgecase::cli {
namespace {

struct Found {
  Command command;
  std::string title;  // "edgecase net rtt"
  std::span<const std::string> rest;
};

const Command& named(const std::vector<Command>& commands, const std::string& name,
                     const std::string& above) {
  const auto at = std::ranges::find(commands, name, &Command::name);
  if (at != commands.end()) return *at;
  std::vector<std::string_view> names;
  for (const Command& command : commands) names.push_back(command.name);
  const std::string near = did_you_mean(name, names);
  throw UsageError(fmt::format("`{}` has no {} `{}`{}{} (`{} --help` lists them)", above,
                               name.starts_with("-") ? "option" : "command", name,
                               near.empty() ? "" : "; ", near, above));
}

bool is_help(const std::string& word) { return word == "-h" || word == "--help"; }

/// Resolves the words to a command; stops at a request for help. A lone `--` before a command says
/// nothing.
Found find(const std::vector<Command>& commands, std::span<const std::string> words) {
  if (words.size() > 1 && words[0] == "--") words = words.subspan(1);
  Found found{named(commands, words[0], "edgecase"), "edgecase " + words[0], words.subspan(1)};
  while (!found.command.subcommands.empty() && !found.rest.empty() && !is_help(found.rest[0])) {
    if (found.rest[0] == "--" && found.rest.size() > 1) found.rest = found.rest.subspan(1);
    const Command next = named(found.command.subcommands, found.rest[0], found.title);
    found = {next, found.title + " " + next.name, found.rest.subspan(1)};
  }
  return found;
}

}  // namespace

ExitCode dispatch(const std::vector<Command>& commands, const std::vector<std::string>& words) {
  if (words.empty()) {
    show(overview(commands));
    return ExitCode::usage;
  }
  if (is_help(words[0])) {
    print(overview(commands));
    return ExitCode::ok;
  }
  if (words[0] == "--version") {
    print("edgecase " EDGECASE_VERSION "\n");
    return ExitCode::ok;
  }
  const Found found = find(commands, words);
  // After a lone `--` everything is a positional, even a file called -h.
  const auto end = std::ranges::find(found.rest, "--");
  if (std::any_of(found.rest.begin(), end, is_help)) {
    print(help_text(found.command, found.title));
    return ExitCode::ok;
  }
  if (!found.command.act) {
    show(help_text(found.command, found.title));
    return ExitCode::usage;
  }
  parse(found.command, found.title, {found.rest.begin(), found.rest.end()});
  return found.command.act();
}

Command help_command() {
  const auto topic = std::make_shared<std::vector<std::string>>();
  return {"help",
          "show this overview, or the help of a command",
          "",
          {optional_positionals("COMMAND", *topic, "a command listed by `edgecase help`")},
          [topic] {
            std::vector<std::string> words = *topic;
            words.emplace_back("--help");
            return dispatch(all_commands(), words);
          }};
}

}  // namespace edgecase::cli
