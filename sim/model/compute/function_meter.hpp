#pragma once
// What functions did in one run: by requests of users, and by place for the bill.

#include <cstdint>

#include "measure/merge_rules.hpp"

namespace edgecase {

/// Requests that a function was asked to answer.
struct FunctionCounts {
  std::uint64_t requests = 0;
  std::uint64_t cold = 0;     ///< of those, an instance was started for them
  std::uint64_t victims = 0;  ///< of those, waited for an instance started for another request
  WideSum start_ns;           ///< spent waiting for starts, summed
  WideSum cold_ns;            ///< of that, by those for which an instance was started
};

/// One function in one place: its usage for the bill, and its cold starts.
struct FunctionUse {
  std::int64_t requests = 0;
  std::int64_t cold = 0;  ///< of those, an instance was started for them
  std::int64_t sub_requests = 0;
  std::int64_t cpu_ns = 0;
  std::int64_t billed_ns = 0;       ///< rounded as its platform bills it
  std::int64_t provisioned_ns = 0;  ///< of instances kept ready all the time
  std::int64_t alive_ns = 0;        ///< of all instances, summed
  std::int64_t starting_ns = 0;     ///< that requests waited for starts, summed
};

}  // namespace edgecase
