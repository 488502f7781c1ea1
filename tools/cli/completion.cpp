// `edgecase completion`: shell completion of commands, options and their choices.
#include <memory>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"

namespace edgecase::cli {
namespace {

std::string words_of(const Command& command) {
  std::string words;
  for (const Command& sub : command.subcommands) words += sub.name + " ";
  for (const Argument& argument : command.arguments) {
    if (argument.positional) {
      for (const std::string& one : argument.choices) words += one + " ";
    } else {
      for (const std::string_view name : spellings(argument)) words += fmt::format("{} ", name);
    }
  }
  return words + "--help";
}

/// One case of a shell's `case`: command (and subcommand) -> words.
void add_cases(std::string& text, const Command& command, const std::string& before) {
  text += fmt::format("    '{}{}') words='{}' ;;\n", before, command.name, words_of(command));
  for (const Command& sub : command.subcommands) add_cases(text, sub, before + command.name + " ");
}

std::string bash_script() {
  std::string names;
  std::string cases;
  std::string nested;
  for (const Command& command : all_commands()) {
    names += command.name + " ";
    add_cases(cases, command, "");
    if (!command.subcommands.empty()) nested += (nested.empty() ? "" : "|") + command.name;
  }
  return "_edgecase() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} name=${COMP_WORDS[1]} words=\n"
         "  COMPREPLY=()\n"
         "  if [ \"$COMP_CWORD\" = 1 ]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -W '" +
         names +
         "--version --help' -- \"$cur\")\n"
         "    return\n"
         "  fi\n"
         "  case $name in " +
         nested +
         ") [ \"$COMP_CWORD\" -gt 2 ] && "
         "name+=\" ${COMP_WORDS[2]}\" ;; esac\n"
         "  case $name in\n" +
         cases +
         "  esac\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\"; compgen -f -- \"$cur\")\n"
         "}\n"
         "complete -o filenames -F _edgecase edgecase\n";
}

/// zsh runs bash's completions.
std::string zsh_script() {
  return "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n" +
         bash_script();
}

std::string quoted_for_fish(const std::string& text) {
  std::string out = "'";
  for (char c : text) out += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return out + "'";
}

std::string fish_script() {
  std::string text;
  const auto add = [&](const Command& command, const std::string& condition) {
    for (const Argument& argument : command.arguments) {
      if (argument.positional) continue;
      text += fmt::format("complete -c edgecase -n {}", quoted_for_fish(condition));
      for (const std::string_view name : spellings(argument)) {
        if (name.starts_with("--"))
          text += fmt::format(" -l {}", name.substr(2));
        else
          text += fmt::format(" -s {}", name.substr(1));
      }
      if (!argument.value.empty()) text += " -r";
      std::string all;
      for (const std::string& one : argument.choices) all += (all.empty() ? "" : " ") + one;
      if (!all.empty()) text += " -a " + quoted_for_fish(all);
      text += fmt::format(" -d {}\n", quoted_for_fish(argument.doc));
    }
  };
  for (const Command& command : all_commands()) {
    text += fmt::format("complete -c edgecase -n __fish_use_subcommand -a {} -d {}\n", command.name,
                        quoted_for_fish(command.summary));
    add(command, "__fish_seen_subcommand_from " + command.name);
    for (const Command& sub : command.subcommands) {
      text += fmt::format("complete -c edgecase -n {} -a {} -d {}\n",
                          quoted_for_fish("__fish_seen_subcommand_from " + command.name), sub.name,
                          quoted_for_fish(sub.summary));
      add(sub, "__fish_seen_subcommand_from " + sub.name);
    }
  }
  return text;
}

}  // namespace

Command completion_command() {
  const auto shell = std::make_shared<std::string>();
  Argument argument = choice("SHELL", {"bash", "zsh", "fish"}, *shell, "bash, zsh or fish");
  argument.positional = true;
  argument.required = true;
  return {
      "completion",
      "print the completion script for your shell",
      "  bash:  source <(edgecase completion bash)\n"
      "  zsh:   source <(edgecase completion zsh)\n"
      "  fish:  edgecase completion fish | source\n",
      {std::move(argument)},
      [shell] {
        print(*shell == "bash" ? bash_script() : *shell == "zsh" ? zsh_script() : fish_script());
        return ExitCode::ok;
      }};
}

}  // namespace edgecase::cli
