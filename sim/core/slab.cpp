#include "core/slab.hpp"

#include <new>

namespace edgecase {

Slab::Slab(std::uint64_t reserve_bytes)
    : pages_(reserve_bytes),
      reserved_(static_cast<std::size_t>(reserve_bytes / line * line)),
      base_(static_cast<std::byte*>(pages_.data())) {
  EC_CHECK(reserved_ / line < none, "frames are numbered with 32 bits");
  free_.fill(none);
}

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
