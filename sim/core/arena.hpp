#pragma once
// Blocks of power-of-two size from one huge-page reservation, reused by size: hundreds of tables
// that grow by doubling share the same huge pages instead of rounding each up to one.

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/pages.hpp"

namespace edgecase {

/// Not thread-safe: one arena per run.
class Arena {
 public:
  /// `most`: bytes that may be reserved in all; only touched pages cost memory.
  explicit Arena(std::uint64_t most) : memory_(most) {}

  /// A block of at least `bytes`, aligned to its size up to a page. Its contents are unspecified.
  void* take(std::size_t bytes);
  /// Requires: `block` came from `take(bytes)` and is not used any more.
  void give_back(void* block, std::size_t bytes);

 private:
  static std::size_t size_class(std::size_t bytes);

  struct Free {
    Free* next;
  };
  Pages memory_;
  std::size_t used_ = 0;
  std::array<Free*, 48> free_{};
};

}  // namespace edgecase
