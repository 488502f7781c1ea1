#include "cli/terminal.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <edgecase/error.hpp>

namespace edgecase::cli {
namespace {

std::atomic<bool> was_interrupted{false};

extern "C" void on_interrupt(int signal) {
  was_interrupted.store(true);
  std::signal(signal, SIG_DFL);
}

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

void write_all(std::FILE* file, std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (std::fflush(file) != 0 || !written)
    throw Error(fmt::format("cannot write to stdout: {}", std::strerror(errno)));
}

}  // namespace

void print(std::string_view data) { write_all(stdout, data); }

void say(std::string_view message) {
  std::string plain(message);  // file names may hold what steers a terminal
  for (char& c : plain)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F) c = '?';
  show(fmt::format("edgecase: {}\n", plain));
}

void show(std::string_view text) {
  // A failure of stderr itself cannot be reported.
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
}

bool is_terminal(Stream stream) {
  return isatty(stream == Stream::out ? STDOUT_FILENO : STDERR_FILENO) == 1;
}

bool wants_color(const std::string& mode, Stream stream) {
  if (mode != "auto") return mode == "always";
  if (is_set("NO_COLOR")) return false;
  if (is_set("FORCE_COLOR")) return true;
  const char* term = std::getenv("TERM");
  const bool dumb = term != nullptr && std::string_view(term) == "dumb";
  return !dumb && is_terminal(stream);
}

std::size_t text_width() {
  constexpr std::uint64_t least = 40;
  constexpr std::uint64_t most = 1000;
  constexpr std::uint64_t usual = 100;
  const char* columns = std::getenv("COLUMNS");
  std::uint64_t width = 0;
  const std::string_view text = columns == nullptr ? std::string_view{} : columns;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), width);
  if (read.ec == std::errc{} && read.ptr == text.data() + text.size() && width > 0)
    return static_cast<std::size_t>(std::clamp(width, least, most));
  winsize size{};
  const bool known = is_terminal(Stream::out) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
  return static_cast<std::size_t>(
      known && size.ws_col > 0 ? std::max<std::uint64_t>(least, size.ws_col) : usual);
}

const std::atomic<bool>& interrupted() { return was_interrupted; }

void watch_for_interrupt() {
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
}

Progress::Progress(bool quiet)
    : on_(!quiet), line_(is_terminal(Stream::err)), last_(std::chrono::steady_clock::now()) {}

Progress::~Progress() { clear(); }

void Progress::show(std::size_t done, std::size_t of) {
  if (!on_) return;
  const std::string text = fmt::format("{} of {} done", done, of);
  if (line_) {
    shown_ = true;
    return cli::show("\r" + text);
  }
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < between_lines || done == of) return;
  last_ = now;
  say(text);
}

void Progress::clear() {
  if (shown_) cli::show("\r\033[K");
  shown_ = false;
}

}  // namespace edgecase::cli
