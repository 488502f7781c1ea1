// The order of a report, and its formats.
#include "report/report.hpp"

#include <utility>

#include "load/print.hpp"
#include "report/result_fields.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

/// The verdict, the answer, why, the bill, the regions; then the rest. Empty sections are not
/// shown.
std::vector<Section> sections_of(const Result& result, bool verbose) {
  std::vector<Section> all{verdict_section(result),
                           answer_section(result),
                           why_section(result, verbose),
                           verbose ? bill_section(result) : bill_summary(result),
                           latency_section(result),
                           availability_section(result),
                           fault_section(result),
                           change_section(result),
                           call_section(result),
                           attack_section(result),
                           cache_section(result),
                           freshness_section(result),
                           function_section(result),
                           data_section(result),
                           origin_section(result),
                           access_section(result),
                           operations_section(result, verbose),
                           serve_section(result),
                           sample_section(result),
                           assumption_section(result),
                           closing_section(result, verbose)};
  return verbose ? all : in_short(std::move(all));
}

std::vector<Section> sections_of(const ComparisonResult& comparison, bool verbose) {
  return {comparison_headline(comparison, verbose),
          promise_change_section(comparison),
          difference_section(comparison),
          cost_change_section(comparison),
          marginal_section(comparison),
          comparison_closing(comparison)};
}

constexpr std::pair<std::string_view, Format> formats[] = {
    {"text", Format::text}, {"json", Format::json}, {"csv", Format::csv}, {"md", Format::markdown}};

template <class R>
std::string rendered(const R& result, Format format, const TextStyle& style) {
  switch (format) {
    case Format::json:
      return as_json(result);
    case Format::csv:
      return as_csv(result);
    case Format::markdown:
      return as_markdown(sections_of(result, style.verbose));
    case Format::text:
      break;
  }
  return as_text(sections_of(result, style.verbose), style);
}

}  // namespace

std::optional<Format> format_named(std::string_view name) {
  for (const auto& [known, format] : formats) {
    if (known == name) return format;
  }
  return std::nullopt;
}

std::optional<Format> format_of_file(std::string_view file) {
  const std::size_t dot = file.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view ending = file.substr(dot + 1);
  return ending == "text" ? std::nullopt : format_named(ending == "txt" ? "text" : ending);
}

std::string as_json(const Result& result) { return print_json(result, 1) + "\n"; }
std::string as_json(const ComparisonResult& comparison) { return print_json(comparison, 1) + "\n"; }

std::string render(const Result& result, Format format, const TextStyle& style) {
  return rendered(result, format, style);
}

std::string render(const ComparisonResult& comparison, Format format, const TextStyle& style) {
  return rendered(comparison, format, style);
}

}  // namespace edgecase
