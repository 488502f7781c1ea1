#pragma once
// Device posture: a client reports the state of its device every `poll`. A compromised device stays
// trusted until its next report has been processed: poll / 2 + latency on average, and at most
// poll + latency.
//
// Assumes: each device polls periodically with its own phase, whether in use or not. Compromises
// that a check misses (1 - detects) are never detected. Not modelled: manipulated agents, devices
// without an agent.

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

  /// The device is compromised at `when`.
  void compromise(std::uint64_t device, Instant when);
  /// When requests of this device are refused from; Instant::max(): never (healthy or undetected).
  Instant distrusted_from(std::uint64_t device) const;
  /// When it was compromised; Instant::max(): never.
  Instant compromised_at(std::uint64_t device) const;
  Duration cpu() const { return spec_.cpu; }

 private:
  Instant next_report(std::uint64_t device, Instant after) const;

  PostureSpec spec_;
  Stream draws_;
  std::unordered_map<std::uint64_t, Instant> compromised_;
};

}  // namespace edgecase
