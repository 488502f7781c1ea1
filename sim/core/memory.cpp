#include "core/memory.hpp"

#include <algorithm>

#if defined(__linux__) && !defined(EDGECASE_PORTABLE)
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace edgecase {
std::uint64_t machine_memory() {
  std::uint64_t most = UINT64_MAX;
#if defined(__linux__) && !defined(EDGECASE_PORTABLE)
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page = sysconf(_SC_PAGESIZE);
  if (pages > 0 && page > 0)
    most = static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(page);
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    most = std::min<std::uint64_t>(most, limit.rlim_cur);
#endif
  return most;
}

}  // namespace edgecase
