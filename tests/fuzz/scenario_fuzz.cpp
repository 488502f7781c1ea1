// Whatever bytes a scenario and its overrides are made of: it is refused with a diagnostic, or it
// runs, and its numbers are possible. The lines before the first empty one are overrides; the rest
// is the text. The run is a tiny one: what a scenario asks for beyond is taken back.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>

#include <edgecase/load.hpp>
#include <edgecase/report.hpp>
#include <edgecase/run.hpp>

#include "study/audit.hpp"
#include "study/estimate.hpp"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

/// Stops a run that takes longer than this, as a user would.
constexpr std::chrono::milliseconds patience{300};
/// A run that would take more is as good as refused.
constexpr double most_bytes = 2e8;

class Stopper {
 public:
  Stopper() : waits_([this] { watch(); }) { waits_.detach(); }
  const std::atomic<bool>* begin() {
    const std::lock_guard lock(guard_);
    stop_ = false;
    until_ = std::chrono::steady_clock::now() + patience;
    return &stop_;
  }

 private:
  void watch() {
    for (;;) {
      std::this_thread::sleep_for(patience / 3);
      const std::lock_guard lock(guard_);
      if (std::chrono::steady_clock::now() > until_) stop_ = true;
    }
  }
  std::mutex guard_;
  std::atomic<bool> stop_{false};
  std::chrono::steady_clock::time_point until_;
  std::thread waits_;
};

void check_run(const edgecase::Scenario& scenario) {
  static auto& stopper = *new Stopper;
  edgecase::StudyOptions options;
  options.replications = 1;
  options.threads = 1;
  if (edgecase::estimate_of(*scenario.plan(), options).bytes(1) > most_bytes) return;
  options.stop = stopper.begin();
  edgecase::Result result;
  try {
    result = edgecase::study(scenario, options);
  } catch (const edgecase::Interrupted&) {
    return;
  } catch (const edgecase::Error&) {
    return;
  }
  const std::vector<std::string> impossible = edgecase::audit(result);
  for (const std::string& one : impossible) std::fprintf(stderr, "audit: %s\n", one.c_str());
  demand(impossible.empty());
  demand(!edgecase::render(result, edgecase::Format::text).empty());
  demand(!edgecase::render(result, edgecase::Format::json).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  edgecase::LoadOptions options;
  options.catalogues = {EDGECASE_SOURCE_DIR "/tests/support/catalogue",
                        EDGECASE_SOURCE_DIR "/scenarios"};
  std::size_t at = 0;
  for (std::size_t end = input.find('\n'); end != std::string::npos && end > at;
       end = input.find('\n', at)) {
    options.overrides.push_back(input.substr(at, end - at));
    at = end + 1;
  }
  for (const char* small : {"world.horizon.measure=2s", "world.horizon.warm_up=500ms"})
    options.overrides.emplace_back(small);
  const std::string text = at < input.size() ? input.substr(at + 1) : "";
  edgecase::Loaded loaded;
  try {
    loaded = edgecase::load_text(text, "fuzz.yaml", options);
  } catch (const edgecase::Error&) {
    return 0;  // a file that it names cannot be read
  }
  demand(loaded.scenario || !loaded.text.empty());
  if (loaded.scenario) check_run(*loaded.scenario);
  return 0;
}
