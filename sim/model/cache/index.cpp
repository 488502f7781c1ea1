#include "model/cache/index.hpp"

#include <bit>
#include <cstring>
#include <utility>

#include "core/check.hpp"

namespace edgecase {
namespace {
constexpr std::uint32_t first_slots = 32;
// Above three quarters full the probe runs of linear probing grow steeply.
constexpr bool too_full(std::uint32_t size, std::uint32_t slots) {
  return static_cast<std::uint64_t>(size) * 4 >= static_cast<std::uint64_t>(slots) * 3;
}
constexpr std::uint32_t shift_for(std::uint32_t slots) {
  return 64U - static_cast<std::uint32_t>(std::countr_zero(slots));
}
}  // namespace

Index::Index(Arena& arena)
    : arena_(&arena),
      slots_(static_cast<Slot*>(arena.take(first_slots * sizeof(Slot)))),
      mask_(first_slots - 1),
      shift_(shift_for(first_slots)) {
  std::memset(slots_, 0, first_slots * sizeof(Slot));
}

Index::~Index() {
  if (slots_ != nullptr) arena_->give_back(slots_, slots() * sizeof(Slot));
}

Index::Index(Index&& other) noexcept
    : arena_(other.arena_),
      slots_(std::exchange(other.slots_, nullptr)),
      mask_(other.mask_),
      shift_(other.shift_),
      size_(other.size_) {}

void Index::place(ObjectKey key, NodeId node) {
  std::uint32_t i = home(key);
  while (slots_[i].key != 0) i = (i + 1) & mask_;
  slots_[i] = {key, node};
}

void Index::insert(ObjectKey key, NodeId node) {
  if (too_full(size_ + 1, slots())) grow();
  place(key, node);
  ++size_;
}

void Index::grow() {
  const std::uint32_t before = slots();
  Slot* const old = slots_;
  const std::uint32_t now = before * 2;
  slots_ = static_cast<Slot*>(arena_->take(now * sizeof(Slot)));
  std::memset(slots_, 0, now * sizeof(Slot));
  mask_ = now - 1;
  shift_ = shift_for(now);
  for (std::uint32_t i = 0; i < before; ++i) {
    if (old[i].key != 0) place(old[i].key, old[i].node);
  }
  arena_->give_back(old, before * sizeof(Slot));
}

void Index::erase(ObjectKey key) {
  std::uint32_t hole = home(key);
  while (slots_[hole].key != key) {
    EC_CHECK(slots_[hole].key != 0, "erasing an object that is not cached");
    hole = (hole + 1) & mask_;
  }
  // Close the hole: move back whoever would not be found across it, so no tombstones pile up.
  for (std::uint32_t i = (hole + 1) & mask_; slots_[i].key != 0; i = (i + 1) & mask_) {
    const std::uint32_t from_home = (i - home(slots_[i].key)) & mask_;
    if (from_home >= ((i - hole) & mask_)) {
      slots_[hole] = slots_[i];
      hole = i;
    }
  }
  slots_[hole] = {0, 0};
  --size_;
}

}  // namespace edgecase
