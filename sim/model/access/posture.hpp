#pragma once
// Device posture: a client reports every `poll` whether its device is as it should be. A device
// that is compromised stays trusted until its next report has arrived: poll / 2 + latency on
// average, and at most poll + latency.
//
// Assumes: each device polls at its own even moments, whether it is used or not. What a check does
// not see (1 - detects) it never sees. Not modelled: agents that lie, devices without an agent.

#include <cstdint>
#include <unordered_map>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

struct PostureSpec {
  Duration poll = std::chrono::minutes(5);
  Duration latency = std::chrono::seconds(2);
  Share detects{1};
  Duration cpu = std::chrono::microseconds(5);
};
std::vector<Field> fields(Of<PostureSpec>);

class Posture {
 public:
  Posture(const PostureSpec& spec, const Stream& draws) : spec_(spec), draws_(draws) {}

  /// The device is in wrong hands from `when` on.
  void compromise(std::uint64_t device, Instant when);
  /// When requests of this device are refused; Instant::max(): never (it is fine, or nobody sees
  /// it).
  Instant distrusted_from(std::uint64_t device) const;
  /// When it was compromised; Instant::max(): it was not.
  Instant compromised_at(std::uint64_t device) const;
  Duration cpu() const { return spec_.cpu; }

 private:
  Instant next_report(std::uint64_t device, Instant after) const;

  PostureSpec spec_;
  Stream draws_;
  std::unordered_map<std::uint64_t, Instant> compromised_;
};

}  // namespace edgecase
