#pragma once
// What access gates counted in one run: logins, and requests that were let in after the right to
// make them had ended.

#include <array>
#include <cstdint>
#include <string_view>

#include "core/histogram.hpp"
#include "measure/merge_rules.hpp"

namespace edgecase {

/// Since when a request should have been refused: a person's right was revoked, or a device was
/// compromised.
inline constexpr std::array<std::string_view, 2> exposure_names{"revocation", "compromise"};

struct ExposureMeter {
  std::uint64_t requests = 0;  ///< that were let in
  Max<double> longest_s = 0;   ///< until the last of them
};

struct AccessMeter {
  CountHistogram login_machines;  ///< the machines' part of a login
  CountHistogram login_whole;     ///< with the person's own time
  std::uint64_t refused_logins = 0;
  std::uint64_t renewals = 0;
  std::uint64_t requests = 0;  ///< that came to a gate
  WideSum delay_ns;            ///< that gates held them, summed
  std::array<ExposureMeter, exposure_names.size()> exposures{};
};

}  // namespace edgecase
