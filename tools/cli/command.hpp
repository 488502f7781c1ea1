#pragma once
// The description of a command: its name, arguments and action. Help, completion, the parser and
// "did you mean" all read it.

#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace edgecase::cli {

enum class ExitCode {
  ok = 0,
  failure = 1,       // an environment error, or a bug in edgecase
  usage = 2,         // wrong arguments, invalid scenario
  broken = 3,        // an objective is missed
  regression = 4,    // compare --fail-on regression
  inconclusive = 5,  // with --strict
  interrupted = 130
};

/// The command line is wrong.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Stores the given value; returns an error text if it is invalid ("takes a whole number").
using Take = std::function<std::optional<std::string>(const std::string& text)>;

struct NumberRange {
  std::uint64_t least = 0;
  std::uint64_t most = UINT64_MAX;
};

struct Argument {
  std::string names;  // "SCENARIO"; "-o,--output"
  std::string value;  // placeholder of its value: "FILE"; empty for a flag
  std::string doc;
  Take take;
  bool positional = false;
  bool required = false;
  bool repeatable = false;
  std::vector<std::string> choices = {};  // for help and completion
  std::string usual = {};                 // the default, for help
  std::optional<NumberRange> range = {};  // of a whole number
};

/// "-o,--output" as two words; valid as long as the argument.
std::vector<std::string_view> spellings(const Argument& argument);

struct Command {
  std::string name;
  std::string summary;
  std::string details;  // below the help: examples, exit codes
  std::vector<Argument> arguments;
  std::function<ExitCode()> act;  // empty: one of the subcommands must be named
  std::vector<Command> subcommands = {};
};

// Each of these fills its target. The default that help shows for an option, a choice or a number
// is the value of the target at this call.

Argument positional(std::string name, std::string& target, std::string doc);
Argument optional_positional(std::string name, std::string& target, std::string doc);
/// At least one.
Argument positionals(std::string name, std::vector<std::string>& target, std::string doc);
/// Any number, also none.
Argument optional_positionals(std::string name, std::vector<std::string>& target, std::string doc);
Argument option(std::string names, std::string value, std::string& target, std::string doc);
/// May be given several times; values are never split.
Argument options(std::string names, std::string value, std::vector<std::string>& target,
                 std::string doc);
Argument number(std::string names, std::string value, std::uint64_t& target, NumberRange range,
                std::string doc);
/// Without a default of its own: absent means that the doc's words apply.
Argument number(std::string names, std::string value, std::optional<std::uint64_t>& target,
                NumberRange range, std::string doc);
Argument choice(std::string names, const std::vector<std::string>& choices, std::string& target,
                std::string doc);
Argument flag(std::string names, bool& target, std::string doc);
/// --allow-outside, of every command that loads scenarios.
Argument outside_flag(bool& target);

/// Fills the targets of the command's arguments. Throws UsageError.
void parse(const Command& command, const std::string& title, const std::vector<std::string>& words);

}  // namespace edgecase::cli
