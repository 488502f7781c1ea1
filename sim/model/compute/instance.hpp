#pragma once
// What every kind of instance of a function shares: how it starts, how long it is kept, what its
// life is measured and billed by.
//
// Assumes: an instance is kept for keep_alive after its last request has ended, to the nanosecond;
// at that very instant it is gone. Units: simulation time, bytes. Not modelled: an instance that
// grows with use, crashes of the code.

#include <algorithm>
#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "measure/phases.hpp"

namespace edgecase {

/// How an invocation came by its instance.
enum class StartKind : std::uint8_t {
  warm,    ///< an instance stood ready
  cold,    ///< one was started for it
  victim,  ///< it waited for an instance that was being started for another
  none     ///< it never got one: throttled or shed
};

/// The part of a run that is measured. Lives and busy times are cut at its edges.
struct Window {
  Instant from{};
  Instant to = Instant::max();
  Duration overlap(Instant begin, Instant end) const {
    return std::max(std::min(end, to) - std::max(begin, from), Duration{0});
  }
};

/// How a platform rounds the time it bills: up to whole steps, and at least so much.
struct Rounding {
  Duration step{1};
  Duration least{};
  Duration operator()(Duration time) const {
    if (time <= Duration{0}) return Duration{0};
    const Duration longer = std::max(time, least);
    return (longer + step - Duration{1}) / step * step;
  }
};

/// What the instances of one function did within the window.
struct InstanceMeters {
  Duration alive{};         ///< from the beginning of the start until they are gone, summed
  Duration busy{};          ///< with at least one request (starting for one counts)
  Duration billed_alive{};  ///< each life rounded as billed
  Duration billed_busy{};   ///< each busy time rounded as billed
  std::int64_t started = 0;
  std::int64_t expired = 0;   ///< keep_alive passed
  std::int64_t evicted = 0;   ///< their memory was needed
  std::int64_t replaced = 0;  ///< a new version was deployed
  std::int64_t now = 0;       ///< alive at present, window or not
  std::int64_t peak = 0;      ///< most alive at once
};

/// The part of a function's usage that one phase of the month has, as far as it is billed.
struct PhaseMeters {
  std::int64_t requests = 0;
  Duration cpu{};
  Duration billed_requests{};
  Duration billed_alive{};
  Duration billed_busy{};
};

/// Where several phases are told apart; a life that spans two is billed to each for its part.
struct MetersByPhase {
  const Phases* phases;
  std::vector<PhaseMeters> of;

  PhaseMeters& at(Instant moment) { return of[phases->at(moment)]; }
  /// `billed` for the time between these, in proportion.
  void share_out(Instant from, Instant until, Duration billed, Duration PhaseMeters::* which);
};

/// Memory of a server (or of all servers, where a platform places instances itself).
struct Room {
  std::int64_t used = 0;
  std::int64_t capacity = INT64_MAX;
  std::int64_t peak = 0;
};

/// What an instance's owner needs to keep it: lives on the stack of one call.
struct Custody {
  Duration keep_alive;
  std::int64_t memory;  // of one instance
  bool squeezed;        // keep_alive is shorter than the platform's own: neighbours need the room
  Rounding rounding;
  const Window& window;
  InstanceMeters& meters;
  Room& room;
  MetersByPhase* by_phase = nullptr;  // null: one phase

  void begin(Instant now) const {
    room.used += memory;
    room.peak = std::max(room.peak, room.used);
    ++meters.now;
    if (now >= window.to) return;
    meters.started += now >= window.from;
    meters.peak = std::max(meters.peak, meters.now);
  }
  void end(Instant created, Instant gone) const {
    room.used -= memory;
    --meters.now;
    const Duration life = window.overlap(created, gone);
    meters.alive += life;
    meters.billed_alive += rounding(life);
    if (by_phase != nullptr)
      by_phase->share_out(std::max(created, window.from), std::min(gone, window.to), rounding(life),
                          &PhaseMeters::billed_alive);
  }
  void worked(Instant from, Instant to) const {
    const Duration busy = window.overlap(from, to);
    meters.busy += busy;
    meters.billed_busy += rounding(busy);
    if (by_phase != nullptr)
      by_phase->share_out(std::max(from, window.from), std::min(to, window.to), rounding(busy),
                          &PhaseMeters::billed_busy);
  }
  void let_go(Instant gone) const {
    const bool counts = gone >= window.from && gone < window.to;
    (squeezed ? meters.evicted : meters.expired) += counts;
  }
};

}  // namespace edgecase
