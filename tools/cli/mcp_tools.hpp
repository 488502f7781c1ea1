#pragma once
// What an assistant can call: commands of this tool, as the Model Context Protocol describes tools.
// The arguments are those of the command line, so that a schema repeats no word of the help.
// Files: only below the folder in which the server was started, and the scenarios that ship.

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "load/json.hpp"

namespace edgecase::cli {

/// What a call to a tool comes to. `wrong`: the assistant should read the text and try again.
struct ToolAnswer {
  std::string text;
  Json data = nullptr;  ///< an object: the same for programs; null: there is none
  bool wrong = false;
};

struct ToolWatch {
  const std::atomic<bool>* stop = nullptr;  ///< becomes true when the answer is no longer awaited
  std::function<void(std::size_t done, std::size_t of)> progress = {};
};

struct AssistantTool {
  std::string name;
  std::string title;
  std::string description;
  std::vector<Argument> arguments;
  /// After the arguments were given to their targets. Throws as commands do.
  std::function<ToolAnswer(const ToolWatch& watch)> call;
};

/// All of them, each with targets of its own: made anew for every call.
std::vector<AssistantTool> assistant_tools();

AssistantTool check_tool();
AssistantTool run_tool();
AssistantTool compare_tool();
AssistantTool why_tool();
AssistantTool explain_tool();
AssistantTool scenarios_tool();

/// The JSON Schema of the tool's arguments: `--replications` is `replications`.
Json schema_of(const std::vector<Argument>& arguments);

/// Gives each member of the object to the argument of its name. Throws UsageError.
void take_members(const AssistantTool& tool, const Json& members);

}  // namespace edgecase::cli
