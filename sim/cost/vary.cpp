#include "cost/vary.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"
#include "cost/exact.hpp"
#include "cost/item.hpp"
#include "cost/meters.hpp"

namespace edgecase {

namespace {

constexpr std::int64_t millionths_in_one = 1'000'000;
constexpr double most = 9e18;

/// Empty on overflow.
std::optional<std::int64_t> times_factor(std::int64_t quantity, double factor) {
  const double product = static_cast<double>(quantity) * factor;
  if (!(product < most)) return std::nullopt;
  return std::llrint(product);
}

template <class FactorOf>
std::optional<Usage> each_times(const Usage& usage, FactorOf factor_of) {
  Usage out;
  for (const auto& [meter, counts] : usage.by_meter()) {
    for (const auto& [labels, quantity] : counts) {
      const double factor = factor_of(meter, labels);
      const auto changed = factor == 1 ? quantity : times_factor(quantity, factor);
      if (!changed) return std::nullopt;
      out.add(meter, labels, *changed);
    }
  }
  return out;
}

bool has_label(const Labels& labels, const std::string& label) { return labels.contains(label); }
bool is(const Labels& labels, const std::string& label, const std::string& value) {
  const auto at = labels.find(label);
  return at != labels.end() && at->second == value;
}

/// The share of a meter's labelled counts with this value; empty if it is 0 or 1.
std::optional<double> part_in(const Usage::Counts& counts, const std::string& label,
                              const std::string& value) {
  double own = 0;
  double all = 0;
  for (const auto& [labels, quantity] : counts) {
    if (!has_label(labels, label)) continue;
    all += static_cast<double>(quantity);
    if (is(labels, label, value)) own += static_cast<double>(quantity);
  }
  if (!(own > 0) || !(own < all)) return std::nullopt;
  return own / all;
}

bool leaves_a_network(std::string_view meter) {
  return meter == meter::edge_egress_bytes || meter == meter::origin_egress_bytes ||
         meter == meter::region_egress_bytes;
}

}  // namespace

std::optional<Usage> scaled(const Usage& usage, std::int64_t millionths) {
  EC_CHECK(millionths >= 0, "usage cannot be negative");
  Usage out;
  for (const auto& [meter, counts] : usage.by_meter()) {
    for (const auto& [labels, quantity] : counts) {
      const auto all = narrow(divide_half_even(Wide{quantity} * millionths, millionths_in_one));
      if (!all) return std::nullopt;
      out.add(meter, labels, *all);
    }
  }
  return out;
}

std::optional<double> hit_ratio_of(const Usage& usage) {
  const std::int64_t asked = usage.total(meter::edge_requests);
  const std::int64_t missed = usage.total(meter::origin_requests);
  if (asked == 0 || missed == 0 || missed > asked) return std::nullopt;
  return 1 - static_cast<double>(missed) / static_cast<double>(asked);
}

std::optional<Usage> with_hit_ratio(const Usage& usage, double ratio) {
  EC_CHECK(ratio >= 0 && ratio <= 1, "a hit ratio is a share");
  const auto now = hit_ratio_of(usage);
  if (!now) return std::nullopt;
  const double misses = (1 - ratio) / (1 - *now);
  return each_times(usage, [&](std::string_view meter, const Labels&) {
    const bool of_misses = meter == meter::origin_requests || meter == meter::origin_egress_bytes ||
                           meter == meter::origin_upload_bytes || meter == meter::tier_fill_bytes;
    return of_misses ? misses : 1.0;
  });
}

std::optional<Usage> with_object_size(const Usage& usage, double factor) {
  EC_CHECK(factor > 0, "an object has a size");
  Usage out;
  for (const auto& [meter, counts] : usage.by_meter()) {
    const Dimension dimension = find_meter(meter)->dimension;
    const bool sized = dimension == Dimension::bytes || dimension == Dimension::byte_time;
    for (const auto& [labels, quantity] : counts) {
      Item item = item_of(labels);
      if (item.size) {
        const auto size = times_factor(item.size->count, factor);
        if (!size) return std::nullopt;
        item.size = Bytes{std::max<std::int64_t>(1, *size)};
      }
      const auto changed = sized ? times_factor(quantity, factor) : quantity;
      if (!changed) return std::nullopt;
      Labels kind = labels;
      kind.erase(std::string(label::item_size));
      out.add(meter, with_item(std::move(kind), item), *changed);
    }
  }
  return out;
}

std::optional<double> part_of(const Usage& usage, const std::string& label,
                              const std::string& value) {
  std::optional<double> largest;
  for (const auto& [meter, counts] : usage.by_meter())
    if (const auto part = part_in(counts, label, value); part && (!largest || *part > *largest))
      largest = part;
  return largest;
}

std::optional<Usage> with_part(const Usage& usage, const std::string& label,
                               const std::string& value, double part) {
  EC_CHECK(part >= 0 && part <= 1, "a part is a share");
  return each_times(usage, [&](const std::string& meter, const Labels& labels) {
    const auto now = part_in(usage.of(meter), label, value);
    if (!now || !has_label(labels, label)) return 1.0;
    return is(labels, label, value) ? part / *now : (1 - part) / (1 - *now);
  });
}

Bill with_egress_price(const Bill& bill, double factor) {
  EC_CHECK(factor >= 0, "a price is not negative");
  Bill out;
  out.measured = bill.measured;
  out.free = bill.free;
  for (BillLine line : bill.lines) {
    if (!line.dollars && leaves_a_network(line.meter))
      line.at_least = Money{times_factor(line.at_least.nano_dollars, factor).value_or(0)};
    if (line.dollars && leaves_a_network(line.meter)) {
      const auto dollars = times_factor(line.dollars->nano_dollars, factor);
      line.dollars = dollars ? std::optional(Money{*dollars}) : std::nullopt;
      if (!dollars) line.why_unknown = "more than $9 billion";
    }
    out.add(std::move(line));
  }
  for (const Unpriced& usage : bill.unpriced) out.add(usage);
  return out;
}

}  // namespace edgecase
