#pragma once
// What a run counts so that it can be billed. A meter is a name, what one unit of it is, and the
// labels its counts carry; the world adds integers to it, a price sheet names it, and neither knows
// the other. A new product (compute, stores) adds its meters to the table in meters.cpp.
// Rounding per item (a 33 kB message billed as two of 32 kB) belongs to the meter, since a total no
// longer knows its items: the world counts the units that are billed.

#include <span>
#include <string_view>

namespace edgecase {

enum class Dimension { count, bytes };

struct Meter {
  std::string_view name;
  Dimension dimension;
  std::string_view labels;  // which labels its counts may carry
  std::string_view doc;
};

std::span<const Meter> all_meters();
/// Null when there is no meter of that name.
const Meter* find_meter(std::string_view name);

namespace meter {
inline constexpr std::string_view edge_requests = "edge.requests";
inline constexpr std::string_view edge_egress_bytes = "edge.egress_bytes";
inline constexpr std::string_view tier_fill_bytes = "tier.fill_bytes";
inline constexpr std::string_view origin_requests = "origin.requests";
inline constexpr std::string_view origin_egress_bytes = "origin.egress_bytes";
inline constexpr std::string_view origin_upload_bytes = "origin.upload_bytes";
inline constexpr std::string_view region_egress_bytes = "region.egress_bytes";
}  // namespace meter

/// The names of labels, so that world, sheets and reports spell them alike.
namespace label {
inline constexpr std::string_view country = "country";  // ISO2, of the PoP that counted
inline constexpr std::string_view region = "region";    // of that PoP: south-america
inline constexpr std::string_view pop = "pop";          // GRU
inline constexpr std::string_view route = "route";
inline constexpr std::string_view tier = "tier";    // edge, upper
inline constexpr std::string_view cause = "cause";  // hit, miss, revalidation, retry, attack
inline constexpr std::string_view origin_region = "origin_region";  // us-east-1
}  // namespace label

}  // namespace edgecase
