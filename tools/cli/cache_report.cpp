#include "cli/cache_report.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/core.h>

#include "load/json.hpp"
#include "report/csv.hpp"
#include "report/layout.hpp"
#include "report/numbers.hpp"

namespace edgecase::cli {
namespace {

template <class E>
std::string name_of(E value) {
  for (const auto& one : names(Of<E>{})) {
    if (value == one.value) return one.name;
  }
  return "?";
}

double per_second(const CacheCurvePoint& point) {
  return point.seconds > 0 ? point.replayed / point.seconds : 0;
}

std::string whole_text(std::uint64_t n) {
  std::string digits = fmt::format("{}", n);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string file_name(const CacheAnswer& answer) {
  return std::filesystem::path(answer.trace.name).filename().string();
}

/// A full replay has no sampling error: show two more digits than an estimate.
std::string ratio_text(const CacheAnswer& answer, const Interval& ratio) {
  if (!answer.curve.sample) return fmt::format("{:.2f}%", 100 * ratio.mean);
  return estimate_text({ratio.mean, ratio.lo, ratio.hi}, "1").mean;
}
std::string interval_text(const Interval& ratio) {
  return estimate_text({ratio.mean, ratio.lo, ratio.hi}, "1").interval;
}

std::string trace_sentence(const CacheAnswer& answer) {
  const Trace& trace = answer.trace;
  std::string text = fmt::format("{} requests for {} objects", whole_text(trace.requests.size()),
                                 whole_text(trace.objects()));
  if (trace.has_sizes) {
    text += fmt::format("; footprint {}, requested {}",
                        bytes_text(static_cast<double>(trace.footprint)),
                        bytes_text(static_cast<double>(trace.bytes)));
  }
  if (trace.has_times && trace.last_time > trace.first_time)
    text += fmt::format("; {}", seconds_text(trace.last_time - trace.first_time));
  return text + ".";
}

std::vector<Block> notes(const CacheAnswer& answer) {
  std::vector<Block> all;
  const auto note = [&](std::string text) {
    all.push_back(Paragraph{{TextCell(std::move(text))}});
  };
  const Trace& trace = answer.trace;
  for (std::string& sentence : sentences_of(trace.reading)) note(std::move(sentence));
  if (answer.warm_up > 0) {
    note(fmt::format("Warm-up: the first {} requests fill the caches and are not counted.",
                     whole_text(answer.warm_up)));
  }
  if (!trace.has_sizes)
    note("The trace has no sizes: each object counts as 1 byte, so bytes are objects.");
  if (trace.resized > 0) {
    note(fmt::format(
        "{} {} a different size from the object's first request; {}", whole_text(trace.resized),
        trace.resized == 1 ? "request has" : "requests have",
        trace.rule == SizeRule::first
            ? "the first size is used (--sizes each uses each request's own, --sizes version makes "
              "it another object)."
            : "each request uses its own; cached objects keep the size they were stored with."));
  }
  if (const auto& sample = answer.curve.sample) {
    note(fmt::format(
        "Estimated from {} disjoint samples of {:.3g}% of the objects each, with caches "
        "scaled down by the same factor; 95% intervals from the variation between "
        "samples and between their halves.",
        sample->samples, 100 * sample->share));
    if (sample->fewest_objects < fewest_sampled_objects) {
      note(
          fmt::format("The smallest cache holds about {:.3g} objects in a sample: its error is "
                      "larger than its interval. Use a larger --sample.",
                      sample->fewest_objects));
    }
  }
  return all;
}

std::vector<Section> sections_of(const CacheAnswer& answer) {
  const bool sampled = answer.curve.sample.has_value();
  TextTable table{{{"policy", Align::left}, {"capacity"}, {"requests"}, {"misses"}, {"miss ratio"}},
                  {}};
  if (sampled) table.columns.push_back({"95% interval"});
  table.columns.push_back({"byte miss ratio"});
  if (sampled) table.columns.push_back({"95% interval"});
  table.columns.insert(table.columns.end(), {{"evictions"}, {"requests/s"}});
  for (const CacheCurvePoint& point : answer.curve.points) {
    TextRow row{{TextCell(point.policy), TextCell(point.capacity),
                 TextCell(whole_text(point.counts.requests)),
                 TextCell(whole_text(point.counts.misses)),
                 TextCell(ratio_text(answer, point.miss_ratio))}};
    if (sampled) row.cells.emplace_back(interval_text(point.miss_ratio));
    row.cells.emplace_back(ratio_text(answer, point.byte_miss_ratio));
    if (sampled) row.cells.emplace_back(interval_text(point.byte_miss_ratio));
    row.cells.emplace_back(whole_text(point.counts.evictions));
    row.cells.emplace_back(count_text(per_second(point)));
    table.rows.push_back(std::move(row));
  }
  Section section{file_name(answer), {Paragraph{{TextCell(trace_sentence(answer))}}, table}};
  for (Block& block : notes(answer)) section.blocks.push_back(std::move(block));
  return {section, {"", {Verbatim{{"Next: " + answer.next}, 0}}}};
}

std::string csv_of(const CacheAnswer& answer) {
  const bool sampled = answer.curve.sample.has_value();
  std::string text =
      "policy,capacity,requests,misses,miss_ratio,byte_miss_ratio,evictions,requests_per_second";
  if (sampled) text += ",miss_ratio_lo,miss_ratio_hi,byte_miss_ratio_lo,byte_miss_ratio_hi";
  text += '\n';
  for (const CacheCurvePoint& p : answer.curve.points) {
    text += fmt::format("{},{},{},{},{},{},{},{:.0f}", csv_text(p.policy), csv_text(p.capacity),
                        p.counts.requests, p.counts.misses, p.miss_ratio.mean,
                        p.byte_miss_ratio.mean, p.counts.evictions, per_second(p));
    if (sampled) {
      text += fmt::format(",{},{},{},{}", p.miss_ratio.lo, p.miss_ratio.hi, p.byte_miss_ratio.lo,
                          p.byte_miss_ratio.hi);
    }
    text += '\n';
  }
  return text;
}

Json reading_json(const TraceReading& reading) {
  const auto counts = [](const auto& list) {
    Json all = Json::object();
    for (const auto& [name, count] : list) all[name] = count;
    return all;
  };
  const auto column = [](const std::string& name) {
    return name.empty() ? Json(nullptr) : Json(name);
  };
  return {{"layout", reading.layout},
          {"key", column(reading.key)},
          {"size", column(reading.size)},
          {"time", column(reading.time)},
          {"skipped", counts(reading.skipped)},
          {"operations", counts(reading.operations)},
          {"notes", reading.notes}};
}

Json limits_json(const CacheCurvePoint& point) {
  const auto part = [](std::int64_t n) { return n == INT64_MAX ? Json(nullptr) : Json(n); };
  return {{"capacity", point.capacity},
          {"bytes", part(point.limits.bytes.count)},
          {"objects", part(point.limits.objects.value)}};
}

Json row_json(const CacheCurvePoint& p, bool sampled) {
  Json row = {{"policy", p.policy},
              {"capacity", p.capacity},
              {"requests", p.counts.requests},
              {"misses", p.counts.misses},
              {"miss_ratio", p.miss_ratio.mean},
              {"byte_miss_ratio", p.byte_miss_ratio.mean},
              {"evictions", p.counts.evictions},
              {"requests_per_second", per_second(p)}};
  if (sampled) {
    row["miss_ratio_lo"] = p.miss_ratio.lo;
    row["miss_ratio_hi"] = p.miss_ratio.hi;
    row["byte_miss_ratio_lo"] = p.byte_miss_ratio.lo;
    row["byte_miss_ratio_hi"] = p.byte_miss_ratio.hi;
  }
  return row;
}

std::string json_of(const CacheAnswer& answer) {
  const Trace& trace = answer.trace;
  const auto& sample = answer.curve.sample;
  Json capacities = Json::array();
  Json rows = Json::array();
  for (const CacheCurvePoint& point : answer.curve.points) {
    if (point.policy == answer.curve.points.front().policy)
      capacities.push_back(limits_json(point));
    rows.push_back(row_json(point, sample.has_value()));
  }
  Json seen = {
      {"file", trace.name},
      {"format", name_of(trace.format)},
      {"requests", trace.requests.size()},
      {"objects", trace.objects()},
      {"footprint_bytes", trace.footprint},
      {"requested_bytes", trace.bytes},
      {"sizes", trace.has_sizes ? name_of(trace.rule) : "none"},
      {"resized_requests", trace.resized},
      {"seconds", trace.has_times ? Json(trace.last_time - trace.first_time) : Json(nullptr)},
      {"read_as", reading_json(trace.reading)}};
  Json out = {{"schema_version", 1},
              {"tool_version", EDGECASE_VERSION},
              {"seed", answer.seed},
              {"trace", std::move(seen)},
              {"admission", answer.admission},
              {"warm_up_requests", answer.warm_up},
              {"sample", nullptr},
              {"capacities", std::move(capacities)},
              {"rows", std::move(rows)}};
  if (sample) {
    out["sample"] = {{"share", sample->share},
                     {"samples", sample->samples},
                     {"fewest_objects", sample->fewest_objects}};
  }
  return dumped(out) + "\n";
}

}  // namespace

std::string render(const CacheAnswer& answer, Format format, const TextStyle& style) {
  if (format == Format::json) return json_of(answer);
  if (format == Format::csv) return csv_of(answer);
  if (format == Format::markdown) return as_markdown(sections_of(answer));
  return as_text(sections_of(answer), {.color = style.color, .width = 120});
}

Plot plot_of(const CacheAnswer& answer) {
  const auto& points = answer.curve.points;
  const bool in_objects = std::ranges::all_of(
      points, [](const CacheCurvePoint& p) { return p.limits.bytes.count == INT64_MAX; });
  const auto x_of = [&](const CacheCurvePoint& p) {
    return static_cast<double>(in_objects ? p.limits.objects.value : p.limits.bytes.count);
  };
  Plot plot{"Miss ratio of " + file_name(answer),
            trace_sentence(answer),
            "cache size",
            in_objects || !answer.trace.has_sizes ? PlotUnit::objects : PlotUnit::bytes,
            {{"request miss ratio", {}}, {"byte miss ratio", {}}}};
  for (const CacheCurvePoint& point : points) {
    // Unlimited caches are not on the axis.
    const bool unlimited_size =
        point.limits.bytes.count == INT64_MAX && (!in_objects || point.limits.objects.unlimited());
    for (PlotPanel& panel : plot.panels) {
      const bool by_bytes = &panel == &plot.panels.back();
      if (panel.series.empty() || panel.series.back().name != point.policy)
        panel.series.push_back({point.policy, {}});
      const Interval& ratio = by_bytes ? point.byte_miss_ratio : point.miss_ratio;
      if (!unlimited_size)
        panel.series.back().points.push_back({x_of(point), ratio.mean, ratio.lo, ratio.hi});
    }
  }
  for (PlotPanel& panel : plot.panels) {
    for (PlotSeries& series : panel.series) std::ranges::sort(series.points, {}, &PlotPoint::x);
  }
  return plot;
}

}  // namespace edgecase::cli
