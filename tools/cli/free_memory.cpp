#include "cli/free_memory.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace edgecase::cli {
namespace {

/// The number in a file that holds nothing else. None: there is no such file, or it says "max".
std::optional<std::uint64_t> number_in(const char* path) {
  std::ifstream in(path);
  std::uint64_t value = 0;
  return in >> value ? std::optional(value) : std::nullopt;
}

/// Of a file with lines "NAME VALUE ...".
std::optional<std::uint64_t> entry_in(const char* path, const std::string& wanted) {
  std::ifstream in(path);
  std::string name;
  std::uint64_t value = 0;
  std::string rest;
  while (in >> name >> value && std::getline(in, rest))
    if (name == wanted) return value;
  return std::nullopt;
}

std::uint64_t left_of(std::uint64_t all, std::uint64_t used) { return all > used ? all - used : 0; }

}  // namespace

std::uint64_t free_memory() {
  std::uint64_t most = UINT64_MAX;
#ifdef __linux__
  if (const auto kb = entry_in("/proc/meminfo", "MemAvailable:")) most = *kb * 1024;
  // Cached files count as used by the group, though they make room when asked to.
  const auto group = number_in("/sys/fs/cgroup/memory.max");
  const auto used = number_in("/sys/fs/cgroup/memory.current");
  const auto files = entry_in("/sys/fs/cgroup/memory.stat", "inactive_file");
  if (group && used) most = std::min(most, left_of(*group, left_of(*used, files.value_or(0))));
  rlimit limit{};
  const auto mapped = number_in("/proc/self/statm");  // its first number, in pages
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY && mapped)
    most = std::min<std::uint64_t>(
        most, left_of(limit.rlim_cur, *mapped * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE))));
#endif
  return most;
}

}  // namespace edgecase::cli
