#include "report/report.hpp"

#include <utility>

#include "report/sections.hpp"

namespace edgecase {
namespace {

constexpr std::pair<std::string_view, Format> formats[] = {
    {"text", Format::text}, {"json", Format::json}, {"csv", Format::csv}, {"md", Format::markdown}};

template <class R>
std::string written(const R& result, Format format, const TextStyle& style) {
  switch (format) {
    case Format::json:
      return as_json(result);
    case Format::csv:
      return as_csv(result);
    case Format::markdown:
      return as_markdown(sections_of(result));
    case Format::text:
      break;
  }
  return as_text(sections_of(result), style);
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

std::string report(const Result& result, Format format, const TextStyle& style) {
  return written(result, format, style);
}

std::string report(const ComparisonResult& comparison, Format format, const TextStyle& style) {
  return written(comparison, format, style);
}

}  // namespace edgecase
