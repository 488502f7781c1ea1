#include "cli/outputs.hpp"

#include <cerrno>
#include <cstring>
#include <set>
#include <utility>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <edgecase/error.hpp>

#include "cli/command.hpp"
#include "cli/terminal.hpp"

namespace edgecase::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot_write(const fs::path& file, int why) {
  throw Error(fmt::format("cannot write {}: {}", file.string(), std::strerror(why)));
}

/// Where the content goes: symbolic links are followed, even to a file that does not exist yet.
fs::path target_of(const fs::path& file) {
  std::error_code unresolved;
  fs::path target = fs::weakly_canonical(fs::absolute(file), unresolved);
  return unresolved ? file : target;
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  /// Some file systems report only here that a write failed.
  bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// The name under which new content is completed. The process number keeps runs apart.
fs::path beside(const fs::path& target) {
  return target.parent_path() / fmt::format(".{}.{}.tmp", target.filename().string(), ::getpid());
}

int create(const fs::path& temporary) {
  return ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
}

bool is_written_directly(const fs::path& target) {
  struct stat found{};
  return ::stat(target.c_str(), &found) == 0 && !S_ISREG(found.st_mode);
}

void check_writable(const fs::path& file) {
  const fs::path target = target_of(file);
  std::error_code unknown;
  if (fs::is_directory(target, unknown)) cannot_write(file, EISDIR);
  if (::access(target.c_str(), W_OK) != 0 && errno != ENOENT) cannot_write(file, errno);
  if (is_written_directly(target)) return;
  const fs::path temporary = beside(target);
  const Descriptor probe(create(temporary));
  if (probe.number() < 0) cannot_write(file, errno);
  ::unlink(temporary.c_str());
}

void write_directly(const fs::path& file, std::string_view text) {
  Descriptor out(::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  if (out.number() < 0 || !write_all(out.number(), text) || !out.close()) cannot_write(file, errno);
}

/// Without it, a power failure could leave a file that has its new name and no content.
bool flushed_to_disk(int descriptor) { return ::fsync(descriptor) == 0 || errno == EINVAL; }

}  // namespace

void write_file(const fs::path& file, std::string_view text) {
  check_writable(file);
  const fs::path target = target_of(file);
  if (is_written_directly(target)) return write_directly(file, text);
  const fs::path temporary = beside(target);
  Descriptor out(create(temporary));
  if (out.number() < 0) cannot_write(file, errno);
  struct stat old{};
  if (::stat(target.c_str(), &old) == 0) ::fchmod(out.number(), old.st_mode & 07777);
  const bool replaced = write_all(out.number(), text) && flushed_to_disk(out.number()) &&
                        out.close() && ::rename(temporary.c_str(), target.c_str()) == 0;
  if (replaced) return;
  const int why = errno;
  ::unlink(temporary.c_str());
  cannot_write(file, why);
}

Outputs::Outputs(const std::vector<std::string>& files, bool quiet) : quiet_(quiet) {
  std::set<fs::path> named;
  for (const std::string& file : files) {
    check_writable(file);
    const fs::path target = target_of(file);
    if (!is_written_directly(target) && !named.insert(target).second)
      throw UsageError(fmt::format("`{}` is named twice as an output file", file));
  }
}

void Outputs::write(const std::string& file, std::string_view text) {
  try {
    write_file(file, text);
    if (!quiet_) say(fmt::format("wrote {}", file));
  } catch (const Error& error) {
    failures_ += failures_.empty() ? error.what() : fmt::format("; {}", error.what());
  }
}

void Outputs::finish() const {
  if (!failures_.empty()) throw Error(failures_);
}

}  // namespace edgecase::cli
