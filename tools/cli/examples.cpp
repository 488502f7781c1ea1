// `edgecase examples`: the shipped scenarios, each with the question it answers.
#include <filesystem>
#include <memory>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/next.hpp"
#include "cli/terminal.hpp"

namespace edgecase::cli {
namespace {

/// Relative to the working directory if it is below it; else absolute.
std::string path_of(const std::filesystem::path& file) {
  const std::filesystem::path near = file.lexically_proximate(std::filesystem::current_path());
  return near.empty() || *near.begin() == ".." ? file.string() : near.string();
}

ExitCode list_examples() {
  std::string text;
  for (const Example& example : examples()) {
    const std::string& line = example.question.empty() ? example.title : example.question;
    text += fmt::format("{}\n  {}\n  edgecase run {}\n", example.name, line,
                        shell_word(path_of(example.file)));
  }
  print(text);
  return ExitCode::ok;
}

}  // namespace

Command examples_command() {
  return {"examples",
          "list the shipped scenarios, each with the question it answers",
          "To start from one of them: edgecase init NAME --example EXAMPLE\n",
          {},
          list_examples};
}

}  // namespace edgecase::cli
