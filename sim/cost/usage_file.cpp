#include "cost/usage_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/check.hpp"
#include "cost/exact.hpp"
#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "load/text/suggest.hpp"

namespace edgecase {

namespace {

constexpr std::int64_t ns_per_us = 1'000;
constexpr std::int64_t ns_per_ms = 1'000'000;
constexpr Duration one_day = 24h;

using Whole = std::optional<std::int64_t>;

/// a x b x c / d; empty on overflow.
Whole product(std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t d) {
  Wide value = 0;
  if (__builtin_mul_overflow(Wide{a} * b, Wide{c}, &value) || value > (Wide{1} << 125))
    return std::nullopt;
  return narrow(divide_half_even(value, d));
}

Whole byte_hours(std::int64_t items, Bytes size, Duration time) {
  const Wide nanoseconds = Wide{std::chrono::nanoseconds{1h}.count()} * byte_time_atom;
  return product(items, size.count, time.count(), static_cast<std::int64_t>(nanoseconds));
}

/// The entry in the meter's units; empty on overflow.
Whole total_of(const UsageEntry& entry, Dimension dimension, Duration measured) {
  if (entry.quantity) return entry.quantity->value;
  if (!entry.daily_peaks.empty()) {
    std::int64_t sum = 0;
    for (const Bytes peak : entry.daily_peaks) {
      const Whole day = byte_hours(1, peak, one_day);
      if (!day || __builtin_add_overflow(sum, *day, &sum)) return std::nullopt;
    }
    return sum;
  }
  const std::int64_t items = entry.items ? entry.items->value : 0;
  const Duration time = entry.time.value_or(measured);
  switch (dimension) {
    case Dimension::bytes:
      return product(items, entry.size.value_or(Bytes{}).count, 1, 1);
    case Dimension::time:
      return product(items, time.count(), 1, ns_per_us);
    case Dimension::memory_time:
      return product(items, entry.memory.value_or(Memory{}).mb, time.count(), ns_per_ms);
    case Dimension::byte_time:
      return byte_hours(items, entry.size.value_or(Bytes{}), time);
    case Dimension::count:
      break;
  }
  return items;
}

void check_entry_dimension(const UsageEntry& entry, const Meter& meter, Checker& checker) {
  if (!entry.quantity) return;
  const bool zero = entry.quantity->value == 0 && entry.quantity->unit.empty();
  if (entry.quantity->dimension != meter.dimension && !zero) {
    checker.report("quantity",
                   {code::unknown_unit, fmt::format("{} has another dimension", meter.name), "",
                    fmt::format("write {}", example_of(meter.dimension))});
  } else if (meter.gib_of_memory && entry.quantity->unit.starts_with("GB-")) {
    checker.report("quantity", {code::unknown_unit,
                                "GB-s of a function is ambiguous: vendors count 1,024 MB as a GB",
                                "write GiB-s, or MB-s"});
  }
}

/// Items must have exactly the properties of their meter's dimension.
void check_items(const UsageEntry& entry, const Meter& meter, Checker& checker) {
  if (entry.items && entry.items->unlimited())
    checker.report("items", {code::out_of_range, "usage must be finite", "write a number"});
  const Dimension d = meter.dimension;
  const bool sized = d == Dimension::bytes || d == Dimension::byte_time;
  const bool timed =
      d == Dimension::time || d == Dimension::memory_time || d == Dimension::byte_time;
  const auto complain = [&](std::string_view path, std::string_view must) {
    checker.report(path, {code::missing_key, fmt::format("items of {} {}", meter.name, must)});
  };
  if (entry.items && sized && !entry.size) complain("items", "need their `size`");
  if (entry.items && d == Dimension::memory_time && !(entry.memory && entry.time))
    complain("items", "need their `memory` and `time`");
  if (entry.memory && d != Dimension::memory_time) complain("memory", "have no memory");
  if (entry.time && !timed) complain("time", "have no time");
  if (entry.size && !sized && d != Dimension::count) complain("size", "have no size");
  if (!entry.daily_peaks.empty() && d != Dimension::byte_time)
    complain("daily_peaks", "are not stored");
}

void check_labels(const UsageEntry& entry, Checker& checker) {
  std::vector<std::string_view> known;
  for (const LabelName& one : all_labels())
    if (!one.name.starts_with("item_")) known.push_back(one.name);
  for (const auto& [name, value] : entry.labels) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    checker.report(join_path("labels", name),
                   {code::unknown_name, "unknown label `" + name + "`", did_you_mean(name, known),
                    "labels: " + enumerate(known)});
  }
}

/// ISO 3166 reserves UK for the United Kingdom, and the EU writes EL for Greece.
std::string iso_country(const std::string& code) {
  if (code == "UK") return "GB";
  return code == "EL" ? "GR" : code;
}

void check_country(const UsageEntry& entry, Checker& checker) {
  const auto at = entry.labels.find(std::string(label::country));
  if (at == entry.labels.end()) return;
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const std::string& country = at->second;
  if (country.size() == 2 && std::all_of(country.begin(), country.end(), capital)) return;
  checker.report("labels.country", {code::unknown_name, "`" + country + "` is not a country code",
                                    "write two capital letters (ISO 3166): GB, BR, JP"});
}

}  // namespace

std::vector<Field> fields(Of<UsageEntry>) {
  return list<UsageEntry>(
      field("meter", &UsageEntry::meter, "the meter: edge.egress_bytes", required()),
      field("quantity", &UsageEntry::quantity, "total amount: 15M, 10TiB, 400k GiB-s, 5 GB-month"),
      field("items", &UsageEntry::items,
            "alternatively: number of items with the size, time and memory below"),
      field("size", &UsageEntry::size, "bytes of each item", more_than(Bytes{})),
      field("time", &UsageEntry::time,
            "running or storage time of each item; if absent: stored all the time",
            more_than(Duration{})),
      field("memory", &UsageEntry::memory, "memory of each item: 512MB", more_than(Memory{})),
      field("daily_peaks", &UsageEntry::daily_peaks,
            "alternatively, for storage: the peak size of each day; unlisted days are zero"),
      field("labels", &UsageEntry::labels, "labels: {country: BR, route: images, cause: miss}"));
}

std::vector<Field> fields(Of<UsageSpec>) {
  return list<UsageSpec>(
      field("apiVersion", &UsageSpec::api_version, "version of the format", only("edgecase/v1"),
            required()),
      field("kind", &UsageSpec::kind, "what the file is", only("Usage"), required()),
      field("name", &UsageSpec::name, "a short name"),
      field("title", &UsageSpec::title, "one line"),
      field("measured", &UsageSpec::measured, "period of the usage; a month is 30 days",
            more_than(Duration{}), assumed("usage is mostly known per month")),
      field("usage", &UsageSpec::usage, "usage entries", required()));
}

void check(const UsageEntry& entry, Checker& checker) {
  check_labels(entry, checker);
  check_country(entry, checker);
  const Meter* const meter = find_meter(entry.meter);
  if (meter == nullptr) {
    std::vector<std::string_view> known;
    for (const Meter& one : all_meters()) known.push_back(one.name);
    checker.report("meter",
                   {code::unknown_name, "unknown meter `" + entry.meter + "`",
                    did_you_mean(entry.meter, known), "`edgecase explain meters` lists them"});
    return;
  }
  const int said =
      (entry.quantity ? 1 : 0) + (entry.items ? 1 : 0) + (entry.daily_peaks.empty() ? 0 : 1);
  if (said != 1) {
    checker.report(
        "meter",
        {code::missing_key, "an entry needs exactly one of `quantity`, `items` and `daily_peaks`"});
    return;
  }
  if (entry.quantity && (entry.size || entry.time || entry.memory))
    checker.report("quantity", {code::missing_key, "`size`, `time` and `memory` need `items`"});
  check_entry_dimension(entry, *meter, checker);
  check_items(entry, *meter, checker);
}

void check(const UsageSpec& spec, Checker& checker) {
  if (spec.api_version != "edgecase/v1")
    checker.report("apiVersion", {code::unknown_name, "only edgecase/v1 is supported"});
  std::map<std::string, Wide> sums;
  for (std::size_t i = 0; i < spec.usage.size(); ++i) {
    const UsageEntry& entry = spec.usage[i];
    const Meter* const meter = find_meter(entry.meter);
    if (meter == nullptr) continue;
    const Whole total = total_of(entry, meter->dimension, spec.measured);
    Wide& sum = sums[entry.meter];
    if (total) sum += *total;
    if (total && narrow(sum)) continue;
    checker.report(fmt::format("usage[{}]", i), {code::out_of_range, "usage exceeds 2^63"});
  }
}

Usage usage_of(const UsageSpec& spec) {
  Usage usage;
  for (const UsageEntry& entry : spec.usage) {
    const Meter* const meter = find_meter(entry.meter);
    EC_CHECK(meter != nullptr, "usage that was not checked");
    const Whole total = total_of(entry, meter->dimension, spec.measured);
    EC_CHECK(total.has_value(), "usage that was not checked");
    Labels labels = entry.labels;
    if (const auto at = labels.find(std::string(label::country)); at != labels.end())
      at->second = iso_country(at->second);
    usage.add(entry.meter, with_item(std::move(labels), {entry.size, entry.time, entry.memory}),
              *total);
  }
  return usage;
}

}  // namespace edgecase
