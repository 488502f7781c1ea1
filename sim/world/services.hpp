#pragma once
// What logins and tokens depend on: each is down while at least one fault lasts that takes it down.

#include <array>
#include <cstddef>

#include "plan/change.hpp"

namespace edgecase {

class Services {
 public:
  bool is_up(Service service) const { return outages_[index(service)] == 0; }
  void apply(const ServiceFails& change) { ++outages_[index(change.service)]; }
  void apply(const ServiceRecovers& change) { --outages_[index(change.service)]; }

 private:
  static std::size_t index(Service service) { return static_cast<std::size_t>(service); }

  std::array<int, service_count> outages_{};
};

}  // namespace edgecase
