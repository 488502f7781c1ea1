#include "model/store/health.hpp"

#include <algorithm>

namespace edgecase {

Instant StoreHealth::free_from(End a, End b, Instant at) const {
  for (bool moved = true; moved;) {
    moved = false;
    for (const Outage& outage : outages_) {
      if (!outage.separates(a, b) || at < outage.from || at >= outage.until) continue;
      if (outage.until == Instant::max()) return Instant::max();
      at = outage.until;
      moved = true;
    }
  }
  return at;
}

Instant StoreHealth::down_since(std::uint16_t site, Instant now) const {
  Instant since = Instant::max();
  for (const Outage& outage : outages_)
    if (outage.site == site && outage.from <= now && now < outage.until)
      since = std::min(since, outage.from);
  return since;
}

// Of several that last, the one that began last: which of them ends makes no difference.
void StoreHealth::end(std::uint16_t site, std::uint8_t region, Instant at) {
  const auto lasting = std::find_if(outages_.rbegin(), outages_.rend(), [&](const Outage& outage) {
    return outage.site == site && outage.region == region && outage.until == Instant::max();
  });
  if (lasting != outages_.rend()) lasting->until = at;
}

}  // namespace edgecase
