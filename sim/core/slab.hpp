#pragma once
// The allocator for the frames of all travellers of an engine: allocation and release in a few ns
// without malloc, a 32-bit number for every frame, one walk that finds all of them.
//
// Frames are rounded up to whole 64-byte lines and reused last-in-first-out per size. Frames never
// move: memory grows by chunks of 16 MiB, which cost memory only as they are used. Errors: Error
// when more frames are alive than the limit allows, or the system refuses memory; EC_CHECK when a
// frame is larger than 64 KiB.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/check.hpp"
#include "core/pages.hpp"
#include "core/place.hpp"

namespace edgecase {

class Slab {
 public:
  static constexpr std::size_t line = 64;
  static constexpr std::size_t max_lines = 1024;

  /// Stands before every frame, in the frame's first line, so that one prefetch brings it along.
  /// Aligned as the frame behind it must be, whatever the size of a pointer.
  struct alignas(16) Header {
    Slab* owner;
    const void* hint;      // what the frame will touch when it next runs; while free: the next
                           // free block of this size
    std::uint32_t lines;   // size of the block
    std::uint32_t number;  // of its first line
    PlaceId place;         // where the frame's traveller is, or will be when it next runs
    std::uint16_t live;    // 1 between allocate and release
    std::uint16_t root;    // 1 if no other frame will destroy this one
  };

  /// `most_bytes`: of all frames that are alive at once.
  explicit Slab(std::uint64_t most_bytes);
  Slab(const Slab&) = delete;
  Slab& operator=(const Slab&) = delete;

  void* allocate(std::size_t bytes) {
    const std::size_t lines = (bytes + sizeof(Header) + line - 1) / line;
    EC_CHECK(lines <= max_lines, "a coroutine frame larger than 64 KiB");
    Header* found = free_[lines];
    if (found != nullptr) [[likely]] {
      free_[lines] = next_free(*found);
    } else {
      found = &grow(lines);
    }
    Header& block = *found;
    block.live = 1;
    block.root = 0;
    ++live_;
    peak_ = live_ > peak_ ? live_ : peak_;
    return &block + 1;
  }
  static void release(void* frame) {
    Header& block = static_cast<Header*>(frame)[-1];
    Slab& slab = *block.owner;
    block.live = 0;
    block.hint = slab.free_[block.lines];
    slab.free_[block.lines] = &block;
    --slab.live_;
  }

  static std::uint32_t index_of(const void* frame) {
    return static_cast<const Header*>(frame)[-1].number;
  }
  Header& header(std::uint32_t index) const {
    std::byte* const chunk = chunks_[index / chunk_lines];
    return *reinterpret_cast<Header*>(chunk + std::size_t{index % chunk_lines} * line);
  }
  void* frame(std::uint32_t index) const { return &header(index) + 1; }
  static Header& header_of(void* frame) { return static_cast<Header*>(frame)[-1]; }

  std::uint64_t live() const { return live_; }
  std::uint64_t peak() const { return peak_; }
  std::size_t bytes_touched() const { return used_lines_ * line; }

  /// Calls visit(frame) for every live root frame, in the order of their numbers. The visit may
  /// release frames, and must not allocate any.
  template <class Visit>
  void for_each_root(Visit visit) const {
    for (std::size_t i = 0; i < used_lines_;) {
      Header& block = header(static_cast<std::uint32_t>(i));
      i += block.lines;
      if (block.live != 0 && block.root != 0) visit(static_cast<void*>(&block + 1));
    }
  }

 private:
  static constexpr std::uint32_t chunk_lines = 1 << 18;

  static Header* next_free(const Header& block) {
    return static_cast<Header*>(const_cast<void*>(block.hint));
  }
  Header& grow(std::size_t lines);
  Header& add_block(std::size_t lines);

  // Waiting frames are touched in random order, which huge pages make cheaper.
  std::vector<Pages> pages_;
  std::vector<std::byte*> chunks_;
  std::size_t most_lines_;
  std::size_t used_lines_ = 0;
  std::uint64_t live_ = 0;
  std::uint64_t peak_ = 0;
  std::array<Header*, max_lines + 1> free_{};
};
static_assert(sizeof(Slab::Header) == 32);

}  // namespace edgecase
