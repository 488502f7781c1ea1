// Whatever bytes a case, a design that was handed in, a session's log or a claim is made of: it is
// refused with a reason, or it can be used. The first byte of the input chooses which.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <edgecase/error.hpp>

#include "load/text/render.hpp"
#include "practice/case_check.hpp"
#include "practice/claim.hpp"
#include "practice/session_log.hpp"
#include "support/practice_texts.hpp"

namespace {

using edgecase::Diagnostics;
namespace fs = std::filesystem;

void demand(bool holds) {
  if (!holds) std::abort();
}

/// A folder in memory, the same for all inputs of this process.
const fs::path& folder() {
  static const fs::path path = [] {
    std::string name = fs::exists("/dev/shm") ? "/dev/shm/edgecase-fuzz-XXXXXX"
                                              : fs::temp_directory_path() / "edgecase-fuzz-XXXXXX";
    demand(mkdtemp(name.data()) != nullptr);
    std::ofstream(fs::path(name) / "world.yaml") << edgecase::test::queue_world();
    static const fs::path kept = name;
    std::atexit([] { fs::remove_all(kept); });
    return kept;
  }();
  return path;
}

const edgecase::Catalogue& catalogue() {
  static const auto& shipped = *new edgecase::Catalogue(
      edgecase::Catalogue({EDGECASE_SOURCE_DIR "/scenarios"}).beside(folder()));
  return shipped;
}

std::optional<edgecase::CaseFile> opened(const std::string& text, Diagnostics& diagnostics) {
  std::ofstream(folder() / "case.yaml") << text;
  return edgecase::open_case(folder() / "case.yaml", diagnostics);
}

void case_file(const std::string& text) {
  Diagnostics diagnostics;
  const auto one = opened(text, diagnostics);
  if (one) edgecase::check_case(*one, catalogue(), diagnostics);
  demand(one.has_value() || !edgecase::render_text(diagnostics).empty());
}

void design(const std::string& text) {
  Diagnostics none;
  static const auto& one = *new edgecase::CaseFile(
      opened(edgecase::test::queue_case(edgecase::test::queue_extras()), none).value());
  Diagnostics diagnostics;
  const auto plan = edgecase::case_plan(one, {}, {.text = text}, catalogue(), diagnostics);
  demand((plan != nullptr) != diagnostics.has_errors());
  demand(plan != nullptr || !edgecase::render_text(diagnostics).empty());
}

void log(const std::string& text) {
  std::string problem;
  auto read = edgecase::SessionLog::read(text, problem);
  demand(read.whole() <= text.size());
  edgecase::worked_time(read.events());
  if (problem.empty()) {  // what is appended follows
    const std::string more =
        text.substr(0, read.whole()) + read.add({{"event", "pause"}}, "2026-12-01T10:00:00Z");
    const auto again = edgecase::SessionLog::read(more, problem);
    demand(problem.empty() && again.events().size() == read.events().size());
  }
}

void claim(const std::string& text) {
  std::string problem;
  demand(edgecase::claim_of(text, problem).has_value() == problem.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  constexpr void (*kinds[])(const std::string&) = {case_file, design, log, claim};
  try {
    kinds[data[0] % std::size(kinds)](text);
  } catch (const edgecase::Error&) {  // a file that it names cannot be read
  }
  return 0;
}
