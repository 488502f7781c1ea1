#include "model/cache/index.hpp"

#include <cstring>
#include <utility>

#include "core/check.hpp"

namespace edgecase {
namespace {
constexpr std::uint32_t first_lines = 4;
constexpr std::uint32_t shift_for(std::uint32_t lines) {
  return 64U - static_cast<std::uint32_t>(std::countr_zero(lines));
}
}  // namespace

Index::Index(Arena& arena)
    : arena_(&arena),
      lines_(take(first_lines)),
      mask_(first_lines - 1),
      shift_(shift_for(first_lines)) {}

Index::~Index() {
  if (lines_ != nullptr) arena_->give_back(lines_, bytes());
}

Index::Index(Index&& other) noexcept
    : arena_(other.arena_),
      lines_(std::exchange(other.lines_, nullptr)),
      mask_(other.mask_),
      shift_(other.shift_),
      size_(other.size_) {}

Index::Line* Index::take(std::uint32_t lines) {
  auto* const taken = static_cast<Line*>(arena_->take(lines * sizeof(Line)));
  std::memset(static_cast<void*>(taken), 0, lines * sizeof(Line));
  return taken;
}

void Index::place(ObjectKey key, NodeId node) {
  std::uint32_t at = home(key);
  std::uint32_t free = lines_[at].where(0);
  while (free == 0) {
    at = after(at);
    free = lines_[at].where(0);
  }
  lines_[at].keys[first(free)] = key;
  lines_[at].nodes[first(free)] = node;
}

void Index::insert(ObjectKey key, NodeId node) {
  // Above a load of three quarters many lines would overflow, and lookups would have to continue.
  if (std::uint64_t{size_ + 1} * 4 >= std::uint64_t{mask_ + 1} * per_line * 3) grow();
  place(key, node);
  ++size_;
}

void Index::grow() {
  const std::uint32_t before = mask_ + 1;
  Line* const old = lines_;
  lines_ = take(before * 2);
  mask_ = before * 2 - 1;
  shift_ = shift_for(before * 2);
  for (std::uint32_t at = 0; at < before; ++at) {
    for (std::size_t k = 0; k < per_line; ++k) {
      if (old[at].keys[k] != 0) place(old[at].keys[k], old[at].nodes[k]);
    }
  }
  arena_->give_back(old, before * sizeof(Line));
}

void Index::erase(ObjectKey key) {
  std::uint32_t hole = home(key);
  std::uint32_t here = lines_[hole].where(key);
  while (here == 0) {
    EC_CHECK(lines_[hole].where(0) == 0, "erasing an object that is not cached");
    hole = after(hole);
    here = lines_[hole].where(key);
  }
  std::size_t place = first(here);
  // A full line may have overflowed into the next ones: a key that could not be found across the
  // hole moves into it, which leaves the next hole.
  bool was_full = lines_[hole].where(0) == 0;
  for (std::uint32_t at = after(hole); was_full; at = after(at)) {
    Line& line = lines_[at];
    was_full = line.where(0) == 0;
    for (std::size_t k = 0; k < per_line; ++k) {
      const bool passed_by = ((at - home(line.keys[k])) & mask_) >= ((at - hole) & mask_);
      if (line.keys[k] == 0 || !passed_by) continue;
      lines_[hole].keys[place] = line.keys[k];
      lines_[hole].nodes[place] = line.nodes[k];
      hole = at;
      place = k;
      break;
    }
  }
  lines_[hole].keys[place] = 0;
  --size_;
}

}  // namespace edgecase
