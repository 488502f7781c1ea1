// Splits the words of a command line into options and positionals, and gives each argument its
// values. `--name value`, `--name=value`, `-n value`, `-nvalue`, flags in one word (`-qn value`);
// after a lone `--` everything is a positional.
//
// Not getopt_long: it accepts abbreviated names, takes coordinates such as `-33.9,18.4` for options
// and keeps its state in globals.
#include <algorithm>

#include <fmt/core.h>

#include "cli/command.hpp"
#include "load/text/suggest.hpp"

namespace edgecase::cli {
namespace {

/// "-" means stdin, and -33.9,18.4 is a place.
bool is_option(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && word[1] != '.' && (word[1] < '0' || word[1] > '9');
}

class Words {
 public:
  Words(const Command& command, const std::vector<std::string>& words)
      : command_(command), words_(words), values_(command.arguments.size()) {
    bool only_positionals = false;
    while (at_ < words_.size()) {
      const std::string& word = words_[at_++];
      if (only_positionals || !is_option(word))
        take_positional(word);
      else if (word == "--")
        only_positionals = true;
      else if (word.starts_with("--"))
        take_long(word);
      else
        take_short(word);
    }
  }

  /// Of the n-th argument; a flag has an empty one each time it is given.
  const std::vector<std::string>& values(std::size_t n) const { return values_[n]; }
  /// What no argument takes.
  const std::vector<std::string>& extras() const { return extras_; }

 private:
  /// The number of the option; that of none: absent.
  std::optional<std::size_t> option(std::string_view name) const {
    for (std::size_t n = 0; n < values_.size(); ++n) {
      const Argument& argument = command_.arguments[n];
      if (argument.positional) continue;
      const auto names = spellings(argument);
      if (std::ranges::find(names, name) != names.end()) return n;
    }
    return std::nullopt;
  }

  bool is_flag(std::size_t n) const { return command_.arguments[n].value.empty(); }

  void take_next(std::size_t n, std::string_view name) {
    if (at_ == words_.size())
      throw UsageError(fmt::format("`{}` needs a value: {}", name, command_.arguments[n].value));
    values_[n].push_back(words_[at_++]);
  }

  void take_long(const std::string& word) {
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const auto n = option(name);
    if (!n) return extras_.push_back(word);
    const bool has_value = equals != std::string::npos;
    if (is_flag(*n) && has_value) throw UsageError(fmt::format("`{}` takes no value", name));
    if (is_flag(*n) || has_value)
      values_[*n].push_back(has_value ? word.substr(equals + 1) : "");
    else
      take_next(*n, name);
  }

  void take_short(const std::string& word) {
    for (std::size_t letter = 1; letter < word.size(); ++letter) {
      const std::string name{'-', word[letter]};
      const auto n = option(name);
      if (!n) return extras_.push_back(letter == 1 ? word : name);
      if (is_flag(*n)) {
        values_[*n].emplace_back();
        continue;
      }
      if (letter + 1 == word.size()) return take_next(*n, name);
      return values_[*n].push_back(word.substr(letter + 1));
    }
  }

  void take_positional(const std::string& word) {
    for (std::size_t n = 0; n < values_.size(); ++n) {
      const Argument& argument = command_.arguments[n];
      if (argument.positional && (argument.repeatable || values_[n].empty()))
        return values_[n].push_back(word);
    }
    extras_.push_back(word);
  }

  const Command& command_;
  const std::vector<std::string>& words_;
  std::size_t at_ = 0;
  std::vector<std::vector<std::string>> values_;
  std::vector<std::string> extras_;
};

[[noreturn]] void refuse_extra(const Command& command, const std::string& title,
                               const std::vector<std::string>& extras) {
  const auto first = std::ranges::find_if(extras, is_option);
  if (first == extras.end()) {
    throw UsageError(fmt::format("`{}` is one argument too many for `{}`", extras.front(), title));
  }
  std::vector<std::string_view> known;
  for (const Argument& argument : command.arguments) {
    if (!argument.positional) std::ranges::copy(spellings(argument), std::back_inserter(known));
  }
  const std::string name = first->substr(0, first->find('='));
  const std::string near = did_you_mean(name, known);
  throw UsageError(
      fmt::format("`{}` has no option `{}`{}{}", title, name, near.empty() ? "" : "; ", near));
}

}  // namespace

void parse(const Command& command, const std::string& title,
           const std::vector<std::string>& words) {
  const Words split(command, words);
  if (!split.extras().empty()) refuse_extra(command, title, split.extras());
  for (std::size_t n = 0; n < command.arguments.size(); ++n) {
    const Argument& argument = command.arguments[n];
    if (argument.required && split.values(n).empty()) {
      throw UsageError(fmt::format("`{}` needs {}: {}", title, argument.names, argument.doc));
    }
    for (const std::string& text : split.values(n)) {
      if (const auto complaint = argument.take(text)) {
        throw UsageError(fmt::format("`{}` {}", spellings(argument).back(), *complaint));
      }
    }
  }
}

}  // namespace edgecase::cli
