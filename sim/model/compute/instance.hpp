#pragma once
// Common properties of function instances: start, keep-alive, metering and billing.
//
// Assumes: an instance is kept for exactly keep_alive after the end of its last request.
// Units: simulation time, bytes. Not modelled: memory growth, crashes.

#include <algorithm>
#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "measure/phases.hpp"

namespace edgecase {

/// How an invocation got its instance.
enum class StartKind : std::uint8_t {
  warm,    ///< an instance was ready
  cold,    ///< an instance was started for it
  victim,  ///< it waited for another request's cold start
  none     ///< none: throttled or shed
};

/// The measured part of a run. Lifetimes and busy times are clipped to it.
struct Window {
  Instant from{};
  Instant to = Instant::max();
  Duration overlap(Instant begin, Instant end) const {
    return std::max(std::min(end, to) - std::max(begin, from), Duration{0});
  }
};

/// Rounding of billed time: up to whole steps, with a minimum.
struct Rounding {
  Duration step{1};
  Duration least{};
  Duration operator()(Duration time) const {
    if (time <= Duration{0}) return Duration{0};
    const Duration longer = std::max(time, least);
    return (longer + step - Duration{1}) / step * step;
  }
};

/// Usage of the instances of one function within the window.
struct InstanceMeters {
  Duration alive{};         ///< total lifetime, including starts
  Duration busy{};          ///< with at least one request (including starting for one)
  Duration billed_alive{};  ///< each lifetime rounded as billed
  Duration billed_busy{};   ///< each busy time rounded as billed
  std::int64_t started = 0;
  std::int64_t expired = 0;   ///< ended by keep_alive
  std::int64_t evicted = 0;   ///< evicted for their memory
  std::int64_t replaced = 0;  ///< replaced by a new version
  std::int64_t now = 0;       ///< currently alive, inside the window or not
  std::int64_t peak = 0;      ///< maximum alive at once
};

/// A function's billed usage in one phase of the month.
struct PhaseMeters {
  std::int64_t requests = 0;
  Duration cpu{};
  Duration billed_requests{};
  Duration billed_alive{};
  Duration billed_busy{};
};

/// If there are several phases: a lifetime that spans two is billed to each proportionally.
struct MetersByPhase {
  const Phases* phases;
  std::vector<PhaseMeters> of;

  PhaseMeters& at(Instant moment) { return of[phases->at(moment)]; }
  /// `billed`, apportioned to the time between these.
  void share_out(Instant from, Instant until, Duration billed, Duration PhaseMeters::* which);
};

/// Memory of a server (or of all servers, if the platform places instances itself).
struct Room {
  std::int64_t used = 0;
  std::int64_t capacity = INT64_MAX;
  std::int64_t peak = 0;
};

/// The context that an instance's owner needs; lives on the stack of one call.
struct Custody {
  Duration keep_alive;
  std::int64_t memory;  // of one instance
  bool squeezed;        // neighbours' memory demand shortens keep_alive
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
