#include "load/trace/interner.hpp"

#include <cstring>

#include <edgecase/error.hpp>

#include "core/random.hpp"

namespace edgecase {
namespace {

constexpr std::uint64_t first_slots = 1 << 12;
constexpr std::uint32_t most_objects = 0xFFFFFFFE;

[[noreturn]] void too_many() {
  throw Error("the trace has more than 4,294,967,294 different objects; replay a part of it");
}

std::uint64_t hash_of(std::string_view key) {
  std::uint64_t h = key.size();
  for (; key.size() >= 8; key.remove_prefix(8)) {
    std::uint64_t word = 0;
    std::memcpy(&word, key.data(), 8);
    h = mix(h, word);
  }
  std::uint64_t rest = 0;
  std::memcpy(&rest, key.data(), key.size());
  return mix(h, rest);
}

}  // namespace

NumberTable::NumberTable()
    : memory_(first_slots * sizeof(Slot)), mask_(first_slots - 1), shift_(64 - 12) {}

void NumberTable::grow() {
  const Pages old = std::move(memory_);
  const std::uint64_t old_slots = mask_ + 1;
  memory_ = Pages(old_slots * 2 * sizeof(Slot));
  mask_ = old_slots * 2 - 1;
  --shift_;
  const auto* from = static_cast<const Slot*>(old.data());
  for (std::uint64_t k = 0; k < old_slots; ++k) {
    if (from[k].number == 0) continue;
    std::uint64_t i = home(from[k].word);
    while (slots()[i].number != 0) i = (i + 1) & mask_;
    slots()[i] = from[k];
  }
}

void NumberInterner::intern(std::span<const std::uint64_t> keys, std::span<std::uint32_t> out) {
  constexpr std::size_t ahead = 16;
  const auto same = [](std::uint32_t) { return true; };
  for (std::size_t i = 0; i < std::min(ahead, keys.size()); ++i) table_.prefetch(keys[i]);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i + ahead < keys.size()) table_.prefetch(keys[i + ahead]);
    if (size_ == most_objects) too_many();
    out[i] = table_.find_or_add(keys[i], size_, same);
    size_ += out[i] == size_;
  }
}

std::uint32_t TextInterner::intern(std::string_view key) {
  if (ends_.size() == most_objects) too_many();
  const std::uint32_t next = size();
  const std::uint32_t number = table_.find_or_add(
      hash_of(key), next, [&](std::uint32_t other) { return this->key(other) == key; });
  if (number == next) {
    letters_.insert(letters_.end(), key.begin(), key.end());
    ends_.push_back(letters_.size());
  }
  return number;
}

std::string_view TextInterner::key(std::uint32_t number) const {
  const std::uint64_t from = number == 0 ? 0 : ends_[number - 1];
  return {letters_.data() + from, ends_[number] - from};
}

}  // namespace edgecase
