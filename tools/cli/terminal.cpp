#include "cli/terminal.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <edgecase/error.hpp>

#include "cli/estimate.hpp"

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

Progress::Progress(bool quiet, Expected expected)
    : on_(!quiet),
      line_(is_terminal(Stream::err)),
      expected_(expected),
      began_(std::chrono::steady_clock::now()),
      last_(began_) {
  if (on_ && expected_.requests > 0) ticks_ = std::thread([this] { tick(); });
}

Progress::~Progress() { clear(); }

void Progress::tick() {
  std::unique_lock lock(guard_);
  const auto every = line_ ? std::chrono::milliseconds(500) : between_lines;
  while (!ended_.wait_for(lock, every, [this] { return over_; })) write();
}

/// Of the whole, with the time that is left; empty while that is a guess.
std::string Progress::left() const {
  if (!(expected_.requests > 0)) return {};
  const double part = static_cast<double>(expected_.simulated->load()) / expected_.requests;
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
  constexpr double too_early_s = 2;
  if (took.count() < too_early_s || part < 0.002) return {};
  if (part >= 0.99) return "nearly done";
  return fmt::format("{:.0f}%, {} left", std::floor(part * 100),
                     about(took.count() * (1 - part) / part));
}

void Progress::write() {
  const std::string time = left();
  const std::string text = done_ + (done_.empty() || time.empty() ? "" : "; ") + time;
  if (text.empty()) return;
  if (line_) {
    shown_ = true;
    return cli::show("\r" + text + "\033[K");
  }
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < between_lines) return;
  last_ = now;
  say(text);
}

void Progress::show(std::size_t done, std::size_t of) {
  if (!on_) return;
  const std::lock_guard lock(guard_);
  done_ = fmt::format("{} of {} done", done, of);
  if (line_ || done < of) write();
}

void Progress::clear() {
  {
    const std::lock_guard lock(guard_);
    over_ = true;
  }
  ended_.notify_all();
  if (ticks_.joinable()) ticks_.join();
  if (shown_) cli::show("\r\033[K");
  shown_ = false;
}

}  // namespace edgecase::cli
