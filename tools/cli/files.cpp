#include "cli/files.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include <fmt/core.h>
#include <sys/auxv.h>

#include <edgecase/error.hpp>

namespace edgecase::cli {
namespace {

namespace fs = std::filesystem;

std::string text_at(const Document& document, std::string_view path) {
  const Node* node = document.find(path);
  return node != nullptr && node->kind == Node::Kind::scalar ? node->text : std::string();
}

/// Suggests the full path if only the name of a shipped scenario was given.
[[noreturn]] void no_such_file(const std::string& scenario) {
  for (const Example& example : examples()) {
    if (example.name == fs::path(scenario).stem()) {
      throw Error(fmt::format("cannot read {}: no such file; the shipped example is {}", scenario,
                              example.file.string()));
    }
  }
  throw Error(fmt::format(
      "cannot read {}: no such file (`edgecase examples` lists the shipped scenarios)", scenario));
}

/// The path of this executable: from /proc or, if that is not mounted, the path it was started
/// with. Empty on failure.
fs::path own_file() {
  std::error_code failed;
  fs::path file = fs::read_symlink("/proc/self/exe", failed);
  if (failed) {
    // The auxiliary vector holds pointers as integers. NOLINTNEXTLINE(performance-no-int-to-ptr)
    file = fs::canonical(reinterpret_cast<const char*>(getauxval(AT_EXECFN)), failed);
  }
  return failed ? fs::path() : file;
}

}  // namespace

fs::path data_folder() {
  const char* set = std::getenv("EDGECASE_DATA");
  if (set != nullptr && *set != '\0') {
    std::error_code unreadable;
    if (fs::is_directory(set, unreadable)) return set;
    throw Error(fmt::format("EDGECASE_DATA is {}, which is not a folder", set));
  }
  if (const fs::path binary = own_file(); !binary.empty()) {
    for (const char* beside : {EDGECASE_INSTALLED_SCENARIOS, EDGECASE_SOURCE_SCENARIOS}) {
      const fs::path folder = binary.parent_path() / beside;
      std::error_code unreadable;
      if (fs::is_directory(folder, unreadable)) return folder.lexically_normal();
    }
  }
  throw Error("cannot find the shipped scenarios: set EDGECASE_DATA to their folder");
}

std::vector<Example> examples() {
  std::vector<Example> all;
  for (const auto& entry : fs::directory_iterator(data_folder())) {
    if (!entry.is_regular_file() || entry.path().extension() != ".yaml") continue;
    Diagnostics ignored;
    const auto document = load_document(entry.path(), {}, ignored);
    if (!document || text_at(*document, "kind") != "Scenario") continue;
    all.push_back({entry.path().stem().string(), entry.path(), text_at(*document, "metadata.title"),
                   text_at(*document, "metadata.question")});
  }
  std::ranges::sort(all, {}, &Example::name);
  return all;
}

Catalogue catalogue_beside(const fs::path& scenario) {
  return Catalogue(
      {scenario.parent_path().empty() ? fs::path(".") : scenario.parent_path(), data_folder()});
}

Loaded load_scenario(const std::string& scenario, const std::vector<std::string>& overrides,
                     bool color, bool allow_outside) {
  const LoadOptions options{overrides, {data_folder()}, allow_outside, color};
  if (scenario == "-") {
    return load_text(read_stdin(), "stdin", options);
  }
  std::error_code unreadable;
  if (!fs::exists(scenario, unreadable)) no_such_file(scenario);
  return load_file(scenario, options);
}

std::string read_file(const fs::path& file) {
  constexpr std::size_t most = std::size_t{1} << 30;  // a device may never end
  constexpr std::size_t at_once = std::size_t{1} << 20;
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(fmt::format("cannot read {}", file.string()));
  std::string text;
  while (in && text.size() <= most) {
    const std::size_t before = text.size();
    text.resize(before + at_once);
    in.read(text.data() + before, static_cast<std::streamsize>(at_once));
    text.resize(before + static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) throw Error(fmt::format("cannot read {}", file.string()));
  if (text.size() > most) throw Error(fmt::format("{} is larger than 1 GiB", file.string()));
  return text;
}

std::string read_stdin() {
  const std::size_t most = LoadLimits{}.bytes;
  std::string text(most + 1, '\0');
  std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (std::cin.bad()) throw Error("cannot read stdin");
  text.resize(static_cast<std::size_t>(std::cin.gcount()));
  return text;
}

}  // namespace edgecase::cli
