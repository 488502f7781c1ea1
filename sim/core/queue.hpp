#pragma once
// What happens next: pending events in the order of (time, sequence), first come first served among
// equal times. Sixteen bytes an event.
//
// A radix wheel: events near the present stand in a small sorted run, so the next ones are visible
// (peek) and their memory can be fetched ahead; later ones lie unsorted in slots chosen by the
// highest 6-bit digit in which their time differs from the end of the run, and move down when their
// slot comes up. An event moves at most 11 times, and nothing is estimated or tuned: any
// distribution of increments costs about the same. Why this one: docs/PERFORMANCE.md.
// Times must be >= 0 and not before the last popped event. At most 2^31 events pending. Sequence
// numbers are 32 bits; when they run out (every 4 billion pushes) pending events are renumbered.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/check.hpp"
#include "core/heap.hpp"

namespace edgecase {

struct Event {
  // Sequence number above payload: one word, so that an event is written and read as two words.
  std::uint64_t tag = 0;
  std::int64_t time = 0;  // ns

  std::uint32_t payload() const { return static_cast<std::uint32_t>(tag); }

  friend bool operator<(const Event& a, const Event& b) { return a.key() < b.key(); }

 private:
  __extension__ using Key = unsigned __int128;
  Key key() const {  // times are >= 0: one wide comparison without a branch
    return (static_cast<Key>(static_cast<std::uint64_t>(time)) << 64) | tag;
  }
};
static_assert(sizeof(Event) == 16);

class EventQueue {
 public:
  EventQueue();

  bool empty() const { return size() == 0; }
  std::uint64_t size() const { return (tail_ - head_) + crowd_.size() + outside_; }

  /// EC_CHECKs that the time is not before the last popped one (nor below 0). The payload is the
  /// caller's; the engine stores a frame number.
  void push(std::int64_t time, std::uint32_t payload) {
    EC_CHECK(time >= last_popped_, "an event scheduled in the past");
    if (sequence_ == UINT32_MAX) [[unlikely]]
      renumber();
    const Event event{(std::uint64_t{sequence_++} << 32) | payload, time};
    if (time <= covered_) {
      insert(event);
    } else if (outside_ == 0 && tail_ - head_ < run_enough) {
      covered_ = time;  // nearly empty: the run alone is the queue, and now reaches this event
      insert(event);
    } else {
      put(event);
    }
  }
  /// Time of the earliest event; INT64_MAX when empty.
  std::int64_t next_time() {
    if (head_ == tail_ && !refill()) return INT64_MAX;
    if (!crowd_.empty() && crowd_.top() < run_[head_]) return crowd_.top().time;
    return run_[head_].time;
  }
  /// Removes and returns the earliest event; EC_CHECKs that there is one.
  Event pop() {
    if (head_ == tail_) EC_CHECK(refill(), "no event is pending");
    if (!crowd_.empty() && crowd_.top() < run_[head_]) [[unlikely]] {
      last_popped_ = crowd_.top().time;
      return crowd_.pop();
    }
    const Event event = run_[head_++];
    last_popped_ = event.time;
    return event;
  }
  /// The event that will be k-th from now unless others come before it (0 = next); null if it is
  /// not in the sorted run yet.
  const Event* peek(std::size_t k) const {
    return head_ + k < tail_ ? run_.data() + head_ + k : nullptr;
  }
  void clear();

  /// For tests of the renumbering: the next push gets this sequence number.
  void set_next_sequence(std::uint32_t next) { sequence_ = next; }

 private:
  static constexpr int digit_bits = 6;
  static constexpr std::size_t digits = std::size_t{1} << digit_bits;
  static constexpr std::size_t levels = (63 + digit_bits - 1) / digit_bits;
  static constexpr std::size_t chunk_events = 16;
  static constexpr std::uint32_t none = UINT32_MAX;
  static constexpr std::size_t sort_at_once = 40;  // a slot up to this size becomes run at once
  static constexpr std::size_t run_enough = 24;    // a refill takes slots until the run has these
  static constexpr std::size_t reach = 48;         // an insertion moves at most so many events
  static constexpr std::size_t small_crowd = 64;
  static constexpr std::size_t front_room = 64;

  struct Slot {  // a list of chunks; all but the last are full
    std::uint32_t first = none, last = none, count = 0;
  };
  using Chunk = std::array<Event, chunk_events>;

  static std::size_t level_of(std::uint64_t difference) {
    return static_cast<std::size_t>(std::bit_width(difference) - 1) / digit_bits;
  }
  static std::size_t digit_of(std::int64_t time, std::size_t level) {
    return (static_cast<std::uint64_t>(time) >> (level * digit_bits)) & (digits - 1);
  }

  void insert(Event event) {  // into the run, from its end
    if (tail_ == run_.size()) [[unlikely]]
      make_room();
    Event* const end = run_.data() + tail_;
    Event* const stop = end - std::min(tail_ - head_, reach);
    Event* at = end;
    while (at != stop && event < at[-1]) --at;
    if (at == stop && at != run_.data() + head_ && event < at[-1]) [[unlikely]] {
      insert_in_front(event);
      return;
    }
    for (Event* to = end; to != at; --to) *to = to[-1];
    *at = event;
    ++tail_;
  }
  void put(Event event) {  // into the slot where its time first differs from covered_
    const std::size_t level = level_of(static_cast<std::uint64_t>(event.time ^ covered_));
    const std::size_t digit = digit_of(event.time, level);
    Slot& slot = slots_[level][digit];
    const std::size_t place = slot.count % chunk_events;
    if (place == 0) add_chunk(slot, level, digit);
    chunks_[slot.last][place] = event;
    ++slot.count;
    ++outside_;
  }

  void add_chunk(Slot& slot, std::size_t level, std::size_t digit);
  void make_room();
  void insert_in_front(Event event);
  void relieve_crowd();
  bool refill();
  void take(std::size_t level, std::size_t digit);
  void spread(std::size_t level, std::size_t digit);
  Slot detach(std::size_t level, std::size_t digit);
  std::uint64_t differing_bits(const Slot& slot) const;
  std::vector<Event> everything() const;
  void renumber();
  template <class Visit>
  void consume(Slot slot, Visit visit);

  // The sorted run is run_[head_, tail_). Every event with time <= covered_ is in it, or in crowd_
  // if it would have had to go into the middle of a long run.
  std::vector<Event> run_;
  std::size_t head_ = front_room;
  std::size_t tail_ = front_room;
  std::int64_t covered_ = 0;
  std::int64_t last_popped_ = 0;
  std::uint32_t sequence_ = 0;
  QuaternaryHeap<Event> crowd_;
  std::size_t crowd_limit_ = small_crowd;
  // Events with time > covered_.
  std::uint64_t outside_ = 0;
  std::uint32_t levels_in_use_ = 0;
  std::array<std::uint64_t, levels> digits_in_use_{};
  std::array<std::array<Slot, digits>, levels> slots_{};
  std::vector<Chunk> chunks_;
  std::vector<std::uint32_t> next_chunk_;
  std::uint32_t free_chunk_ = none;
};

}  // namespace edgecase
