#pragma once
// Counts what the clients of a recorded history notice of stale copies: reads that are out of date,
// sessions that miss their own writes or go back in time, updates that overwrite what they have not
// seen. Definitions: Terry et al., "Session Guarantees for Weakly Consistent Replicated Data" (PDIS
// 1994); lost updates: Berenson et al., "A Critique of ANSI SQL Isolation Levels" (SIGMOD 1995),
// P4.
//
// Versions number the committed writes of a key from 1; 0 is what a key holds before the first. The
// store knows the newest version and since when the one that it answers has been out of date; the
// watch remembers only what each session has seen and written of a key: 16 bytes, at most 43 with
// the free places of its table (twice that while the table grows).
//
// Assumes: at most 2^32 - 1 versions of a key. Pairs of session and key are identified by
// 64-bit hashes: two collide with a probability of 2^-64.
// Not modelled: guarantees between keys (writes follow reads, monotonic writes).

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "core/check.hpp"
#include "core/random.hpp"

namespace edgecase {

struct SessionCounts {
  std::uint64_t reads = 0;
  std::uint64_t stale_reads = 0;        ///< a newer version had been committed
  std::uint64_t versions_behind = 0;    ///< summed over the stale reads
  std::uint64_t stale_ns = 0;           ///< likewise: since the version read was overwritten
  std::uint64_t own_writes_missed = 0;  ///< reads older than what their session had written
  std::uint64_t backward_reads = 0;     ///< reads older than what their session had read
  std::uint64_t updates = 0;
  std::uint64_t lost_updates = 0;  ///< versions overwritten by an update that had not read them
};

/// The most that one read was out of date.
struct StalestRead {
  std::uint64_t versions = 0;
  std::uint64_t ns = 0;
};

/// The newest versions of a key that a session has read and written.
struct SessionFloor {
  std::uint32_t read = 0, written = 0;
};

class SessionWatch {
 public:
  /// To be taken as a read begins, if the session may do more at the same time: what it learns
  /// meanwhile obliges nothing.
  SessionFloor floor(std::uint64_t session, std::uint64_t key) const {
    if (table_.empty()) return {};
    const Seen& seen = table_[place_of(pair_of(session, key))];
    return {seen.read, seen.written};
  }

  /// A read answers `version` when `newest` is committed. `overwritten`: when the version after
  /// `version` was committed; of no meaning if this is the newest.
  void read(std::uint64_t session, std::uint64_t key, std::uint32_t version, std::uint32_t newest,
            Instant overwritten, Instant now) {
    read(session, key, version, newest, overwritten, now, floor(session, key));
  }
  void read(std::uint64_t session, std::uint64_t key, std::uint32_t version, std::uint32_t newest,
            Instant overwritten, Instant now, SessionFloor floor) {
    ++counts_.reads;
    if (version < newest) {
      EC_CHECK(overwritten <= now);
      const auto age = static_cast<std::uint64_t>((now - overwritten).count());
      ++counts_.stale_reads;
      counts_.versions_behind += newest - version;
      counts_.stale_ns += age;
      stalest_.versions = std::max<std::uint64_t>(stalest_.versions, newest - version);
      stalest_.ns = std::max(stalest_.ns, age);
    }
    counts_.own_writes_missed += version < floor.written;
    counts_.backward_reads += version < floor.read;
    Seen& seen = touch(session, key);
    seen.read = std::max(seen.read, version);
  }

  /// A write of the session was committed as `version`.
  void wrote(std::uint64_t session, std::uint64_t key, std::uint32_t version) {
    Seen& seen = touch(session, key);
    seen.written = std::max(seen.written, version);
  }

  /// A read-modify-write that had read `based_on` was committed as `version`. If something was
  /// committed in between, the one before it is lost: no later version contains it, unless it was
  /// read and written again. Call `read` for its read as well.
  void updated(std::uint64_t session, std::uint64_t key, std::uint32_t based_on,
               std::uint32_t version) {
    EC_CHECK(based_on < version);
    ++counts_.updates;
    counts_.lost_updates += based_on + 1 < version;
    wrote(session, key, version);
  }

  const SessionCounts& counts() const { return counts_; }
  StalestRead stalest() const { return stalest_; }
  std::size_t pairs() const { return pairs_; }
  std::size_t memory() const { return table_.capacity() * sizeof(Seen); }

 private:
  struct Seen {
    std::uint64_t pair = 0;  // 0: a free place
    std::uint32_t read = 0, written = 0;
  };

  static std::uint64_t pair_of(std::uint64_t session, std::uint64_t key) {
    return std::max<std::uint64_t>(1, mix(session, key));
  }
  Seen& touch(std::uint64_t session, std::uint64_t key) {
    if ((pairs_ + 1) * 4 > table_.size() * 3) grow();
    const std::uint64_t pair = pair_of(session, key);
    Seen& seen = table_[place_of(pair)];
    if (seen.pair == 0) {
      seen.pair = pair;
      ++pairs_;
    }
    return seen;
  }
  std::size_t place_of(std::uint64_t pair) const {
    const std::size_t mask = table_.size() - 1;
    std::size_t place = static_cast<std::size_t>(pair) & mask;
    while (table_[place].pair != 0 && table_[place].pair != pair) place = (place + 1) & mask;
    return place;
  }
  void grow() {
    std::vector<Seen> old(std::max<std::size_t>(16, table_.size() * 2));
    old.swap(table_);
    for (const Seen& seen : old)
      if (seen.pair != 0) table_[place_of(seen.pair)] = seen;
  }

  SessionCounts counts_;
  StalestRead stalest_;
  std::vector<Seen> table_;  // a power of two long, at most three quarters full
  std::size_t pairs_ = 0;
};

}  // namespace edgecase
