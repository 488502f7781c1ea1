// The only user of CLI11, which splits words into options and positionals. Their meaning and error
// messages are ours.
#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "cli/command.hpp"
#include "load/text/suggest.hpp"

namespace edgecase::cli {
namespace {

struct Bound {
  const Argument* argument;
  CLI::Option* option;
};

/// The long name of an option, or the name of a positional.
std::string title_of(const Argument& argument) {
  return argument.names.substr(argument.names.rfind(',') + 1);
}

Bound bind(CLI::App& app, const Argument& argument) {
  if (!argument.positional && argument.value.empty()) {
    return {&argument, app.add_flag(argument.names)};
  }
  CLI::Option* option =
      app.add_option(argument.names, CLI::callback_t([](const CLI::results_t&) { return true; }));
  if (argument.repeatable) option->expected(1, 1 << 29);
  // Otherwise CLI11 lets an option swallow the positionals after it and splits values in brackets.
  option->allow_extra_args(argument.positional && argument.repeatable);
  if (!argument.repeatable) option->take_last();
  return {&argument, option};
}

std::vector<std::string_view> option_names(const Command& command) {
  std::vector<std::string_view> names;
  for (const Argument& argument : command.arguments) {
    if (argument.positional) continue;
    std::string_view rest = argument.names;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      names.push_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return names;
}

[[noreturn]] void refuse_extra(const Command& command, const std::string& title,
                               const std::vector<std::string>& extras) {
  const auto is_option = [](const std::string& word) { return word.size() > 1 && word[0] == '-'; };
  const auto first = std::ranges::find_if(extras, is_option);
  if (first == extras.end()) {
    throw UsageError(fmt::format("`{}` is one argument too many for `{}`", extras.front(), title));
  }
  const std::string name = first->substr(0, first->find('='));
  const std::string near = did_you_mean(name, option_names(command));
  throw UsageError(
      fmt::format("`{}` has no option `{}`{}{}", title, name, near.empty() ? "" : "; ", near));
}

/// CLI11 names the option whose value is missing at the start of its message.
std::string without_value(const Command& command, const std::vector<std::string>& words) {
  for (const Argument& argument : command.arguments) {
    if (argument.positional || argument.value.empty() || words.empty()) continue;
    const std::string all = "," + argument.names + ",";
    if (all.find("," + words.back() + ",") != std::string::npos) {
      return fmt::format("`{}` needs a value: {}", words.back(), argument.value);
    }
  }
  return {};
}

}  // namespace

void parse(const Command& command, const std::string& title,
           const std::vector<std::string>& words) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::vector<Bound> all;
  for (const Argument& argument : command.arguments) all.push_back(bind(app, argument));
  try {
    std::vector<std::string> reversed(words.rbegin(), words.rend());  // as CLI11 wants them
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    const std::string missing = without_value(command, words);
    throw UsageError(missing.empty() ? std::string(error.what()) : missing);
  }
  if (!app.remaining().empty()) refuse_extra(command, title, app.remaining());
  for (const auto& [argument, option] : all) {
    if (argument->required && option->count() == 0) {
      throw UsageError(fmt::format("`{}` needs {}: {}", title, argument->names, argument->doc));
    }
    for (const std::string& text : option->results()) {
      if (const auto complaint = argument->take(text)) {
        throw UsageError(fmt::format("`{}` {}", title_of(*argument), *complaint));
      }
    }
  }
}

}  // namespace edgecase::cli
