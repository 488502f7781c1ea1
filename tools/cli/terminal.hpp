#pragma once
// Output of the tool: data on stdout, messages on stderr, progress only on a terminal.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

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

/// The progress of a study on stderr: one line that changes on a terminal, elsewhere (a log) a line
/// every ten seconds.
class Progress {
 public:
  static constexpr std::chrono::seconds between_lines{10};

  explicit Progress(bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::size_t done, std::size_t of);
  void clear();

 private:
  bool on_;
  bool line_;  // stderr is a terminal
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_;  // when a line was written
};

}  // namespace edgecase::cli
