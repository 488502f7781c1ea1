#pragma once
// One invocation of a function: how it started, its times, its outcome; and the total usage of a
// function, for the bill.
//
// Every invocation has exactly one outcome. A caller's timeout does not stop the work: the slot
// and the CPU are used to the end, and that CPU is counted as abandoned. Units: simulation time.

#include <cstdint>

#include <edgecase/units.hpp>

#include "model/compute/instance.hpp"

namespace edgecase {

enum class InvocationEnd : std::uint8_t {
  done,
  killed,     ///< over the platform's limit of CPU or wall time
  timed_out,  ///< the caller timed out; the work continues
  throttled,  ///< over the account's limits (429)
  shed        ///< no capacity, full queue, or too long a wait (503)
};

struct Call {
  std::uint64_t number = 0;  ///< request number: keys its random draws
  Duration head_start{};     ///< since the site was known from its TLS hello; 0 if reused
  bool measured = true;
  std::uint32_t stands_for = 1;  ///< number of requests it represents in usage; it runs once
  double cpu_factor = 1;         ///< CPU work relative to the function's usual
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
  Instant answered{};     ///< the caller has a response, a refusal, or its own timeout
  Duration queued{};      ///< wait for a slot
  Duration starting{};    ///< wait for a cold start, its own or another request's
  Duration cpu_waited{};  ///< wait for a core
  Duration cpu{};         ///< work
  Duration waited{};      ///< wait for third parties and sub-requests
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
  Duration cpu{};              ///< used, whatever the outcome of the request
  Duration abandoned_cpu{};    ///< the part used after the caller timed out
  Duration wall{};             ///< slots in use, from the start of the handler
  Duration billed_requests{};  ///< each wall time (and start, where billed) rounded as billed
  Duration queued{}, starting{}, cpu_waited{};
  InstanceMeters instances;
};

}  // namespace edgecase
