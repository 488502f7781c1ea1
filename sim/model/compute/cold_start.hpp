#pragma once
// A cold start, phase by phase: find a server, fetch the code, boot the sandbox, start the language
// runtime, run the user's top-level code. An optimisation (a snapshot, a smaller bundle, code that
// is already local) removes or shortens its phase.
//
// Assumes: phases are sequential and independent. Code is fetched once per place: starts during the
// fetch wait for it; afterwards it is on a local disk, whose time is part of the boot. Phases are
// sourced in the runtimes catalogue (Cloudflare blog 2025-09-26 names fetch, compile, top level;
// AWS docs name placement, download, init). Not modelled: CPU contention by starts, eviction of
// code from a place's disk.

#include <array>
#include <cstdint>

#include <edgecase/units.hpp>

#include "core/distribution.hpp"
#include "core/random.hpp"

namespace edgecase {

enum class ColdPhase : std::uint8_t { placement, code_fetch, boot, language_init, user_init };
constexpr std::size_t cold_phases = 5;

struct ColdStart {
  std::array<Distribution, cold_phases> phases;  // seconds
  /// Transfer time of the code from the store, in addition to the random code_fetch time.
  Duration transfer{};

  Duration draw(ColdPhase phase, const Stream& stream, std::uint64_t number) const {
    const auto lane = 8 + static_cast<std::uint32_t>(phase);
    return from_seconds(
        phases[static_cast<std::size_t>(phase)].quantile(stream.unit(number, lane)));
  }
};

/// The phase times of one cold start.
struct ColdTimes {
  std::array<Duration, cold_phases> phases{};
  Duration total() const {
    Duration sum{};
    for (const Duration phase : phases) sum += phase;
    return sum;
  }
};

/// Whether and since when a place has the code of a function.
class CodeCopy {
 public:
  /// The wait for the code of a start at `now`; `fetch` if it must be fetched.
  Duration obtain(Instant now, Duration fetch) {
    if (here_ == Instant::max()) {
      here_ = now + fetch;
      return fetch;
    }
    return here_ > now ? here_ - now : Duration{0};
  }
  void forget() { here_ = Instant::max(); }
  bool absent() const { return here_ == Instant::max(); }

 private:
  Instant here_ = Instant::max();
};

}  // namespace edgecase
