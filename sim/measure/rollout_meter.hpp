#pragma once
// What became of a change: what it harmed, and what was done about it. All plain values that
// merge; times are kept as sums with their number, because a replication in which something did
// not happen has none.

#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "measure/merge_rules.hpp"

namespace edgecase {

/// How often something happened, and after how long in sum.
struct Occurrence {
  std::uint64_t times = 0;
  double seconds = 0;

  void at(Duration after) {
    ++times;
    seconds += in_seconds(after);
  }
  bool happened() const { return times > 0; }
};

/// Requests of the measured time, and users, by region.
struct HarmMeter {
  std::vector<std::uint64_t> failed;  ///< because of the change
  std::vector<std::uint64_t> slowed;  ///< answered, later because of it
  std::vector<std::uint64_t> users;   ///< that it harmed at least once
};

/// Times from when the change was ready.
struct RolloutBooks {
  std::vector<Occurrence> steps;   ///< begun
  Occurrence found = {};           ///< by its review: not shipped
  Occurrence everywhere = {};      ///< everybody has it
  Occurrence harmful = {};         ///< it did harm for the first time
  Occurrence noticed = {};         ///< by a check or an alert
  Occurrence decided = {};         ///< to undo it
  Occurrence undone = {};          ///< everywhere
  Occurrence blocked = {};         ///< waited for a tool, each time so long
  std::uint64_t by_check = 0;      ///< noticed by a check, not by an alert
  std::uint64_t stopped = 0;       ///< without being undone
  std::uint64_t looks = 0;         ///< with enough requests
  std::uint64_t inconclusive = 0;  ///< steps that ended without one
};

struct RolloutMeter {
  HarmMeter harm;
  RolloutBooks books;
};

/// In the measured time. Times from its start.
struct AlertMeter {
  std::uint64_t pages = 0;
  std::uint64_t tickets = 0;
  std::uint64_t false_pages = 0;  ///< while no change did harm and no fault lasted
  Occurrence first_page = {};
};

}  // namespace edgecase
