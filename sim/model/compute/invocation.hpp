#pragma once
// One run of a function: how it began, where its time went, how it ended; and what all runs of a
// function add up to, for the bill.
//
// Every invocation has exactly one end. A caller who gives up does not stop the work: the slot and
// the CPU are used to the end, and that CPU is counted as abandoned. Units: simulation time.

#include <cstdint>

#include <edgecase/units.hpp>

#include "model/compute/instance.hpp"

namespace edgecase {

enum class InvocationEnd : std::uint8_t {
  done,
  killed,     ///< over the platform's limit of CPU or wall time
  timed_out,  ///< the caller gave up; the work goes on
  throttled,  ///< over the account's limits (429)
  shed        ///< no room, a full queue, or too long a wait (503)
};

struct Call {
  std::uint64_t number = 0;  ///< the request's own: keys its draws
  Duration head_start{};     ///< since its TLS hello named the site; 0 on a reused connection
  bool measured = true;
  std::uint32_t stands_for = 1;  ///< requests that its usage is booked for; it runs once
  double cpu_factor = 1;         ///< of its CPU work, relative to the function's usual
};

struct Invocation {
  InvocationEnd end = InvocationEnd::done;
  StartKind how = StartKind::none;
  bool measured = true;
  bool too_long = false;  ///< its CPU or wall time was cut by a limit
  std::uint16_t generation = 0;
  std::uint32_t function = 0;
  std::uint32_t server = 0;
  std::uint32_t instance = 0;
  Instant arrived{};
  Instant start{};        ///< an instance is ready for it
  Instant cpu_done{};     ///< its CPU work has ended
  Instant finish{};       ///< the slot is free again
  Instant answered{};     ///< the caller knows: the answer, a refusal, or its own timeout
  Duration queued{};      ///< for a slot
  Duration starting{};    ///< for an instance to start, its own or another's
  Duration cpu_waited{};  ///< for a core
  Duration cpu{};         ///< work
  Duration waited{};      ///< elsewhere: third parties, sub-requests
  Duration billed_start{};
  std::uint32_t stands_for = 1;

  bool served() const { return how != StartKind::none; }
};

/// Usage of one function in one place, over the window.
struct FunctionMeters {
  std::int64_t requests = 0;
  std::int64_t warm = 0, cold = 0, victims = 0;
  std::int64_t done = 0, killed = 0, timed_out = 0, throttled = 0, shed = 0;
  std::int64_t sub_requests = 0;
  Duration cpu{};              ///< used, whatever became of the request
  Duration abandoned_cpu{};    ///< of it, after the caller gave up
  Duration wall{};             ///< slots in use, from the start of the handler
  Duration billed_requests{};  ///< each wall time (and start, where billed) rounded as billed
  Duration queued{}, starting{}, cpu_waited{};
  InstanceMeters instances;
};

}  // namespace edgecase
