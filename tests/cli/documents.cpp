// What README.md and the documents show as output of the tool is output of the tool: the command
// that stands before a block is run, and each line of the block must be a line of its output, in
// order. EDGECASE_UPDATE_GOLDEN=1 rewrites lines whose label is still there.
#include <regex>

#include <doctest/doctest.h>

#include "cli/tool.hpp"

using namespace edgecase::test;
namespace fs = std::filesystem;

namespace {

struct Shown {
  std::string command;  ///< without the tool's name; empty: none stands before it
  std::size_t first = 0;
  std::size_t last = 0;  ///< lines [first, last) of the file
};

/// Blocks without a language; those that name one are not output.
std::vector<Shown> shown_in(const std::vector<std::string>& lines) {
  static const std::regex command("`tools/edgecase ([^`]*)`");
  std::vector<Shown> all;
  std::string before;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].starts_with("```")) {
      before += lines[i].starts_with("#") ? std::string() : lines[i] + " ";
      if (lines[i].starts_with("#")) before.clear();
      continue;
    }
    Shown one{"", i + 1, i + 1};
    while (one.last < lines.size() && lines[one.last] != "```") ++one.last;
    for (std::sregex_iterator at(before.begin(), before.end(), command), end; at != end; ++at)
      one.command = (*at)[1];
    if (lines[i] == "```") all.push_back(one);
    before.clear();
    i = one.last;
  }
  return all;
}

/// What a line is about: its words up to the first wide gap.
std::string label_of(const std::string& line) {
  const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
  return line.substr(0, std::min(line.find("  ", begin), line.size()));
}

std::string read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// Compares the block with the output, and mends it where `update` is set.
void check_block(std::vector<std::string>& lines, const Shown& block,
                 const std::vector<std::string>& output, bool update) {
  std::size_t at = 0;
  for (std::size_t i = block.first; i < block.last; ++i) {
    if (lines[i].empty()) continue;
    const auto from = output.begin() + static_cast<std::ptrdiff_t>(at);
    auto found = std::find(from, output.end(), lines[i]);
    if (found == output.end() && update) {
      found = std::find_if(from, output.end(), [&](const std::string& line) {
        return !line.empty() && label_of(line) == label_of(lines[i]);
      });
      if (found != output.end()) lines[i] = *found;
    }
    CAPTURE(block.command);
    CAPTURE(lines[i]);
    CHECK(found != output.end());
    if (found != output.end()) at = static_cast<std::size_t>(found - output.begin()) + 1;
  }
}

void check_document(const Tool& edgecase, const fs::path& file, bool all_are_output) {
  CAPTURE(file);
  const char* const wish = std::getenv("EDGECASE_UPDATE_GOLDEN");
  const bool update = wish != nullptr && std::string_view(wish) == "1";
  const std::string text = read_text(file);
  REQUIRE_FALSE(text.empty());
  std::vector<std::string> lines = lines_of(text);
  for (const Shown& block : shown_in(lines)) {
    if (all_are_output) CHECK_FALSE(block.command.empty());
    // A published trace that does not ship.
    if (block.command.empty() || has(block.command, "cloudPhysicsIO")) continue;
    const std::string output = edgecase(block.command, "COLUMNS=100").out;
    check_block(lines, block, lines_of(output), update);
  }
  if (!update) return;
  std::ofstream out(file, std::ios::binary);
  for (const std::string& line : lines) out << line << '\n';
}

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("every line of output that README.md shows is one that the tool prints") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const fs::path root = EDGECASE_SOURCE_DIR;
    fs::create_directory_symlink(root / "scenarios", edgecase.folder() / "scenarios");
    check_document(edgecase, root / "README.md", true);
  }

  TEST_CASE("so is every one in the documents that stands after a command") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const fs::path root = EDGECASE_SOURCE_DIR;
    fs::create_directory_symlink(root / "scenarios", edgecase.folder() / "scenarios");
    for (const fs::path& folder : {root / "docs", root / "docs/models"})
      for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".md") check_document(edgecase, entry.path(), false);
  }

  TEST_CASE("a line that the tool does not print is found") {
    std::vector<std::string> lines{"Run `tools/edgecase x", "y`:", "```", "a  1", "b  2", "```"};
    const std::vector<Shown> blocks = shown_in(lines);
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].command == "x y");
    CHECK(blocks[0].first == 3);
    CHECK(blocks[0].last == 5);
    check_block(lines, blocks[0], {"a  1", "c", "b  3"}, true);
    CHECK(lines[4] == "b  3");
    CHECK(label_of("  total  $5") == "  total");
  }
}
