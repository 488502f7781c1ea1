#include "core/slab.hpp"

#include <new>

#include <sys/mman.h>

namespace edgecase {

Slab::Slab(std::size_t reserve_bytes) : reserved_(reserve_bytes / line * line) {
  EC_CHECK(reserved_ / line < none, "frames are numbered with 32 bits");
  void* memory = mmap(nullptr, reserved_, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  // Waiting frames are touched in random order: huge pages spare most of the address translation.
  madvise(memory, reserved_, MADV_HUGEPAGE);
  base_ = static_cast<std::byte*>(memory);
  free_.fill(none);
}

Slab::~Slab() { munmap(base_, reserved_); }

std::uint32_t Slab::grow(std::size_t lines) {
  EC_CHECK((used_lines_ + lines) * line <= reserved_,
           "the memory reserved for travellers is full: far more of them wait than leave");
  const auto index = static_cast<std::uint32_t>(used_lines_);
  used_lines_ += lines;
  Header& block = *new (base_ + std::size_t{index} * line) Header{};
  block.owner = this;
  block.lines = static_cast<std::uint32_t>(lines);
  block.next_free = none;
  return index;
}

}  // namespace edgecase
