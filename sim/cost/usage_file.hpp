#pragma once
// Usage files, the input of `edgecase bill`. Each entry adds to one meter, either as a total
// (`quantity: 15M`) or as a number of items of a kind (`items: 1000, size: 1GB, time: 5d`), which
// allows the vendor's rounding per item.
// Assumes: the usage over `measured` repeats for the whole month.
// Units: part of every amount; the meter determines the dimension (`edgecase explain METER`).
// Errors: unknown meters and labels, amounts of the wrong dimension, items without the properties
// that their meter needs.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <edgecase/units.hpp>

#include "cost/amount.hpp"
#include "cost/item.hpp"
#include "cost/price_sheet.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

enum class UsageKind { usage };

struct UsageEntry {
  std::string meter;
  std::optional<Amount> quantity;
  std::optional<Count> items;
  std::optional<Bytes> size;
  std::optional<Duration> time;
  std::optional<Memory> memory;
  std::vector<Bytes> daily_peaks;
  std::map<std::string, std::string> labels;
};

struct UsageSpec {
  std::string api_version;
  UsageKind kind = UsageKind::usage;
  std::string name;
  std::string title;
  Duration measured = billing_month;
  std::vector<UsageEntry> usage;
};

/// Requires: a spec that was read without errors.
Usage usage_of(const UsageSpec& spec);

inline auto names(Of<UsageKind>) {
  return enumerators<UsageKind>({{"Usage", UsageKind::usage, "usage to be priced"}});
}

std::vector<Field> fields(Of<UsageEntry>);
void check(const UsageEntry& entry, Checker& checker);

std::vector<Field> fields(Of<UsageSpec>);
inline std::string_view topic(Of<UsageSpec>) { return "usage"; }
void check(const UsageSpec& spec, Checker& checker);

}  // namespace edgecase
