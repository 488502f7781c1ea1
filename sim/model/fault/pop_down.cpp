// One PoP is down; its users move to their next catchment once routes have converged.
// Partial failures are other kinds: errors, slow, loss. Test: tests/laws/faults.cpp

#include "model/fault/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<PopDownSpec>) {
  return list<PopDownSpec>(field("target", &PopDownSpec::target, "the PoP: {pop: GRU}", required()),
                           field("loses_caches", &PopDownSpec::loses_caches,
                                 "whether it returns with empty caches (power loss, reinstall) or "
                                 "full ones (disconnected)",
                                 assumed("the worse case")));
}

Outage outage(const PopDownSpec& spec) {
  return PopOutage{.pops = {spec.target.pop}, .loses_caches = spec.loses_caches};
}

}  // namespace edgecase
