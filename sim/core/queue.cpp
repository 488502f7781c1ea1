#include "core/queue.hpp"

#include <algorithm>
#include <cstring>

#include "core/prefetch.hpp"

namespace edgecase {
namespace {

constexpr int position_bits = 6;
constexpr int sort_bits = 24;  // of the offset in a slot; with the position they make 31 bits
constexpr std::size_t most_sorted = 48;
constexpr std::size_t sort_by_insertion = 5;
using SortKeys = std::array<std::int32_t, most_sorted>;
using Lanes = std::int32_t __attribute__((vector_size(16)));

/// Sorts n events with distinct keys by counting, for each, the keys below its own. For a few dozen
/// it is faster than any sort that branches on comparisons, which nothing can predict.
void scatter_by_rank(const SortKeys& keys, const Event* events, std::size_t n, Event* out) {
  for (std::size_t first = 0; first < n; first += 16) {
    std::array<Lanes, 4> own, rank{};
    std::memcpy(own.data(), keys.data() + first, sizeof own);
    for (std::size_t i = 0; i < n; ++i) {
      const std::int32_t key = keys[i];
      const Lanes other = {key, key, key, key};
      for (std::size_t lane = 0; lane < 4; ++lane) rank[lane] -= own[lane] > other;
    }
    for (std::size_t i = first; i < std::min(first + 16, n); ++i) {
      out[rank[(i - first) / 4][(i - first) % 4]] = events[i];
    }
  }
}

void insert_sorted(Event* begin, std::size_t size, const Event& event) {
  Event* at = begin + size;
  for (; at != begin && event < at[-1]; --at) *at = at[-1];
  *at = event;
}

}  // namespace

EventQueue::EventQueue() : run_(4 * front_room) {}

void EventQueue::clear() {
  const std::uint32_t next = sequence_;
  const std::int64_t last_popped = last_popped_;
  *this = EventQueue();
  sequence_ = next;
  last_popped_ = covered_ = last_popped;
}

void EventQueue::add_chunk(Slot& slot, std::size_t level, std::size_t digit) {
  std::uint32_t chunk = free_chunk_;
  if (chunk == none) {
    chunk = static_cast<std::uint32_t>(chunks_.size());
    chunks_.emplace_back();
    next_chunk_.push_back(none);
  } else {
    free_chunk_ = next_chunk_[chunk];
    next_chunk_[chunk] = none;
  }
  if (slot.count == 0) {
    slot.first = chunk;
    digits_in_use_[level] |= std::uint64_t{1} << digit;
    levels_in_use_ |= 1u << level;
  } else {
    next_chunk_[slot.last] = chunk;
  }
  slot.last = chunk;
}

void EventQueue::make_room() {
  const std::size_t n = tail_ - head_;
  if (n + front_room > run_.size() / 2) run_.resize(run_.size() * 2);
  std::move(run_.begin() + static_cast<std::ptrdiff_t>(head_),
            run_.begin() + static_cast<std::ptrdiff_t>(tail_), run_.begin() + front_room);
  head_ = front_room;
  tail_ = head_ + n;
}

/// The event belongs far from the end of a long run: near its front, or else into the crowd.
void EventQueue::insert_in_front(Event event) {
  Event* const front = run_.data() + head_;
  const std::size_t nearby = std::min(tail_ - head_, reach);
  const auto at = static_cast<std::size_t>(std::lower_bound(front, front + nearby, event) - front);
  if (head_ > 0 && at < nearby) {
    std::copy(front, front + at, front - 1);
    front[static_cast<std::ptrdiff_t>(at) - 1] = event;
    --head_;
    return;
  }
  crowd_.push(event);
  if (crowd_.size() > crowd_limit_) relieve_crowd();
}

/// Many events have come before covered_: lower it, so that the slots take them. All slots of
/// levels below the first differing digit then belong to one slot, so this pays only when they
/// hold fewer events than the crowd; until then the crowd may double.
void EventQueue::relieve_crowd() {
  const std::int64_t lower = std::max(run_[head_].time, crowd_.top().time);
  if (lower >= covered_) return;
  const std::size_t level = level_of(static_cast<std::uint64_t>(lower ^ covered_));
  std::uint64_t moved = 0;
  for (std::size_t l = 0; l < level; ++l) {
    for (const Slot& slot : slots_[l]) moved += slot.count;
  }
  if (moved > crowd_.size()) {
    crowd_limit_ = 2 * crowd_.size();
    return;
  }
  crowd_limit_ = small_crowd;
  std::vector<Event> again = crowd_.items();
  crowd_.clear();
  again.insert(again.end(), run_.begin() + static_cast<std::ptrdiff_t>(head_),
               run_.begin() + static_cast<std::ptrdiff_t>(tail_));
  head_ = tail_ = front_room;
  for (std::size_t l = 0; l < level; ++l) {
    while (digits_in_use_[l] != 0) {
      const auto digit = static_cast<std::size_t>(std::countr_zero(digits_in_use_[l]));
      consume(detach(l, digit), [&](const Event& event) { again.push_back(event); });
    }
  }
  covered_ = lower;
  std::sort(again.begin(), again.end());
  for (const Event& event : again) event.time <= covered_ ? insert(event) : put(event);
}

EventQueue::Slot EventQueue::detach(std::size_t level, std::size_t digit) {
  const Slot slot = slots_[level][digit];
  slots_[level][digit] = Slot{};
  digits_in_use_[level] &= ~(std::uint64_t{1} << digit);
  if (digits_in_use_[level] == 0) levels_in_use_ &= ~(1u << level);
  outside_ -= slot.count;
  return slot;
}

/// Hands every event of a detached slot to visit, in the order in which they were put there. Chunks
/// are free for reuse before their events are visited, while they are still in the cache.
template <class Visit>
void EventQueue::consume(Slot slot, Visit visit) {
  std::uint32_t chunk = slot.first;
  for (std::size_t left = slot.count; left > 0;) {
    const std::size_t n = std::min(left, chunk_events);
    const Chunk events = chunks_[chunk];
    const std::uint32_t next = next_chunk_[chunk];
    next_chunk_[chunk] = free_chunk_;
    free_chunk_ = chunk;
    chunk = next;
    for (std::size_t i = 0; i < n; ++i) visit(events[i]);
    left -= n;
  }
}

std::uint64_t EventQueue::differing_bits(const Slot& slot) const {
  const std::int64_t first = chunks_[slot.first][0].time;
  std::uint64_t bits = 0;
  std::uint32_t chunk = slot.first;
  for (std::size_t left = slot.count; left > 0; chunk = next_chunk_[chunk]) {
    const std::uint32_t next = next_chunk_[chunk];
    if (next != none) {
      for (std::size_t i = 0; i < chunk_events; i += 4) prefetch_to_read(&chunks_[next][i]);
    }
    const std::size_t n = std::min(left, chunk_events);
    for (std::size_t i = 0; i < n; ++i) {
      bits |= static_cast<std::uint64_t>(chunks_[chunk][i].time ^ first);
    }
    left -= n;
  }
  return bits;
}

/// Appends events to the empty run; false if there are none anywhere.
bool EventQueue::refill() {
  head_ = tail_ = front_room;
  if (!crowd_.empty()) {
    while (!crowd_.empty() && tail_ - head_ < run_enough) run_[tail_++] = crowd_.pop();
    return true;
  }
  while (outside_ > 0 && tail_ - head_ < run_enough) {
    const auto level = static_cast<std::size_t>(std::countr_zero(levels_in_use_));
    const auto digit = static_cast<std::size_t>(std::countr_zero(digits_in_use_[level]));
    if (slots_[level][digit].count <= sort_at_once) {
      take(level, digit);
    } else if (head_ == tail_) {
      spread(level, digit);
    } else {
      break;
    }
  }
  return head_ != tail_;
}

/// Appends a short slot, sorted, to the run.
void EventQueue::take(std::size_t level, std::size_t digit) {
  const Slot slot = detach(level, digit);
  const std::size_t n = slot.count;
  if (tail_ + n > run_.size()) run_.resize(2 * (tail_ + n));
  // All times agree above this level's digit. A slot keeps equal times in order of sequence, so the
  // position breaks ties.
  const auto width = static_cast<int>(level * digit_bits);
  // Levels end below 64 bits. NOLINTNEXTLINE(clang-analyzer-core.BitwiseShift)
  const std::uint64_t below = (std::uint64_t{1} << width) - 1;
  const Chunk& only = chunks_[slot.first];
  covered_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(only[0].time) | below);
  Event* const out = run_.data() + tail_;
  tail_ += n;
  if (n <= sort_by_insertion) {
    for (std::size_t i = 0; i < n; ++i) insert_sorted(out, i, only[i]);
    next_chunk_[slot.first] = free_chunk_;
    free_chunk_ = slot.first;
    return;
  }
  const int dropped = std::max(0, width - sort_bits);
  std::array<Event, sort_at_once> events;
  SortKeys keys{};
  std::size_t filled = 0;
  consume(slot, [&](const Event& event) {
    const std::uint64_t offset = (static_cast<std::uint64_t>(event.time) & below) >> dropped;
    keys[filled] = static_cast<std::int32_t>((offset << position_bits) | filled);
    events[filled++] = event;
  });
  scatter_by_rank(keys, events.data(), n, out);
  if (dropped == 0) return;
  for (std::size_t i = 1; i < n; ++i) {  // what the dropped bits left out of order
    const Event event = out[i];
    insert_sorted(out, i, event);
  }
}

/// Moves a long slot down to the level where its events first differ among themselves.
void EventQueue::spread(std::size_t level, std::size_t digit) {
  const std::uint64_t differing = differing_bits(slots_[level][digit]);
  const Slot slot = detach(level, digit);
  const std::int64_t any = chunks_[slot.first][0].time;
  if (differing == 0) {  // all at one instant: in order of sequence, nothing to sort
    if (tail_ + slot.count > run_.size()) run_.resize(2 * (tail_ + slot.count));
    consume(slot, [&](const Event& event) { run_[tail_++] = event; });
    covered_ = any;
    return;
  }
  const std::size_t bits = (level_of(differing) + 1) * digit_bits;
  const std::uint64_t below = bits >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
  covered_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(any) & ~below);
  consume(slot, [&](const Event& event) { event.time == covered_ ? insert(event) : put(event); });
}

std::vector<Event> EventQueue::everything() const {
  std::vector<Event> events(run_.begin() + static_cast<std::ptrdiff_t>(head_),
                            run_.begin() + static_cast<std::ptrdiff_t>(tail_));
  events.insert(events.end(), crowd_.items().begin(), crowd_.items().end());
  for (const auto& row : slots_) {
    for (const Slot& slot : row) {
      std::uint32_t chunk = slot.first;
      for (std::size_t i = 0; i < slot.count; ++i) {
        if (i > 0 && i % chunk_events == 0) chunk = next_chunk_[chunk];
        events.push_back(chunks_[chunk][i % chunk_events]);
      }
    }
  }
  return events;
}

void EventQueue::renumber() {
  std::vector<Event> events = everything();
  std::sort(events.begin(), events.end());
  clear();
  sequence_ = 0;
  for (const Event& event : events) push(event.time, event.payload());
}

}  // namespace edgecase
