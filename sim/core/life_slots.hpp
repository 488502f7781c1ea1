#pragma once
// Records that are used again and again, each use with a life number. The event queue has no
// cancel: what comes late compares the life that it began with, and does nothing.
//
//   const auto ref = slots.begin();          // a fresh record
//   if (slots.lives(ref)) slots[ref] = …     // wherever it may be late
//   slots.end(ref);

#include <cstdint>
#include <deque>
#include <vector>

namespace edgecase {

struct SlotRef {
  std::uint32_t number = 0;
  std::uint32_t life = 0;
};

template <class T>
class LifeSlots {
 public:
  SlotRef begin() {
    if (free_.empty()) {
      free_.push_back(static_cast<std::uint32_t>(slots_.size()));
      slots_.emplace_back();
    }
    const std::uint32_t number = free_.back();
    free_.pop_back();
    slots_[number].value = T{};
    return {number, slots_[number].life};
  }
  void end(SlotRef ref) {
    ++slots_[ref.number].life;
    free_.push_back(ref.number);
  }
  bool lives(SlotRef ref) const { return slots_[ref.number].life == ref.life; }
  /// It stays where it is.
  T& operator[](SlotRef ref) { return slots_[ref.number].value; }

 private:
  struct Slot {
    T value{};
    std::uint32_t life = 0;
  };
  std::deque<Slot> slots_;
  std::vector<std::uint32_t> free_;
};

}  // namespace edgecase
