#pragma once
// Hits that nothing held up, between their end and the counters. What is written of one stands in
// memory far apart: it is prefetched when a hit ends, and written when some more have ended.
//
// Requires: written down before the counters are read.

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/prefetch.hpp"
#include "observation/observations.hpp"

namespace edgecase {

/// Where an answer is counted.
struct Counters {
  Cell& cell;
  PopMeter::Answers& meter;
  Moment& moment;

  void count(CacheStatus status, std::uint64_t bytes, std::int64_t first_byte_ns,
             std::int64_t last_byte_ns) const {
    const bool edge_hit = status == CacheStatus::hit || status == CacheStatus::stale;
    cell.first_byte.add(first_byte_ns);
    ++cell.requests;
    ++cell.statuses[static_cast<std::size_t>(status)];
    cell.bytes += bytes;
    cell.edge_hits += edge_hit;
    cell.edge_hit_bytes += edge_hit ? bytes : 0;
    ++meter.requests;
    meter.bytes += bytes;
    ++moment.requests;
    moment.edge_hits += edge_hit;
    moment.latency_ns += static_cast<std::uint64_t>(last_byte_ns);
    moment.bytes += bytes;
  }
};

class StatsBuffer {
 public:
  /// What a hit took: its first stages, in their order; the last of them is the transfer.
  struct Times {
    std::int64_t first_byte_ns;
    std::array<std::int64_t, index_of(Stage::transfer) + 1> stages;
    std::int64_t last_byte_ns() const { return first_byte_ns + stages.back(); }
  };

  void note(const Counters& counters, std::uint64_t bytes, const Times& times) {
    if (count_ == hits_.size()) write_down();
    hits_[count_++] = {&counters.cell, &counters.meter, &counters.moment, bytes, times};
    counters.cell.latency.prefetch<index_of(Stage::transfer) + 1>(times.last_byte_ns());
    counters.cell.first_byte.prefetch(times.first_byte_ns);
    prefetch_to_write(&counters.meter);
  }
  void write_down() {
    for (std::size_t i = 0; i < count_; ++i) {
      const Hit& hit = hits_[i];
      hit.cell->latency.add(hit.times.last_byte_ns(), hit.times.stages);
      Counters{*hit.cell, *hit.meter, *hit.moment}.count(
          CacheStatus::hit, hit.bytes, hit.times.first_byte_ns, hit.times.last_byte_ns());
    }
    count_ = 0;
  }

 private:
  struct Hit {
    Cell* cell;
    PopMeter::Answers* meter;
    Moment* moment;
    std::uint64_t bytes;
    Times times;
  };
  std::array<Hit, 64> hits_{};
  std::size_t count_ = 0;
};

}  // namespace edgecase
