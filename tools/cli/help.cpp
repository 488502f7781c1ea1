#include "cli/help.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace edgecase::cli {
namespace {

std::string left_of(const Argument& argument) {
  if (argument.positional) return argument.names;
  std::string names = argument.names;
  const std::size_t comma = names.find(',');
  if (comma != std::string::npos)
    names.insert(comma + 1, " ");
  else if (names.starts_with("--"))
    names = "    " + names;
  return argument.value.empty() ? names : names + " " + argument.value;
}

std::string doc_of(const Argument& argument) {
  if (argument.usual.empty()) return argument.doc;
  return fmt::format("{} (default {})", argument.doc, argument.usual);
}

std::string table_of(const std::vector<std::pair<std::string, std::string>>& rows) {
  constexpr std::size_t widest = 34;
  std::size_t width = 0;
  for (const auto& row : rows) {
    if (row.first.size() <= widest) width = std::max(width, row.first.size());
  }
  std::string text;
  for (const auto& [left, right] : rows) {
    if (left.size() > widest)
      text += fmt::format("  {}\n  {:<{}}  {}\n", left, "", width, right);
    else
      text += fmt::format("  {:<{}}  {}\n", left, width, right);
  }
  return text;
}

}  // namespace

std::string overview(const std::vector<Command>& commands) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Command& command : commands) rows.emplace_back(command.name, command.summary);
  return "edgecase simulates a global edge network and explains the latency, cost and\n"
         "resilience of a design.\n\n"
         "usage: edgecase COMMAND …\n\n" +
         table_of(rows) +
         "\n"
         "  edgecase help COMMAND    help of a command\n"
         "  edgecase --version\n\n"
         "To get started: edgecase examples, then edgecase run SCENARIO\n"
         "Exit codes: 0 ok, 1 failure, 2 usage error or invalid scenario, 3 objective missed,\n"
         "4 regression (compare --fail-on regression), 5 inconclusive (--strict), 130 "
         "interrupted\n";
}

std::string usage_line(const Command& command, const std::string& title) {
  std::string line = "usage: " + title;
  bool has_options = false;
  for (const Argument& argument : command.arguments) {
    if (!argument.positional) {
      has_options = true;
      continue;
    }
    const std::string name = argument.names + (argument.repeatable ? "…" : "");
    line += argument.required ? " " + name : " [" + name + "]";
  }
  if (!command.subcommands.empty()) line += " COMMAND";
  return has_options ? line + " [OPTIONS]" : line;
}

std::string help_text(const Command& command, const std::string& title) {
  std::vector<std::pair<std::string, std::string>> positionals, options, subcommands;
  for (const Argument& argument : command.arguments) {
    (argument.positional ? positionals : options).emplace_back(left_of(argument), doc_of(argument));
  }
  options.emplace_back("-h, --help", "show this help");
  for (const Command& sub : command.subcommands) subcommands.emplace_back(sub.name, sub.summary);
  std::string text = command.summary + "\n\n" + usage_line(command, title) + "\n";
  if (!subcommands.empty()) text += "\n" + table_of(subcommands);
  if (!positionals.empty()) text += "\n" + table_of(positionals);
  if (command.subcommands.empty()) text += "\n" + table_of(options);
  return command.details.empty() ? text : text + "\n" + command.details;
}

}  // namespace edgecase::cli
