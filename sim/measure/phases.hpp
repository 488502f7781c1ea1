#pragma once
// Which phase of the measured time a moment belongs to, where the bill distinguishes phases. A
// phase may come in several stretches.

#include <algorithm>
#include <cstddef>
#include <vector>

#include <edgecase/units.hpp>

namespace edgecase {

class Phases {
 public:
  struct Stretch {
    Instant from, until;
    std::size_t phase = 0;
  };

  /// All of it one phase.
  Phases() : Phases({{Instant::min(), Instant::max(), 0}}) {}
  /// Requires: stretches follow each other without gaps.
  explicit Phases(std::vector<Stretch> stretches) : stretches_(std::move(stretches)) {
    for (const Stretch& one : stretches_) count_ = std::max(count_, one.phase + 1);
  }

  std::size_t count() const { return count_; }
  const std::vector<Stretch>& stretches() const { return stretches_; }
  /// Of a moment before the first stretch, that one's; after the last, the last one's.
  std::size_t at(Instant moment) const {
    for (const Stretch& one : stretches_)
      if (moment < one.until) return one.phase;
    return stretches_.back().phase;
  }
  /// Calls visit(phase, duration) for each stretch that overlaps, in the order of time.
  template <class Visit>
  void overlaps(Instant from, Instant until, Visit visit) const {
    for (const Stretch& one : stretches_) {
      const Instant begin = std::max(from, one.from);
      const Instant end = std::min(until, one.until);
      if (begin < end) visit(one.phase, end - begin);
    }
  }

 private:
  std::vector<Stretch> stretches_;
  std::size_t count_ = 1;
};

}  // namespace edgecase
