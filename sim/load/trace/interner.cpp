#include "load/trace/interner.hpp"

#include <algorithm>
#include <cstring>

#include <edgecase/error.hpp>

#include "core/random.hpp"

namespace edgecase {
namespace {

constexpr std::uint64_t first_slots = 1 << 12;
constexpr std::uint32_t most_objects = 0xFFFFFFFE;

[[noreturn]] void too_many() {
  throw Error("the trace has more than 4,294,967,294 distinct objects; replay a part of it");
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
    out[i] = table_.find_or_add(keys[i], size_, 0, same);
    size_ += out[i] == size_;
  }
}

void TextInterner::push(std::string_view key) {
  const std::uint64_t hash = hash_of(key);
  table_.prefetch(hash);
  pending_.push_back({hash, scratch_.size(), key.size()});
  scratch_.insert(scratch_.end(), key.begin(), key.end());
}

std::span<const std::uint32_t> TextInterner::intern() {
  for (const Pending& one : pending_) {
    const std::uint32_t note = table_.note_of(one.hash);
    if (note != NumberTable::none) __builtin_prefetch(letters_.data() + std::size_t{note} * 8);
  }
  numbers_.clear();
  for (const Pending& one : pending_) {
    if (size_ == most_objects) too_many();
    const std::string_view key = text(one);
    const std::uint32_t number = table_.find_or_add(
        one.hash, size_, next_note(), [&](std::uint32_t note) { return kept(note) == key; });
    if (number == size_) {
      keep(key);
      ++size_;
    }
    numbers_.push_back(number);
  }
  pending_.clear();
  scratch_.clear();
  return numbers_;
}

std::string_view TextInterner::kept(std::uint32_t note) const {
  const char* at = letters_.data() + std::size_t{note} * 8;
  std::uint32_t length = 0;
  std::memcpy(&length, at, sizeof length);
  return {at + sizeof length, length};
}

std::uint32_t TextInterner::next_note() const {
  if (letters_.size() / 8 >= NumberTable::none)
    throw Error("the keys of the trace exceed 32 GiB; replay a part of it");
  return static_cast<std::uint32_t>(letters_.size() / 8);
}

void TextInterner::keep(std::string_view key) {
  const auto length = static_cast<std::uint32_t>(key.size());  // a line has at most 1 MiB
  const auto* bytes = reinterpret_cast<const char*>(&length);
  letters_.insert(letters_.end(), bytes, bytes + sizeof length);
  letters_.insert(letters_.end(), key.begin(), key.end());
  letters_.resize((letters_.size() + 7) / 8 * 8);
}

}  // namespace edgecase
