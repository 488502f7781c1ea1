#pragma once
// Output of the tool: data on stdout, messages on stderr, progress only on a terminal.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace edgecase::cli {

/// Data. Throws Error when it cannot be written.
void print(std::string_view data);
/// A message: "edgecase: …" and a line break.
void say(std::string_view message);
/// A message as it is.
void show(std::string_view text);

enum class Stream { out, err };
/// auto: on a terminal, unless NO_COLOR is set or TERM is dumb; FORCE_COLOR turns it on.
bool wants_color(const std::string& mode, Stream stream);
bool is_terminal(Stream stream);
/// Characters per line of a report: $COLUMNS if set, otherwise the width of the terminal on stdout,
/// otherwise 100. At least 40.
std::size_t text_width();

/// Becomes true at the first SIGINT or SIGTERM after watch_for_interrupt(); the second one kills.
const std::atomic<bool>& interrupted();
void watch_for_interrupt();

/// How far a study is, by the requests that it has simulated.
struct Expected {
  const std::atomic<std::uint64_t>* simulated = nullptr;
  double requests = 0;  ///< in the end; 0: unknown
};

/// The progress of a study on stderr, with the time that is left once that can be told: one line
/// that changes on a terminal, elsewhere (a log) a line every ten seconds.
class Progress {
 public:
  static constexpr std::chrono::seconds between_lines{10};

  explicit Progress(bool quiet, Expected expected = {});
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// So many replications are done. From any thread.
  void show(std::size_t done, std::size_t of);
  void clear();

 private:
  void tick();
  std::string left() const;
  void write();  // with guard_ held

  bool on_;
  bool line_;  // stderr is a terminal
  bool shown_ = false;
  bool over_ = false;
  Expected expected_;
  std::string done_;  // of replications
  std::chrono::steady_clock::time_point began_;
  std::chrono::steady_clock::time_point last_;  // when a line was written
  std::mutex guard_;
  std::condition_variable ended_;
  std::thread ticks_;  // while requests are counted
};

}  // namespace edgecase::cli
