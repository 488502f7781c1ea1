#include "cli/trace_options.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "cli/next.hpp"

namespace edgecase::cli {
namespace {

template <class E>
std::vector<std::string> choices_of() {
  std::vector<std::string> all;
  for (const auto& one : names(Of<E>{})) all.emplace_back(one.name);
  return all;
}

/// Empty text: absent. Requires: else one of choices_of<E>().
template <class E>
std::optional<E> chosen(const std::string& text) {
  for (const auto& one : names(Of<E>{})) {
    if (text == one.name) return one.value;
  }
  return std::nullopt;
}

std::vector<std::string> words_of(const std::string& list) {
  std::vector<std::string> words;
  for (std::size_t at = 0; !list.empty() && at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    words.push_back(list.substr(at, end - at));
    if (words.back().empty())
      throw UsageError(fmt::format("`--operations` takes names such as get,set, not `{}`", list));
    at = end + 1;
  }
  return words;
}

}  // namespace

std::vector<Argument> trace_arguments(TraceRequest& r) {
  std::vector<Argument> all{
      option("--trace", "FILE", r.trace,
             "a table, log, JSON lines, keys or oracleGeneral; also .gz .xz .zip .zst; - is stdin"),
      choice("--trace-format", choices_of<TraceFormat>(), r.format,
             "trace format (default: detected)"),
      option("--columns", "MAP", r.columns,
             "columns: key=NAME,size=NAME,time=none; by name or number; also size=A+B, count, op"),
      choice("--sizes", choices_of<SizeRule>(), r.sizes,
             "size of an object: its first, that of each request, or a new object for each size"),
      choice("--time-unit", choices_of<TimeUnit>(), r.time_unit,
             "unit of the times (default: detected from their magnitude)"),
      option("--operations", "LIST", r.operations,
             "operations to count, such as get,gets (default: all)"),
      choice("--skip", {"unsized", "invalid"}, r.skip,
             "skip and count records of size 0, `-` or none; or all that cannot be read"),
      flag("--anyway", r.anyway, "accept a trace whose keys all differ or are all the same")};
  all.front().required = true;
  std::ranges::find(all, "--sizes", &Argument::names)->usual = "first";
  return all;
}

std::optional<TraceOptions> trace_options(const TraceRequest& request, Diagnostics& diagnostics) {
  TraceOptions options;
  if (!request.columns.empty()) {
    auto columns = parse_trace_columns("--columns", request.columns, diagnostics);
    if (!columns) return std::nullopt;
    options.columns = std::move(*columns);
  }
  options.format = chosen<TraceFormat>(request.format);
  options.sizes = chosen<SizeRule>(request.sizes);
  options.time_unit = chosen<TimeUnit>(request.time_unit);
  options.skip = chosen<TraceSkip>(request.skip).value_or(TraceSkip::nothing);
  options.operations = words_of(request.operations);
  options.anyway = request.anyway;
  return options;
}

std::string trace_words(const TraceRequest& request) {
  std::string words;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) words += fmt::format(" {} {}", name, shell_word(value));
  };
  add("--trace-format", request.format);
  add("--columns", request.columns);
  add("--sizes", request.sizes);
  add("--time-unit", request.time_unit);
  add("--operations", request.operations);
  add("--skip", request.skip);
  return words + (request.anyway ? " --anyway" : "");
}

std::string traces_read(const Setting& setting) {
  std::string text;
  for (const auto& [route, content] : setting.traces) {
    const Trace& trace = content.trace();
    text += fmt::format("edgecase: trace of route {}: {} requests for {} objects.", route,
                        trace.requests.size(), trace.objects());
    for (const std::string& sentence : sentences_of(trace.reading)) text += " " + sentence;
    text += '\n';
  }
  return text;
}

}  // namespace edgecase::cli
