#pragma once
// The servers of a PoP as one fluid queue of CPU work: work beyond the capacity of the cores waits,
// and work that would wait too long is refused.
//
//   const CpuVerdict v = cpu.work(now, 400us, weight);   // v.waited, or v.refused
//
// All work is in one queue that c cores drain together: a request waits backlog / c. Above
// saturation the backlog grows by (offered - c) per second up to c x patience, where the share
// (offered - c) / offered is refused; below saturation there is no wait. Exact for M/D/1 with one
// core; with many cores waits below saturation are negligible. Assumes: first come, first served;
// any core does any work. Units: CPU time. Not modelled: long requests on a single core,
// priorities.

#include <algorithm>
#include <cstdint>
#include <optional>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

/// CPU capacity of PoPs, by size.
struct EdgeCpuSpec {
  double hub = 40'000;
  double large = 10'000;
  double medium = 3'000;
  double small = 600;
  std::optional<Share> busy;
  Duration request = std::chrono::microseconds(100);
  Duration handshake = std::chrono::microseconds(90);
  Duration patience = std::chrono::seconds(2);
};
std::vector<Field> fields(Of<EdgeCpuSpec>);

struct CpuVerdict {
  bool refused = false;
  Duration waited{};
};

class EdgeCpu {
 public:
  EdgeCpu(double cores, Duration patience) : cores_(cores), patience_s_(in_seconds(patience)) {}

  /// `count` simultaneous requests of this much work each; calls in order of time. Refused work is
  /// not done.
  CpuVerdict work(Instant now, Duration each, double count = 1);
  /// Work of requests that were already admitted: it is never refused.
  void more(Instant now, Duration each, double count = 1);
  /// Seconds that work arriving now would wait.
  double wait_s(Instant now) const;

  /// CPU seconds offered and refused since the start, and the longest wait.
  double offered_s() const { return offered_s_; }
  double refused_s() const { return refused_s_; }
  Duration longest() const { return longest_; }
  /// Highest utilisation over a ten-second slot of the clock: offered work / capacity.
  double peak() const { return std::max(peak_, load()); }
  double cores() const { return cores_; }

 private:
  static constexpr Duration slot = std::chrono::seconds(10);
  double load() const { return slot_s_ / (cores_ * in_seconds(slot)); }
  void ask(Instant now, double seconds);

  double cores_;
  double patience_s_;
  double backlog_s_ = 0;  // CPU seconds, at since_
  Instant since_{};
  double offered_s_ = 0, refused_s_ = 0;
  Duration longest_{};
  std::int64_t slot_number_ = 0;
  double slot_s_ = 0;  // offered in this slot
  double peak_ = 0;
};

}  // namespace edgecase
