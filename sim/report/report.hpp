#pragma once
// A result as text to read, JSON or CSV to compute with, Markdown to paste. Pure functions: the
// same result gives the same bytes. Nothing here depends on the clock or on how long a run took.

#include <optional>
#include <string>
#include <string_view>

#include <edgecase/result.hpp>

#include "report/layout.hpp"

namespace edgecase {

enum class Format { text, json, csv, markdown };

/// text, json, csv, md.
std::optional<Format> format_named(std::string_view name);
/// By the ending of a file's name: .txt .json .csv .md.
std::optional<Format> format_of_file(std::string_view file);

std::string report(const Result& result, Format format, const TextStyle& style = {});
std::string report(const ComparisonResult& comparison, Format format, const TextStyle& style = {});

/// JSON as described by result_schema(); NaN and infinities are null.
std::string as_json(const Result& result);
std::string as_json(const ComparisonResult& comparison);

/// One metric a line: metric, a column for each label, unit, mean, lo, hi, n.
std::string as_csv(const Result& result);
/// One difference a line: base, alternative, absolute and relative change with their intervals.
std::string as_csv(const ComparisonResult& comparison);

/// The bill, one line each: usage and fees with their intervals, then their largest contributors,
/// the phases of the month, usage without a price, and the total.
std::string bill_lines_csv(const Result& result);

/// The JSON Schema (draft-07) of what as_json writes.
std::string result_schema();

}  // namespace edgecase
