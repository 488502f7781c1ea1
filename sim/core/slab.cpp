#include "core/slab.hpp"

#include <algorithm>
#include <new>

#include <fmt/core.h>

#include <edgecase/error.hpp>

namespace edgecase {

Slab::Slab(std::uint64_t most_bytes)
    : most_lines_(static_cast<std::size_t>(
          std::min<std::uint64_t>(most_bytes / line, UINT32_MAX - std::uint64_t{chunk_lines}))) {}

/// At the end of the lines in use. Requires: its chunk has room.
Slab::Header& Slab::add_block(std::size_t lines) {
  const auto number = static_cast<std::uint32_t>(used_lines_);
  used_lines_ += lines;
  Header& block = *new (&header(number)) Header{};
  block.owner = this;
  block.lines = static_cast<std::uint32_t>(lines);
  block.number = number;
  return block;
}

Slab::Header& Slab::grow(std::size_t lines) {
  if (used_lines_ + lines > most_lines_)
    throw Error(fmt::format(
        "not enough memory: {} requests are waiting at once, in {:.1f} GB, because far more arrive "
        "than are answered. Shorten the horizon, lower timeouts, or simulate a sample (--set "
        "world.sample=1%)",
        live_, static_cast<double>(used_lines_ * line) * 1e-9));
  const std::size_t room = chunks_.size() * chunk_lines - used_lines_;
  if (room < lines) {
    pages_.emplace_back(std::uint64_t{chunk_lines} * line, "16 MiB more for waiting requests");
    chunks_.push_back(static_cast<std::byte*>(pages_.back().data()));
    // No frame spans two chunks; what is left of the last one stays an unused block.
    if (room > 0) add_block(room);
  }
  return add_block(lines);
}

}  // namespace edgecase
