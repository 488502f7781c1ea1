#pragma once
// What the origin's content is at any time, compared with the copies in caches: since when a copy
// is outdated, and when the purge of that change reaches it.
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
#include "plan/blueprint.hpp"

namespace edgecase {

class Truth {
 public:
  Truth(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication, StopFlag stop = {});

  /// Whether content of this route ever changes.
  bool tracks(std::uint8_t route) const { return logs_[route].has_value(); }
  /// When content that left the origin at `fetched` becomes outdated.
  Instant outdated_at(std::uint8_t route, std::uint32_t object, Instant fetched) const {
    return tracks(route) ? logs_[route]->first_after(object, fetched) : Instant::max();
  }
  /// Requires: the route is tracked.
  Instant last_change_before_start(std::uint8_t route, std::uint32_t object) const {
    return logs_[route]->last_before_start(object);
  }

  struct Note {
    std::int64_t outdated_ns;
    std::int64_t purged_ns;
    Instant outdated() const { return Instant{Duration{outdated_ns}}; }
    Instant purged() const { return Instant{Duration{purged_ns}}; }
  };
  /// What is known of a copy of a route that is tracked.
  const Note& of(NodeId copy) const { return notes_[copy]; }
  /// Records a copy that was stored in this PoP now, whose content left the origin at `fetched`.
  void note(NodeId copy, std::uint8_t route, std::uint32_t object, std::uint16_t pop,
            Instant fetched, Instant outdated, Instant now);

  const PurgePropagation* propagation() const { return propagation_ ? &*propagation_ : nullptr; }
  /// When the purges of each change of a route were accepted, in the order of the changes.
  const std::vector<Instant>& accepted(std::uint8_t route) const { return accepted_[route]; }
  const std::optional<ChangeLog>& changes(std::uint8_t route) const { return logs_[route]; }

 private:
  void accept_purges(const Blueprint& plan, StopFlag stop);
  Instant purged_at(std::uint8_t route, std::uint32_t object, std::uint16_t pop, Instant fetched,
                    Instant now) const;

  std::vector<std::optional<ChangeLog>> logs_;  // by route
  std::vector<std::vector<Instant>> accepted_;  // by route; empty: not purged
  std::vector<std::uint64_t> first_purge_;      // by route: number of the purge of its change 0
  std::optional<PurgePropagation> propagation_;
  std::uint16_t ingest_ = 0;
  Pages memory_;
  Note* notes_;
  std::uint64_t noted_ = 0;  // nodes that there is room for
};

}  // namespace edgecase
