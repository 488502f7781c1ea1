#pragma once
// What the origin's content is at any time, compared with the copies in caches: since when a copy
// is outdated, and when the purge of that change reaches it. A copy of a store's value is outdated
// from the store's next version on. That time is unknown when the copy is made, so its version is
// kept instead.
//
// Assumes: a purge by URL removes what is there when it arrives; a copy that comes in later, from a
// tier that the purge has not reached yet, is outdated and stays (a race that real purges lose).
// Not modelled: purges on change that remove a current copy which was fetched before they arrived.

#include <cstdint>
#include <optional>
#include <vector>

#include <edgecase/units.hpp>

#include "core/pages.hpp"
#include "core/stop.hpp"
#include "model/cache/pool.hpp"
#include "model/content/change_log.hpp"
#include "model/purge/propagation.hpp"
#include "model/store/commit_log.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

class Truth {
 public:
  Truth(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication, StopFlag stop = {});

  /// Whether content of this route ever changes, so that its copies have notes.
  bool tracks(std::uint8_t route) const {
    return logs_[route].has_value() || versions_[route] != nullptr;
  }
  /// A store answers this route: its versions say what is outdated. Requires: they outlive this.
  void follow(std::uint8_t route, const CommitLog& versions) { versions_[route] = &versions; }
  /// When content that left the origin at `fetched` becomes outdated.
  Instant outdated_at(std::uint8_t route, std::uint32_t object, Instant fetched) const {
    return logs_[route] ? logs_[route]->first_after(object, fetched) : Instant::max();
  }
  /// Requires: the content of the route changes by itself.
  Instant last_change_before_start(std::uint8_t route, std::uint32_t object) const {
    return logs_[route]->last_before_start(object);
  }

  /// When what a copy of a tracked route shows was changed, as far as is known now.
  Instant outdated(NodeId copy, std::uint8_t route, std::uint32_t object) const {
    const Note& note = notes_[copy];
    if (versions_[route] == nullptr) return Instant{Duration{note.outdated_ns}};
    return versions_[route]->superseded(object, version(copy, route));
  }
  /// The version that a copy of a tracked route shows; 0 where no store answers.
  std::uint32_t version(NodeId copy, std::uint8_t route) const {
    if (versions_[route] == nullptr) return 0;
    return static_cast<std::uint32_t>(notes_[copy].outdated_ns);
  }
  /// The same of content that is kept elsewhere.
  Instant outdated(std::uint8_t route, std::uint32_t object, std::uint32_t version,
                   Instant known) const {
    return versions_[route] == nullptr ? known : versions_[route]->superseded(object, version);
  }
  Instant purged(NodeId copy) const { return Instant{Duration{notes_[copy].purged_ns}}; }

  /// What left its source at `fetched`, to be outdated at that time, or with a version of its
  /// store.
  struct Kept {
    Instant fetched;
    Instant outdated;
    std::uint32_t version = 0;
  };
  /// Records a copy that was stored in this PoP now.
  void note(NodeId copy, std::uint8_t route, std::uint32_t object, std::uint16_t pop,
            const Kept& kept, Instant now);

  const PurgePropagation* propagation() const { return propagation_ ? &*propagation_ : nullptr; }
  /// When the purges of each change of a route were accepted, in the order of the changes.
  const std::vector<Instant>& accepted(std::uint8_t route) const { return accepted_[route]; }
  const std::optional<ChangeLog>& changes(std::uint8_t route) const { return logs_[route]; }

 private:
  struct Note {
    std::int64_t outdated_ns;  // or the version, where a store answers
    std::int64_t purged_ns;
  };
  void accept_purges(const Blueprint& plan, StopFlag stop);
  Instant purged_at(std::uint8_t route, std::uint32_t object, std::uint16_t pop, Instant fetched,
                    Instant now) const;

  std::vector<std::optional<ChangeLog>> logs_;  // by route
  std::vector<const CommitLog*> versions_;      // by route; null: no store answers it
  std::vector<std::vector<Instant>> accepted_;  // by route; empty: not purged
  std::vector<std::uint64_t> first_purge_;      // by route: number of the purge of its change 0
  std::optional<PurgePropagation> propagation_;
  std::uint16_t ingest_ = 0;
  Pages memory_;
  Note* notes_;
  std::uint64_t noted_ = 0;  // nodes that there is room for
};

}  // namespace edgecase
