#pragma once
// What became of the messages of a queue that were accepted in the measured time.

#include <cstdint>
#include <map>

#include "core/histogram.hpp"

namespace edgecase {

/// By store and phase of the month. What is not processed and no dead letter is still in the queue.
struct QueueMeter {
  std::uint64_t accepted = 0;
  std::uint64_t bytes = 0;       ///< of those
  std::uint64_t deliveries = 0;  ///< to consumers, repeated ones included
  std::uint64_t processed = 0;   ///< messages, once each
  std::uint64_t duplicates = 0;  ///< deliveries of messages that had been processed before
  std::uint64_t dead_letters = 0;
  std::uint64_t reordered = 0;  ///< processed after a later message of the same key
  std::uint64_t deleted = 0;    ///< that have left the queue
  CountHistogram delay_ns;      ///< from a message's acceptance until it was processed
};

/// Messages that were accepted and have not left the queue: waiting, at consumers, or to be
/// delivered again.
struct QueueBacklog {
  std::uint64_t at_end = 0;  ///< of the measured time
  std::uint64_t peak = 0;    ///< in it
};

struct QueueMeters {
  std::map<std::uint8_t, QueueMeter> by_phase;
  QueueBacklog backlog;
};

}  // namespace edgecase
