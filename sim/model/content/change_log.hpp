#pragma once
// The times at which each object of a route changes at the origin. Generated before the run starts,
// so that the staleness of every response is known, and every design faces the same changes.
//
// Assumes: an object that changes does so as a Poisson process of its own, all at the same rate,
// whatever its popularity; which objects change is drawn object by object. Generated as one
// superposed stream that picks its objects, which is the same process, so the work is
// proportional to the changes of `share` = 100%, not to the number of objects.
// The gap to the next change has 32 random bits: gaps above 22.2 mean gaps (2 in 10^10) are cut.
// Units: nanoseconds; 36 bytes per change. Errors: EC_CHECK above 2^32 changes; check with
// expected_changes first. Not modelled: scheduled or bursty publishing, popular objects that change
// more often.

#include <cstdint>
#include <span>
#include <vector>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "core/stop.hpp"
#include "model/content/spec.hpp"

namespace edgecase {

/// Expected number of changes in a log of this length.
double expected_changes(const ChangeSpec& spec, Count objects, Duration span);

class ChangeLog {
 public:
  struct Change {
    Instant at;
    std::uint32_t object;
  };

  /// All changes before `end` of the objects first_object … first_object + objects - 1.
  ChangeLog(const ChangeSpec& spec, std::uint32_t first_object, std::uint32_t objects, Instant end,
            std::uint64_t seed, std::uint64_t replication, StopFlag stop = {});

  /// The first change of the object after `t` (exclusive); Instant::max() if there is none before
  /// the end. Only the last change before the start is known: for an earlier `t` it is returned.
  Instant first_after(std::uint32_t object, Instant t) const {
    if (t < Instant{}) [[unlikely]] {
      if (const Instant last = last_before_start(object); last > t) return last;
    }
    const Entry* found = find(object, t);
    return found ? found->at : Instant::max();
  }
  /// When the object last changed before the start; Instant::min() if it never changes.
  Instant last_before_start(std::uint32_t object) const;
  /// The index of that change in all(); all().size() if there is none.
  std::size_t index_after(std::uint32_t object, Instant t) const {
    const Entry* found = find(object, t);
    return found ? found->index : changes_.size();
  }
  /// In the order of time.
  std::span<const Change> all() const { return changes_; }

 private:
  struct Entry {
    Instant at;
    std::uint32_t object;
    std::uint32_t index;
  };
  void generate(const ChangeSpec& spec, Instant end, std::uint64_t seed, std::uint64_t replication,
                StopFlag stop);
  void build_index(StopFlag stop);
  std::size_t bucket_of(std::uint32_t object) const { return (object - first_) >> shift_; }
  /// The first change after `t`, or nothing.
  const Entry* find(std::uint32_t object, Instant t) const;

  bool ever_changes(std::uint32_t object) const {
    return !(share_ < Share{1}) || chosen_.unit(object - first_) < share_.value;
  }

  Stream chosen_;
  Stream past_;
  Share share_;
  double every_ns_;
  std::uint32_t first_ = 0;
  std::uint32_t objects_ = 0;
  int shift_ = 0;                      // objects of one bucket, as a power of two
  std::vector<Change> changes_;        // by time
  std::vector<Entry> entries_;         // by object, then time
  std::vector<std::uint32_t> begins_;  // where each bucket starts in entries_; one more at the end
};

}  // namespace edgecase
