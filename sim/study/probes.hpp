#pragma once
// The probes of a stress test: each is a change of the scenario, and the question that an
// interviewer would ask about what it does. A new one is a line in probes.cpp.

#include <functional>
#include <string>
#include <vector>

#include <edgecase/stress.hpp>

#include "plan/blueprint.hpp"

namespace edgecase {

struct Probe {
  std::string name;
  std::function<void(Setting&)> change;
  /// Of the numbers that the probe led to.
  std::function<std::string(const StressRow&)> question;
  double egress_price = 1;  ///< a probe of prices needs no run
  bool all_month = false;   ///< else it happens once
};

struct Probes {
  std::vector<Probe> all;
  std::vector<std::string> skipped;  ///< "control plane down: …"
};
Probes probes_of(const Blueprint& plan);

/// The scenario with this many times its load, everywhere.
void multiply_load(Setting& setting, double factor);

}  // namespace edgecase
