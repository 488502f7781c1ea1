#include "cli/case_session.hpp"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <edgecase/error.hpp>

#include "cli/terminal.hpp"
#include "load/text/render.hpp"

namespace edgecase::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot_append(const fs::path& file, int why) {
  throw Error(fmt::format("cannot write {}: {}; what was there before is still there",
                          file.string(), std::strerror(why)));
}

class LockedFile {
 public:
  explicit LockedFile(const fs::path& file)
      : number_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    if (number_ >= 0) ::flock(number_, LOCK_EX);
  }
  ~LockedFile() {
    if (number_ >= 0) ::close(number_);
  }
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

/// Whether a whole line begins there; a line that was cut off has no line break.
bool has_line_break(int file, off_t from) {
  std::string rest(1 << 16, '\0');
  const ssize_t size = ::pread(file, rest.data(), rest.size(), from);
  return size > 0 && std::string_view(rest).substr(0, static_cast<std::size_t>(size)).find('\n') !=
                         std::string_view::npos;
}

bool write_whole(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

void append_lines(const fs::path& file, std::size_t whole, const std::string& lines) {
  const LockedFile out(file);
  struct stat before{};
  if (out.number() < 0 || ::fstat(out.number(), &before) != 0) cannot_append(file, errno);
  const auto size = static_cast<off_t>(whole);
  if (before.st_size < size)
    throw Error(fmt::format("{} became shorter while this command ran", file.string()));
  if (before.st_size > size && has_line_break(out.number(), size))
    throw Error(
        fmt::format("another command has written to {} meanwhile; repeat this one", file.string()));
  if (::ftruncate(out.number(), size) != 0 || ::lseek(out.number(), size, SEEK_SET) < 0)
    cannot_append(file, errno);
  const bool written =
      write_whole(out.number(), lines) && (::fsync(out.number()) == 0 || errno == EINVAL);
  if (written) return;
  const int why = errno;
  static_cast<void>(::ftruncate(out.number(), size) == 0);
  cannot_append(file, why);
}

std::int64_t now_seconds() {
  if (const char* set = std::getenv("EDGECASE_NOW"))
    if (const auto at = seconds_of(set)) return *at;
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

SessionFolder::SessionFolder(fs::path folder) : folder_(std::move(folder)) {
  const fs::path file = folder_ / log_name;
  std::error_code unreadable;
  if (!fs::exists(file, unreadable))
    throw Error(
        fmt::format("there is no session in {} (no {}): begin one with `edgecase case start "
                    "NAME`, then change to its folder",
                    folder_.empty() ? "this folder" : folder_.string(), log_name));
  std::string problem;
  log_ = SessionLog::read(read_file(file), problem);
  if (!problem.empty())
    throw Error(fmt::format("{}: {}; the log was changed by something else than edgecase",
                            file.string(), problem));
  if (log_.events().empty()) throw Error(fmt::format("{} is empty", file.string()));
  const Json& start = log_.events().front();
  const std::string name = text_in(start, "file", text_in(start, "case"));
  case_ = open_case_or_complain(name);
  if (!case_) throw Error(fmt::format("the case {} cannot be read", name));
  if (case_->digest != text_in(start, "digest"))
    throw Error(
        fmt::format("the case {} has changed since this session began (version {} then, {} now): "
                    "its scores would not be comparable; start a new session",
                    name, number_in(start, "version"), case_->spec.metadata.version));
}

void SessionFolder::add(const Json& event) {
  const std::size_t whole = log_.whole();
  SessionLog longer = log_;
  append_lines(folder_ / log_name, whole, longer.add(event, time_text(now_seconds())));
  log_ = std::move(longer);
}

Session SessionFolder::state() const { return session_of(log_, now_seconds()); }

CaseDesign SessionFolder::design() const {
  CaseDesign design;
  design.name = (folder_ / design_name).string();
  design.text = read_file(folder_ / design_name);
  return design;
}

bool design_is_right(const SessionFolder& folder, const CaseEntry& entry) {
  Diagnostics diagnostics;
  const auto plan =
      case_plan(folder.of_case(), entry.stage, entry.design, folder.catalogue(), diagnostics);
  if (!diagnostics.empty())
    show(render_text(diagnostics, {.color = wants_color("auto", Stream::err)}));
  return plan != nullptr;
}

}  // namespace edgecase::cli
