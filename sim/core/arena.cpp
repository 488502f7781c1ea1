#include "core/arena.hpp"

#include <algorithm>
#include <bit>

namespace edgecase {
namespace {
constexpr std::size_t smallest = 64;  // a cache line: two tables never share one
constexpr std::size_t page = 4096;
constexpr std::size_t first_chunk = std::size_t{16} << 20;
constexpr std::size_t largest_chunk = std::size_t{1} << 30;
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
  if (chunks_.empty() || used_ + size > chunks_.back().size()) add_chunk(size);
  void* block = static_cast<char*>(chunks_.back().data()) + used_;
  used_ += size;
  return block;
}

/// As large as all previous ones together, so that there are few.
void Arena::add_chunk(std::size_t least) {
  const std::size_t bytes = std::max(least, std::clamp(reserved_, first_chunk, largest_chunk));
  chunks_.emplace_back(bytes, "the index of cached objects");
  reserved_ += bytes;
  used_ = 0;
}

void Arena::give_back(void* block, std::size_t bytes) {
  const std::size_t k = size_class(bytes);
  free_[k] = new (block) Free{free_[k]};
}

}  // namespace edgecase
