#pragma once
// Meters of billable usage. A meter is a name, a unit, and the labels its counts carry; a run or a
// usage file adds integers to it, and a price sheet refers to it. A new product adds its meters to
// the table in meters.cpp.
// Meters cover the vendors' common ground (a function's requests, an object store's
// gigabyte-months) and also what only one vendor bills; other sheets then report it as not priced.
// Units: see Dimension. Things that are held, not consumed (a rule, a zone, a seat), are counted in
// time: one rule for a month is 1 month, so that usage of half a month adds up like any other.

#include <cstdint>
#include <span>
#include <string_view>

namespace edgecase {

/// The unit of a meter. 64-bit integers of these fit months of the largest networks, and every
/// vendor's unit is a whole number of them.
enum class Dimension {
  count,        // things
  bytes,        // bytes
  time,         // microseconds
  memory_time,  // MB x milliseconds, with MB as configured (512MB and 512MiB are the same)
  byte_time     // 512 bytes x hours
};

/// Dimension::byte_time counts multiples of this many bytes for an hour.
inline constexpr std::int64_t byte_time_atom = 512;

/// "a size: 1GiB": an example of the dimension, for messages.
std::string_view example_of(Dimension dimension);

struct Meter {
  std::string_view name;
  Dimension dimension;
  std::string_view labels;  // labels that its counts may carry
  std::string_view doc;
  /// A GB of function memory is 1,024 MB: GB-s would be ambiguous, GiB-s is not.
  bool gib_of_memory = false;
  /// Of things that are held: what a month of one is called on a bill.
  std::string_view held = {};
};

std::span<const Meter> all_meters();
/// Null if there is no meter with that name.
const Meter* find_meter(std::string_view name);

namespace meter {
inline constexpr std::string_view edge_requests = "edge.requests";
inline constexpr std::string_view edge_egress_bytes = "edge.egress_bytes";
inline constexpr std::string_view edge_invalidations = "edge.invalidations";
inline constexpr std::string_view tier_fill_bytes = "tier.fill_bytes";
inline constexpr std::string_view reserve_storage = "reserve.storage";
inline constexpr std::string_view reserve_writes = "reserve.writes";
inline constexpr std::string_view reserve_reads = "reserve.reads";
inline constexpr std::string_view origin_requests = "origin.requests";
inline constexpr std::string_view origin_egress_bytes = "origin.egress_bytes";
inline constexpr std::string_view origin_upload_bytes = "origin.upload_bytes";
inline constexpr std::string_view region_egress_bytes = "region.egress_bytes";
inline constexpr std::string_view edge_script_requests = "edge_script.requests";
inline constexpr std::string_view edge_function_requests = "edge_function.requests";
inline constexpr std::string_view edge_function_cpu = "edge_function.cpu_time";
inline constexpr std::string_view edge_function_memory = "edge_function.memory_time";
inline constexpr std::string_view function_requests = "function.requests";
inline constexpr std::string_view function_memory = "function.memory_time";
inline constexpr std::string_view function_provisioned = "function.provisioned_time";
inline constexpr std::string_view container_requests = "container.requests";
inline constexpr std::string_view container_vcpu = "container.vcpu_time";
inline constexpr std::string_view container_memory = "container.memory_time";
inline constexpr std::string_view origin_storage = "origin.storage";
inline constexpr std::string_view origin_writes = "origin.writes";
inline constexpr std::string_view waf_acls = "waf.acls";
inline constexpr std::string_view waf_rules = "waf.rules";
inline constexpr std::string_view waf_requests = "waf.requests";
inline constexpr std::string_view access_seats = "access.seats";
inline constexpr std::string_view access_posture_reports = "access.posture_reports";
inline constexpr std::string_view serve_transit = "serve.transit";
inline constexpr std::string_view serve_storage = "serve.storage";
}  // namespace meter

struct LabelName {
  std::string_view name;
  std::string_view doc;
};

/// All labels. The set is closed, so that a typo is an error and not a cheaper price.
std::span<const LabelName> all_labels();
bool is_label(std::string_view name);

/// Names of labels, shared by simulation, sheets and reports.
namespace label {
inline constexpr std::string_view country = "country";  // ISO2, of the PoP that counted
inline constexpr std::string_view region = "region";    // of that PoP: south-america
inline constexpr std::string_view pop = "pop";          // GRU
inline constexpr std::string_view route = "route";
inline constexpr std::string_view tier = "tier";    // the cache that requested or sent: edge, upper
inline constexpr std::string_view cause = "cause";  // hit, miss, revalidation, retry, attack
inline constexpr std::string_view origin_region = "origin_region";  // us-east-1
inline constexpr std::string_view to = "to";        // of a store's bytes: europe, eu-central-1
inline constexpr std::string_view phase = "phase";  // of the month: flash, rest (month.hpp)
// Properties of each item, so that a line can apply the vendor's rounding (item.hpp).
inline constexpr std::string_view item_size = "item_size";
inline constexpr std::string_view item_time = "item_time";
inline constexpr std::string_view item_memory = "item_memory";
}  // namespace label

}  // namespace edgecase
