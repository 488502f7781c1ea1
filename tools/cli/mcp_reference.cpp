// The tools of `edgecase mcp` that look things up: explain, scenarios.
#include <memory>

#include <fmt/core.h>

#include "cli/explain.hpp"
#include "cli/files.hpp"
#include "cli/mcp_files.hpp"
#include "cli/mcp_tools.hpp"

namespace edgecase::cli {
namespace {

ToolAnswer list_scenarios() {
  Json data{{"shipped", Json::array()}, {"files", Json::array()}};
  std::string text = "Shipped scenarios, by the name that `run` and the others take\n";
  for (const Example& example : examples()) {
    const std::string& line = example.question.empty() ? example.title : example.question;
    text += fmt::format("  {}: {}\n", example.name, line);
    data["shipped"].push_back(
        {{"name", example.name}, {"title", example.title}, {"question", example.question}});
  }
  text += "Scenarios in this folder\n";
  for (const std::filesystem::path& file : own_scenarios()) {
    text += fmt::format("  {}\n", file.string());
    data["files"].push_back(file.string());
  }
  if (data["files"].empty()) text += "  none\n";
  return {std::move(text), std::move(data)};
}

}  // namespace

AssistantTool explain_tool() {
  const auto topic = std::make_shared<std::string>();
  return {"explain",
          "Explain a key, metric, term or diagnostic code",
          "What a key of a scenario means, its default and the source of that; a metric with its "
          "labels; a term; a diagnostic code.",
          {topic_argument(*topic)},
          [topic](const ToolWatch&) {
            Explanation found = explain_topic(*topic);
            return ToolAnswer{std::move(found.text), nullptr, !found.known};
          }};
}

AssistantTool scenarios_tool() {
  return {"scenarios",
          "List scenarios",
          "Lists the shipped scenarios, each with the question that it answers, and the scenarios "
          "in the folder of the server.",
          {},
          [](const ToolWatch&) { return list_scenarios(); }};
}

}  // namespace edgecase::cli
