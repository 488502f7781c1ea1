#pragma once
// Results as text to read, JSON or CSV to compute with, Markdown to paste. Pure functions: the same
// result gives the same bytes. Nothing depends on the clock or on how long a run took.

#include <cstddef>
#include <string>

#include <edgecase/result.hpp>

namespace edgecase {

enum class Format { text, json, csv, markdown };

/// Applies to text and Markdown; the other formats have no style.
struct TextStyle {
  bool color = false;       ///< text only: with terminal colours (ANSI escape sequences)
  std::size_t width = 100;  ///< text only: characters per line
  /// Also the arithmetic of the bill, the provider's cost to serve, all stages of a latency, and
  /// rows in which nothing happened.
  bool verbose = false;
};

/// JSON: as result_schema() describes it; NaN and infinities are null.
/// CSV: one metric a line (metric, a column for each label, unit, mean, lo, hi, n).
std::string render(const Result& result, Format format, const TextStyle& style = {});

/// CSV: one difference a line (base, alternative, absolute and relative change with intervals).
std::string render(const ComparisonResult& comparison, Format format, const TextStyle& style = {});

/// The JSON Schema (draft-07) of the JSON of both.
std::string result_schema();

}  // namespace edgecase
