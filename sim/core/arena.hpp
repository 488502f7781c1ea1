#pragma once
// Blocks of power-of-two size from shared huge-page reservations, reused by size: hundreds of
// tables that grow by doubling share the same huge pages instead of rounding each up to one.
// Another reservation is added when the last one is full.

#include <array>
#include <cstddef>
#include <vector>

#include "core/pages.hpp"

namespace edgecase {

/// Not thread-safe: one arena per run.
class Arena {
 public:
  /// A block of at least `bytes`, aligned to its size up to a page. Its contents are unspecified.
  /// Throws Error where the system refuses memory.
  void* take(std::size_t bytes);
  /// Requires: `block` came from `take(bytes)` and is not used any more.
  void give_back(void* block, std::size_t bytes);

 private:
  static std::size_t size_class(std::size_t bytes);
  void add_chunk(std::size_t least);

  struct Free {
    Free* next;
  };
  std::vector<Pages> chunks_;
  std::size_t reserved_ = 0;  // bytes of all chunks
  std::size_t used_ = 0;      // bytes of the last one
  std::array<Free*, 48> free_{};
};

}  // namespace edgecase
