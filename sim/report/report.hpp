#pragma once
// A result in each of its formats; the public part is edgecase/report.hpp.

#include <optional>
#include <string>
#include <string_view>

#include <edgecase/report.hpp>

namespace edgecase {

/// text, json, csv, md.
std::optional<Format> format_named(std::string_view name);
/// By the ending of a file's name: .txt .json .csv .md.
std::optional<Format> format_of_file(std::string_view file);

std::string as_json(const Result& result);
std::string as_json(const ComparisonResult& comparison);

std::string as_csv(const Result& result);
std::string as_csv(const ComparisonResult& comparison);

/// The bill, one line each: usage and fees with their intervals, then what drove them, the phases
/// of the month, what has no price, and the total.
std::string bill_lines_csv(const Result& result);

}  // namespace edgecase
