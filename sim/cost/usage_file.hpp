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
#include "load/fields.hpp"

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

inline auto fields(Of<UsageEntry>) {
  return list<UsageEntry>(
      field("meter", &UsageEntry::meter, "what was used: edge.egress_bytes", required()),
      field("quantity", &UsageEntry::quantity,
            "how much in all: 15M, 10TiB, 400k GiB-s, 5 GB-month"),
      field("items", &UsageEntry::items, "or: how many items of the size, time and memory below"),
      field("size", &UsageEntry::size, "bytes of each item", more_than(Bytes{})),
      field("time", &UsageEntry::time,
            "how long each item runs or is kept; without it, it is kept all the time",
            more_than(Duration{})),
      field("memory", &UsageEntry::memory, "memory of each item: 512MB", more_than(Memory{})),
      field("daily_peaks", &UsageEntry::daily_peaks,
            "or, of storage: the largest size of each day; days not listed held nothing"),
      field("labels", &UsageEntry::labels,
            "who drove it: {country: BR, route: images, cause: miss}"));
}
void check(const UsageEntry& entry, Checker& checker);

inline auto fields(Of<UsageSpec>) {
  return list<UsageSpec>(
      field("apiVersion", &UsageSpec::api_version, "edgecase/v1", required()),
      field("kind", &UsageSpec::kind, "Usage", required()),
      field("name", &UsageSpec::name, "a short name"),
      field("title", &UsageSpec::title, "one line"),
      field("measured", &UsageSpec::measured, "the time in which it was used; a month is 30 days",
            more_than(Duration{}), assumed("usage is mostly known by the month")),
      field("usage", &UsageSpec::usage, "what was used", required()));
}
void check(const UsageSpec& spec, Checker& checker);

}  // namespace edgecase
