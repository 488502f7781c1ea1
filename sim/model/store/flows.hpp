#pragma once
// Bytes that leave the sites of a store: from which, where to and why. Prices depend on all three.

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>

#include <edgecase/units.hpp>

namespace edgecase {

enum class FlowReason : std::uint8_t {
  read,         ///< answers to readers
  replication,  ///< copies of writes to other sites
};
constexpr std::string_view name_of(FlowReason reason) {
  return reason == FlowReason::read ? "read" : "replication";
}

enum class FlowTo : std::uint8_t {
  network,  ///< a PoP
  site,     ///< another site of the store
  cloud,    ///< a function in a cloud region
};

/// One kind of transfer.
struct Flow {
  std::uint16_t from = 0;  ///< site
  FlowTo kind = FlowTo::network;
  std::uint16_t to = 0;  ///< the region of that PoP, that site, or the place of that function
  FlowReason reason = FlowReason::read;
  std::uint8_t phase = 0;  ///< of the month
  friend auto operator<=>(const Flow&, const Flow&) = default;
};

struct FlowCount {
  std::uint64_t messages = 0;
  std::uint64_t bytes = 0;
};

class StoreFlows {
 public:
  void add(const Flow& flow, Bytes bytes, std::uint64_t times = 1) {
    FlowCount& count = all_[flow];
    count.messages += times;
    count.bytes += static_cast<std::uint64_t>(bytes.count) * times;
  }
  const std::map<Flow, FlowCount>& all() const { return all_; }
  /// Time that instances were in memory.
  void add_active(std::uint8_t phase, Duration time) {
    active_ns_[phase] += static_cast<std::uint64_t>(time.count());
  }
  const std::map<std::uint8_t, std::uint64_t>& active_ns() const { return active_ns_; }
  void merge(const StoreFlows& other) {
    for (const auto& [flow, count] : other.all_) {
      all_[flow].messages += count.messages;
      all_[flow].bytes += count.bytes;
    }
    for (const auto& [phase, ns] : other.active_ns_) active_ns_[phase] += ns;
  }

 private:
  std::map<Flow, FlowCount> all_;
  std::map<std::uint8_t, std::uint64_t> active_ns_;  // by phase of the month
};

}  // namespace edgecase
