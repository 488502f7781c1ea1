#include "core/pages.hpp"

#include <cstdint>
#include <utility>

#include <sys/mman.h>

#include <edgecase/error.hpp>

namespace edgecase {
namespace {
constexpr std::size_t huge = std::size_t{2} << 20;
}

Pages::Pages(std::size_t bytes) : size_((bytes + huge - 1) / huge * huge + huge) {
  void* got = mmap(nullptr, size_, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (got == MAP_FAILED) throw Error("the system refuses to reserve memory for the run");
  data_ = got;
  // Advice only: where it is refused the run is slower, not different. What is smaller than a huge
  // page would pay for zeroing all of one.
  if (bytes >= huge) (void)madvise(data_, size_, MADV_HUGEPAGE);
}

Pages::~Pages() {
  if (data_ != nullptr) munmap(data_, size_);
}

Pages::Pages(Pages&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Pages& Pages::operator=(Pages&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

}  // namespace edgecase
