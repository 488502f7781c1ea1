#pragma once
// The true history of a store: every version of every key that was written, and when. What a reader
// was shown is compared with it; stores with copies also compute from it which version a replica
// has received by now.
//
// Version 0 is the content before the run. Memory: 32 bytes a commit, about 12 bytes a written key;
// keys that are only read cost nothing. Commits come in the order of time.

#include <cstdint>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include <edgecase/units.hpp>

namespace edgecase {

class CommitLog {
 public:
  struct Commit {
    Instant at{};    ///< when it was written first
    Instant done{};  ///< when its writer knew that it was
    std::uint32_t version = 0;
    std::uint32_t before = 0;  ///< 1 + index of the key's previous commit; 0: it was the first
    std::uint32_t value = 0;   ///< of a counter or a stock
    std::uint16_t writer = 0;  ///< site that accepted it
    bool lost = false;         ///< with that site, before others had it
  };

  /// The newest version of a key; null: it was not written in this run.
  const Commit* newest(std::uint32_t key) const {
    const auto at = newest_.find(key);
    if (at == newest_.end()) return nullptr;
    const Commit* commit = &commits_[at->second];
    while (commit != nullptr && commit->lost) commit = before(*commit);
    return commit;
  }
  std::uint32_t version(std::uint32_t key) const {
    const Commit* commit = newest(key);
    return commit == nullptr ? 0 : commit->version;
  }
  /// Null for the first.
  const Commit* before(const Commit& commit) const {
    return commit.before == 0 ? nullptr : &commits_[commit.before - 1];
  }
  /// The newest version of which `visible` holds; null: none is.
  template <class Visible>
  const Commit* newest_of(std::uint32_t key, Visible visible) const {
    const Commit* commit = newest(key);
    while (commit != nullptr && (commit->lost || !visible(*commit))) commit = before(*commit);
    return commit;
  }
  /// When a newer version than this was done first; Instant::max(): none is.
  Instant superseded(std::uint32_t key, std::uint32_t version) const;
  /// The newest version that was done at this time.
  std::uint32_t version_at(std::uint32_t key, Instant time) const;

  /// Requires: `at` is not before the last commit, `done` not before `at`.
  const Commit& add(std::uint32_t key, Instant at, Instant done, std::uint32_t value = 0,
                    std::uint16_t writer = 0);

  /// When the newest version of a key is done: known only after it was sent out.
  void done(std::uint32_t key, Instant at) { commits_[newest_.at(key)].done = at; }

  /// Takes back the commits of which `is_lost(key, commit)` holds.
  template <class IsLost>
  void lose(IsLost is_lost) {
    for (const auto& [key, last] : newest_)
      for (std::uint32_t at = last + 1; at != 0; at = commits_[at - 1].before)
        commits_[at - 1].lost = commits_[at - 1].lost || is_lost(key, commits_[at - 1]);
  }

  std::uint64_t commits() const { return commits_.size(); }
  std::uint64_t written_keys() const { return newest_.size(); }

 private:
  boost::unordered_flat_map<std::uint32_t, std::uint32_t> newest_;  // index of the commit
  std::vector<Commit> commits_;
};

}  // namespace edgecase
