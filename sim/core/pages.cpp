#include "core/pages.hpp"

#include <cstdlib>
#include <limits>
#include <utility>

#ifdef __linux__
#include <sys/mman.h>
#endif

#include <edgecase/error.hpp>

namespace edgecase {
namespace {

#if defined(__linux__) && !defined(EDGECASE_PORTABLE)

constexpr std::uint64_t page_bytes = std::uint64_t{2} << 20;

void* reserve_pages(std::size_t bytes) {
  void* got = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (got == MAP_FAILED) return nullptr;
  // Advice only: where it is refused the run is slower, not different. What is smaller than a huge
  // page would pay for zeroing all of one.
  if (bytes >= 2 * page_bytes) (void)madvise(got, bytes, MADV_HUGEPAGE);
  return got;
}

void release_pages(void* data, std::size_t bytes) { munmap(data, bytes); }

#else

constexpr std::uint64_t page_bytes = 4096;

/// Begins at a page, because its users align what they put there from its start. What was allocated
/// stands right before it.
void* reserve_pages(std::size_t bytes) {
  void* allocated = std::calloc(1, bytes + page_bytes);
  if (allocated == nullptr) return nullptr;
  const auto from = reinterpret_cast<std::uintptr_t>(allocated);
  char* data = static_cast<char*>(allocated) + (page_bytes - from % page_bytes);
  reinterpret_cast<void**>(data)[-1] = allocated;
  return data;
}

void release_pages(void* data, std::size_t) { std::free(static_cast<void**>(data)[-1]); }

#endif

}  // namespace

Pages::Pages(std::uint64_t bytes) {
  // The last page stands beyond what was asked for: whoever prefetches may look past the end.
  if (bytes > std::numeric_limits<std::size_t>::max() / 2)
    throw Error("the run needs more memory than this machine can address");
  size_ = static_cast<std::size_t>((bytes + page_bytes - 1) / page_bytes * page_bytes + page_bytes);
  data_ = reserve_pages(size_);
  if (data_ == nullptr) throw Error("the system refuses to reserve memory for the run");
}

Pages::~Pages() {
  if (data_ != nullptr) release_pages(data_, size_);
}

Pages::Pages(Pages&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Pages& Pages::operator=(Pages&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

}  // namespace edgecase
