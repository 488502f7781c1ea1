#pragma once
// What gates saw in one run: logins, and what still went through that should not have.

#include <array>
#include <cstdint>
#include <string_view>

#include "core/histogram.hpp"

namespace edgecase {

/// After what: a person's right was taken back, or a device fell into wrong hands.
inline constexpr std::array<std::string_view, 2> exposure_names{"revocation", "compromise"};

struct ExposureMeter {
  std::uint64_t requests = 0;  ///< that were let in
  double longest_s = 0;        ///< until the last of them
};

struct AccessMeter {
  CountHistogram login_machines;  ///< what machines took of a login
  CountHistogram login_whole;     ///< with the person's own time
  std::uint64_t refused_logins = 0;
  std::uint64_t renewals = 0;
  std::uint64_t requests = 0;  ///< that came to a gate
  std::uint64_t delay_ns = 0;  ///< that they were held, summed
  std::array<ExposureMeter, exposure_names.size()> exposures{};
  void merge(const AccessMeter& other) {
    login_machines.merge(other.login_machines);
    login_whole.merge(other.login_whole);
    refused_logins += other.refused_logins;
    renewals += other.renewals;
    requests += other.requests;
    delay_ns += other.delay_ns;
  }
};

}  // namespace edgecase
