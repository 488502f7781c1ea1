#include "core/pages.hpp"

#include <cstdlib>
#include <cstring>
#include <limits>
#include <utility>

#ifdef __linux__
#include <sys/mman.h>
#endif

#include <fmt/core.h>

#include <edgecase/error.hpp>

namespace edgecase {
namespace {

[[noreturn]] void refuse(std::uint64_t bytes, const char* what) {
  const auto size = static_cast<double>(bytes);
  throw Error(fmt::format(
      "not enough memory: {} would take {:.0f} MB of address space, which the system refuses. Use "
      "fewer threads (-j 1), simulate a sample (--set world.sample=1%), or raise the limit (ulimit "
      "-v)",
      what, size * 1e-6));
}

#if defined(__linux__) && !defined(EDGECASE_PORTABLE)

constexpr std::uint64_t page_bytes = std::uint64_t{2} << 20;

// Advice only: where it is refused the run is slower, not different. A table smaller than a huge
// page would pay for zeroing a whole one.
void advise(void* data, std::size_t bytes) {
  if (bytes >= 2 * page_bytes) (void)madvise(data, bytes, MADV_HUGEPAGE);
}

/// Aligned to a huge page: tables moved here later keep their huge pages.
void* reserve_pages(std::size_t bytes) {
  void* got = mmap(nullptr, bytes + page_bytes, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (got == MAP_FAILED) return nullptr;
  char* const all = static_cast<char*>(got);
  const std::size_t before = -reinterpret_cast<std::uintptr_t>(got) % page_bytes;
  if (before > 0) munmap(all, before);
  if (before < page_bytes) munmap(all + before + bytes, page_bytes - before);
  advise(all + before, bytes);
  return all + before;
}

/// Contents move with their pages: nothing is copied.
void* grow_pages(void* data, std::size_t bytes, std::size_t more) {
  void* there = reserve_pages(more);
  void* got = there == nullptr ? mremap(data, bytes, more, MREMAP_MAYMOVE)
                               : mremap(data, bytes, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, there);
  if (got == MAP_FAILED) return nullptr;
  advise(got, more);
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

void* grow_pages(void* data, std::size_t bytes, std::size_t more) {
  void* got = reserve_pages(more);
  if (got == nullptr) return nullptr;
  std::memcpy(got, data, bytes);
  release_pages(data, bytes);
  return got;
}

#endif

/// With one page beyond what was asked for: prefetches may reach past the end.
std::size_t whole_pages(std::uint64_t bytes, const char* what) {
  if (bytes > std::numeric_limits<std::size_t>::max() / 2) refuse(bytes, what);
  return static_cast<std::size_t>((bytes + page_bytes - 1) / page_bytes * page_bytes + page_bytes);
}

}  // namespace

Pages::Pages(std::uint64_t bytes, const char* what) : what_(what), size_(whole_pages(bytes, what)) {
  data_ = reserve_pages(size_);
  if (data_ == nullptr) refuse(size_, what_);
}

Pages::~Pages() {
  if (data_ != nullptr) release_pages(data_, size_);
}

void Pages::grow(std::uint64_t bytes) {
  const std::size_t more = whole_pages(bytes, what_);
  if (more <= size_) return;
  void* grown = grow_pages(data_, size_, more);
  if (grown == nullptr) refuse(more, what_);
  data_ = grown;
  size_ = more;
}

Pages::Pages(Pages&& other) noexcept
    : what_(other.what_),
      data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)) {}

Pages& Pages::operator=(Pages&& other) noexcept {
  std::swap(what_, other.what_);
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

}  // namespace edgecase
