#include "cli/mcp_tools.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/text/suggest.hpp"

namespace edgecase::cli {
namespace {

/// "--set" is `set`, "SCENARIO" is `scenario`.
std::string member_name(const Argument& argument) {
  std::string name(spellings(argument).back());
  name.erase(0, name.find_first_not_of('-'));
  std::ranges::transform(name, name.begin(), [](char c) {
    if (c == '-') return '_';
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return name;
}

bool is_flag(const Argument& argument) { return !argument.positional && argument.value.empty(); }

Json schema_of(const Argument& argument) {
  if (is_flag(argument)) return {{"type", "boolean"}};
  if (argument.range) {
    Json schema{{"type", "integer"}, {"minimum", argument.range->least}};
    if (argument.range->most != UINT64_MAX) schema["maximum"] = argument.range->most;
    return schema;
  }
  Json schema{{"type", "string"}};
  if (!argument.choices.empty()) schema["enum"] = argument.choices;
  return schema;
}

/// As the command line would have it; throws UsageError for what it cannot hold.
std::string word_of(const Argument& argument, const std::string& name, const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() && argument.range) return value.dump();
  throw UsageError(fmt::format("`{}` takes {}, not {}", name,
                               argument.range ? "a whole number" : "a text", dumped(value, -1)));
}

void take_member(const Argument& argument, const std::string& name, const Json& value) {
  const auto give = [&](const std::string& word) {
    if (word.find('\0') != std::string::npos)
      throw UsageError(fmt::format("`{}` contains a zero byte", name));
    if (const auto complaint = argument.take(word))
      throw UsageError(fmt::format("`{}` {}", name, *complaint));
  };
  if (is_flag(argument)) {
    if (!value.is_boolean()) throw UsageError(fmt::format("`{}` takes true or false", name));
    if (value.get<bool>()) give("");
    return;
  }
  if (!argument.repeatable) return give(word_of(argument, name, value));
  if (!value.is_array()) throw UsageError(fmt::format("`{}` takes a list of texts", name));
  for (const Json& one : value) give(word_of(argument, name, one));
}

}  // namespace

std::vector<AssistantTool> assistant_tools() {
  return {scenarios_tool(), check_tool(), run_tool(), compare_tool(), why_tool(), explain_tool()};
}

Json schema_of(const std::vector<Argument>& arguments) {
  Json schema{{"type", "object"}, {"properties", Json::object()}};
  Json required = Json::array();
  for (const Argument& argument : arguments) {
    Json one = schema_of(argument);
    if (argument.repeatable) one = {{"type", "array"}, {"items", std::move(one)}};
    one["description"] = argument.usual.empty()
                             ? argument.doc
                             : fmt::format("{} (default: {})", argument.doc, argument.usual);
    const std::string name = member_name(argument);
    schema["properties"][name] = std::move(one);
    if (argument.required) required.push_back(name);
  }
  if (!required.empty()) schema["required"] = std::move(required);
  schema["additionalProperties"] = false;
  return schema;
}

void take_members(const AssistantTool& tool, const Json& members) {
  std::vector<std::string> names;
  for (const Argument& argument : tool.arguments) names.push_back(member_name(argument));
  for (const auto& [name, value] : members.items()) {
    const auto at = std::ranges::find(names, name);
    if (at == names.end()) {
      const std::vector<std::string_view> known(names.begin(), names.end());
      const std::string near = did_you_mean(name, known);
      throw UsageError(fmt::format("`{}` has no argument `{}`{}{}", tool.name, name,
                                   near.empty() ? "" : "; ", near));
    }
    take_member(tool.arguments[static_cast<std::size_t>(at - names.begin())], name, value);
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (tool.arguments[i].required && !members.contains(names[i]))
      throw UsageError(
          fmt::format("`{}` needs `{}`: {}", tool.name, names[i], tool.arguments[i].doc));
  }
}

}  // namespace edgecase::cli
