#include "cost/meters.hpp"

#include <algorithm>
#include <array>

namespace edgecase {

namespace {

constexpr std::array meters{
    Meter{meter::edge_requests, Dimension::count, "country, region, route, cause",
          "requests that users send to a PoP and that the PoP answers, errors included"},
    Meter{meter::edge_egress_bytes, Dimension::bytes, "country, region, route, cause",
          "bytes a PoP sends to users: response headers and bodies"},
    Meter{meter::tier_fill_bytes, Dimension::bytes, "country, region, route, cause",
          "bytes an upper tier sends to a lower one; the labels are the upper tier's"},
    Meter{meter::origin_requests, Dimension::count, "origin_region, route, tier, cause",
          "requests that reach the origin"},
    Meter{meter::origin_egress_bytes, Dimension::bytes, "origin_region, route, tier, cause",
          "bytes the origin sends to the edge: a cloud bills them as internet egress"},
    Meter{meter::origin_upload_bytes, Dimension::bytes, "country, region, route, tier, cause",
          "bytes the edge sends to the origin: request headers and bodies"},
    Meter{meter::region_egress_bytes, Dimension::bytes, "origin_region, cause",
          "bytes one region of a cloud sends to another: replication"},
};

}  // namespace

std::span<const Meter> all_meters() { return meters; }

const Meter* find_meter(std::string_view name) {
  const auto at =
      std::find_if(meters.begin(), meters.end(), [&](const Meter& m) { return m.name == name; });
  return at == meters.end() ? nullptr : &*at;
}

}  // namespace edgecase
