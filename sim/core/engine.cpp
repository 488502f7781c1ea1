#include "core/engine.hpp"

#include <algorithm>
#include <utility>

#include "core/prefetch.hpp"

namespace edgecase {
namespace {

// How many events ahead memory is asked for: first a frame's first lines, then, when its header has
// arrived, what it says it will touch.
constexpr std::size_t frame_ahead = 16;
constexpr std::size_t hint_ahead = 8;
// Events between two checks of the stop flag: a fraction of a millisecond.
constexpr std::uint64_t between_looks = 256;

}  // namespace

// The three parts of the loop are inlined always: as calls they cost a tenth of an M/M/1 customer.

[[gnu::always_inline]] inline void Engine::resume(std::uint32_t frame) {
  if (events_run_++ >= look_at_) [[unlikely]]
    look_at_stop();
  here_ = frames_.header(frame).place;
  std::coroutine_handle<>::from_address(frames_.frame(frame)).resume();
}

[[gnu::always_inline]] inline void Engine::run_woken() {
  while (!woken_.empty()) {
    if (failure_) [[unlikely]]
      throw_failure();
    resume(woken_.pop());
  }
  if (failure_) [[unlikely]]
    throw_failure();
}

/// Runs the earliest event of the queue, which must not be empty.
[[gnu::always_inline]] inline void Engine::step() {
  if (const Event* later = queue_.peek(frame_ahead)) {
    const auto* line = reinterpret_cast<const std::byte*>(&frames_.header(later->payload()));
    prefetch_to_write(line);
    prefetch_to_write(line + Slab::line);
  }
  if (const Event* soon = queue_.peek(hint_ahead)) {
    const Slab::Header& header = frames_.header(soon->payload());
    prefetch_to_write(header.hint);
    const auto* line = reinterpret_cast<const std::byte*>(&header);
    const std::size_t lines = std::min<std::size_t>(header.lines, 7);
    for (std::size_t i = 2; i < lines; ++i) prefetch_to_write(line + i * Slab::line);
  }
  peak_pending_ = std::max(peak_pending_, queue_.size());
  const Event event = queue_.pop();
  now_ = Instant{Duration{event.time}};
  resume(event.payload());
  run_woken();
}

void Engine::run_events_before(Instant limit) {
  run_woken();
  const std::int64_t end = limit.time_since_epoch().count();
  while (queue_.next_time() < end) step();
}

void Engine::run() {
  run_woken();
  while (!queue_.empty()) step();
}

void Engine::destroy_travellers() {
  frames_.for_each_root(
      [](void* frame) { std::coroutine_handle<>::from_address(frame).destroy(); });
  queue_.clear();
  woken_.clear();
}

void Engine::fail(std::exception_ptr failure) {
  if (failure_) return;  // the first one is the cause
  failure_ = std::move(failure);
  try {
    std::rethrow_exception(failure_);
  } catch (CheckFailure& check) {
    check.locate(now_, here_);
  } catch (...) {
    return;  // others speak for themselves
  }
}

void Engine::look_at_stop() {
  stop_.check();
  look_at_ = events_run_ + between_looks;
}

void Engine::throw_failure() { std::rethrow_exception(std::exchange(failure_, nullptr)); }

}  // namespace edgecase
