#pragma once
// Values as other tools and other countries write them: 500 req/s, 100K, 20k€, 00:10:00, PT10M,
// 2026-01-01, 100 Mbit/s, 1,5. None is accepted; each gets the spelling that is.

#include <optional>
#include <string>
#include <string_view>

#include "load/text/decimal.hpp"

namespace edgecase {

/// "500 req/s" -> "500 rps"; empty: no rate is recognised.
std::string rate_meant(const Quantity& quantity);

/// "100 Mbit/s" -> "100Mbps", "10MB/s" -> "80Mbps"; empty: no bandwidth is recognised.
std::string bandwidth_meant(const Quantity& quantity);

/// "100K" -> "100k", "1 million" -> "1M"; empty: no multiplier is recognised.
std::string count_meant(const Quantity& quantity);

/// 00:10:00, PT10M, 2026-01-01, forever; nothing: the text has none of these forms.
std::optional<Complaint> odd_duration(std::string_view text);

/// Euros, pounds, USD, 20$; nothing: no currency is recognised.
std::optional<Complaint> odd_money(std::string_view text);

/// A petabyte or more, which no scenario needs; empty: another unit.
std::string large_size_meant(const Quantity& quantity);

/// What every number may have wrong: decimal commas, digit groups, look-alike characters, comments
/// without a blank before, a comma at the end. Nothing: none of these.
std::optional<Complaint> odd_number(std::string_view text);

}  // namespace edgecase
