#include "core/arena.hpp"

#include <algorithm>
#include <bit>

#include "core/check.hpp"

namespace edgecase {
namespace {
constexpr std::size_t smallest = 64;  // a cache line: two tables never share one
constexpr std::size_t page = 4096;
}  // namespace

std::size_t Arena::size_class(std::size_t bytes) {
  return static_cast<std::size_t>(std::bit_width(std::max(bytes, smallest) - 1));
}

void* Arena::take(std::size_t bytes) {
  const std::size_t k = size_class(bytes);
  if (Free* block = free_[k]) {
    free_[k] = block->next;
    return block;
  }
  const std::size_t size = std::size_t{1} << k;
  const std::size_t alignment = std::min(size, page);
  used_ = (used_ + alignment - 1) / alignment * alignment;
  EC_CHECK(used_ + size <= memory_.size(), "the tables of a run outgrew their reservation");
  void* block = static_cast<char*>(memory_.data()) + used_;
  used_ += size;
  return block;
}

void Arena::give_back(void* block, std::size_t bytes) {
  const std::size_t k = size_class(bytes);
  free_[k] = new (block) Free{free_[k]};
}

}  // namespace edgecase
