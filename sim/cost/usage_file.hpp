#pragma once
// Usage written by hand or by another program: what `edgecase bill` prices. Each entry adds to one
// meter, either as a total (`quantity: 15M`) or as so many items of a kind (`items: 1000,
// size: 1GB, time: 5d`), which lets a price line round each item as its vendor does.
// Assumes: what was used over `measured` repeats for the whole month.
// Units: every amount says its own; the meter says which dimension (`edgecase explain METER`).
// Errors: unknown meters and labels, amounts of the wrong dimension, items that lack what their
//   meter is made of.

#include <map>
#include <optional>
#include <string>
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
  return enumerators<UsageKind>({{"Usage", UsageKind::usage, "what was used, to be priced"}});
}

std::vector<Field> fields(Of<UsageEntry>);
void check(const UsageEntry& entry, Checker& checker);

std::vector<Field> fields(Of<UsageSpec>);
void check(const UsageSpec& spec, Checker& checker);

}  // namespace edgecase
