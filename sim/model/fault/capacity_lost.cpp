// A share of the origin's workers is gone: each leaves when it has finished what it is at, the next
// free ones first, and returns at the end. Of pools in series, all lose it.
// Test: tests/laws/fault_kinds.cpp

#include "model/fault/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<CapacityLostSpec>) {
  return list<CapacityLostSpec>(
      field("target", &CapacityLostSpec::target, "what loses capacity: origin", required()),
      field("share", &CapacityLostSpec::share, "share of the workers, rounded", required(),
            more_than(Share{0}), at_most(Share{1})));
}

Outage outage(const CapacityLostSpec& spec) {
  return Trouble{.target = spec.target, .effect = {.lost = spec.share.value}};
}

}  // namespace edgecase
