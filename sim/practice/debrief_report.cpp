// The debrief as a reader sees it.
#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "practice/debrief.hpp"
#include "practice/run_report.hpp"
#include "practice/safe_text.hpp"
#include "report/numbers.hpp"
#include "study/measure.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

std::string minute_text(const SessionLog& log, std::size_t event) {
  const std::vector<Json> until(log.events().begin(),
                                log.events().begin() + static_cast<std::ptrdiff_t>(event) + 1);
  return fmt::format("{} min", worked_time(until).seconds / 60);
}

std::string unit_of_quantity(const std::string& quantity) {
  const MetricFamily* family = family_of(quantity.substr(0, quantity.find('{')));
  return family == nullptr ? "" : std::string(family->unit);
}

/// "200 ms to 2,000 ms"
std::string predicted_text(const Json& event, const CaseSpec& spec) {
  const auto of =
      std::ranges::find(spec.forecasts, text_in(event, "forecast"), &ForecastSpec::name);
  const std::string unit = of == spec.forecasts.end() ? "" : unit_of_quantity(of->quantity);
  return fmt::format("{} to {}", value_text(number_in(event, "lo"), unit),
                     value_text(number_in(event, "hi"), unit));
}

/// What an event did, and what came of it.
std::pair<std::string, std::string> told(const Json& event, const CaseSpec& spec,
                                         double& last_points) {
  const std::string kind = text_in(event, "event");
  if (kind == "ask")
    return {"asked: " + safe_line(text_in(event, "question")),
            event.contains("topic")
                ? fmt::format("an answer for {:g} points", number_in(event, "price"))
                : "no answer"};
  if (kind == "hint") return {"took a hint", fmt::format("{:g} points", number_in(event, "price"))};
  if (kind == "predict")
    return {"predicted " + text_in(event, "forecast"), predicted_text(event, spec)};
  if (kind == "claim")
    return {"claimed: " + safe_line(text_in(event, "text")),
            text_in(event, "outcome") + ": " + text_in(event, "measured")};
  if (kind == "interview") return {"interview: " + text_in(event, "phase"), ""};
  if (kind == "question")
    return {
        "was asked: " + text_in(event, "probe"),
        fmt::format("{}, {:g} points at stake", text_in(event, "it"), number_in(event, "damage"))};
  if (kind == "answer")
    return {
        fmt::format("answered: {} {}", text_in(event, "kind"), safe_line(text_in(event, "text"))),
        ""};
  if (kind == "curveball") return {"the world changed: " + text_in(event, "name"), ""};
  if (kind == "run" || kind == "submit") {
    const double points = number_in(event, "points");
    const std::string change =
        std::isnan(last_points) ? "" : fmt::format(" ({:+g})", points - last_points);
    last_points = points;
    return {kind == "run" ? "ran the design" : "submitted",
            fmt::format("{:g} points{}", points, change)};
  }
  return {kind, ""};
}

Section record_section(const SessionLog& log, const CaseSpec& spec) {
  TextTable table;
  table.columns = {{"at"}, {"what you did", Align::left, true}, {"what came of it", Align::left}};
  double last = std::nan("");
  for (std::size_t i = 1; i < log.events().size(); ++i) {
    const Json& event = log.events()[i];
    if (text_in(event, "event") == "reflect") continue;
    auto [action, consequence] = told(event, spec, last);
    table.rows.push_back({{minute_text(log, i), action, consequence}});
  }
  return {"Your record", {table}};
}

Section score_section(const CaseSpec& spec, const Session& session, const Debrief& debrief,
                      Reveal reveal) {
  Section section = rows_section(spec, debrief.score, "Score");
  section.blocks.pop_back();
  double of = spec.claims.points;
  for (const RowScore& row : debrief.score.rows) of += row.of;
  std::string sum = fmt::format("{:g} (rows)", debrief.score.points);
  if (spec.claims.points > 0) sum += fmt::format(" + {:g} (claims)", session.submitted_claims);
  if (session.prices > 0) sum += fmt::format(" - {:g} (facts and hints)", session.prices);
  section.blocks.emplace_back(Paragraph{
      {{fmt::format("{} = {:g} of {:g} points", sum,
                    debrief.score.points + session.submitted_claims - session.prices, of)}}});
  if (reveal == Reveal::all)
    for (std::size_t i = 0; i < spec.rows.size(); ++i)
      if (!spec.rows[i].because.empty() && debrief.score.rows[i].outcome != RowOutcome::pass)
        section.blocks.emplace_back(Paragraph{{{fmt::format(
            "{} ({:g} of {:g} points): {}", spec.rows[i].name, debrief.score.rows[i].points,
            spec.rows[i].points, spec.rows[i].because)}}});
  return section;
}

Section forecasts_section(const CaseFile& one, const Session& session) {
  std::vector<ForecastLine> lines;
  for (const SessionForecast& made : session.forecasts) {
    const auto spec = std::ranges::find(one.spec.forecasts, made.name, &ForecastSpec::name);
    if (spec == one.spec.forecasts.end()) continue;
    if (auto line = forecast_line(made, *spec, unit_of_quantity(spec->quantity)))
      lines.push_back(std::move(*line));
  }
  std::ranges::stable_sort(lines, std::ranges::greater{}, &ForecastLine::surprise);
  TextTable table;
  table.columns = {{"forecast", Align::left}, {"you said"}, {"it was"},
                   {"", Align::left},         {"surprise"}, {"points"}};
  for (const ForecastLine& line : lines)
    table.rows.push_back(
        {{line.name,
          line.said,
          line.is,
          {line.inside ? "inside" : "outside", line.inside ? Tone::good : Tone::bad},
          std::isnan(line.surprise) ? "–" : fmt::format("{:.1f}", line.surprise),
          points_text_of(line.points)}});
  return {"Forecasts, most surprising first (surprise: distance from your middle, in half-widths)",
          {table}};
}

Section trade_offs_section(const Debrief& debrief) {
  TextTable table;
  table.columns = {{"what you set", Align::left, true},
                   {"points"},
                   {"improves", Align::left, true},
                   {"worsens", Align::left, true}};
  const std::size_t count = debrief.trade_offs.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (i >= 3 && i + 3 < count) continue;  // the three strongest and the three weakest
    const TradeOff& one = debrief.trade_offs[i];
    table.rows.push_back(
        {{one.key + "=" + one.value, fmt::format("{:+g}", one.points),
          one.better.empty() ? "no row" : one.better, one.worse.empty() ? "no row" : one.worse}});
  }
  return {"Trade-offs: each key of your design against the design without it", {table}};
}

Section unsaid_section(const Debrief& debrief) {
  TextTable table;
  table.columns = {{"area", Align::left}, {"measure", Align::left, true},
                   {"your design"},       {"points there"},
                   {"", Align::left},     {"in the world", Align::left, true}};
  const auto areas = names(Of<CoverageArea>{});
  for (const Unsaid& one : debrief.unsaid) {
    std::string area;
    for (const auto& name : areas)
      if (name.value == one.area) area = name.name;
    std::ranges::replace(area, '_', ' ');
    table.rows.push_back(
        {{area, one.measure, one.value, one.points > 0 ? fmt::format("-{:g}", one.points) : "0",
          one.said ? "said" : "unsaid", one.stress.empty() ? "as it is" : one.stress}});
  }
  return {"What was said and unsaid (claims and forecasts), and what the default does", {table}};
}

Section reference_section(const CaseSpec& spec, const Session& session, const Debrief& debrief) {
  TextTable table;
  table.columns = {{"row", Align::left}, {"yours"}, {"reference"}, {"points"}};
  for (std::size_t i = 0; i < debrief.reference.rows.size(); ++i) {
    const RowScore& mine = debrief.score.rows[i];
    const RowScore& best = debrief.reference.rows[i];
    table.rows.push_back({{mine.name, value_text(mine.measured.interval().mean, mine.measured.unit),
                           value_text(best.measured.interval().mean, best.measured.unit),
                           fmt::format("{:g} of {:g}", mine.points, best.points)}});
  }
  Section section{fmt::format("Distance to the reference: {:g} points",
                              debrief.reference.points - debrief.score.points),
                  {table}};
  const auto found = std::ranges::find(spec.anchors, "reference", &AnchorSpec::name);
  std::vector<std::string> settings;
  for (const auto& [path, value] : found->set) settings.push_back(path + ": " + value);
  for (const std::string& name : session.curveballs) {
    const auto ball = std::ranges::find(spec.curveballs, name, &CurveballSpec::name);
    if (ball == spec.curveballs.end()) continue;
    for (const auto& [path, value] : ball->repair)
      settings.push_back(fmt::format("{}: {}  # after {}", path, value, name));
  }
  if (!settings.empty()) section.blocks.emplace_back(Verbatim{settings});
  if (!debrief.best_change.empty())
    section.blocks.emplace_back(
        Paragraph{{{"The best single change of your design: " + debrief.best_change}}});
  return section;
}

}  // namespace

std::vector<Section> debrief_sections(const CaseFile& one, const SessionLog& log,
                                      const Session& session, const Debrief& debrief,
                                      Reveal reveal) {
  std::vector<Section> all{
      record_section(log, one.spec), score_section(one.spec, session, debrief, reveal),
      forecasts_section(one, session), unsaid_section(debrief), trade_offs_section(debrief)};
  if (reveal == Reveal::all && debrief.reference_shown)
    all.push_back(reference_section(one.spec, session, debrief));
  return all;
}

std::vector<Section> spoken_brief(const CaseFile& one, const Session& session,
                                  const Debrief& debrief) {
  Section head{one.spec.metadata.title, {}};
  head.blocks.emplace_back(
      Paragraph{{{fmt::format("Promise: {}. Budget: {}. Measured over {} replications, seed {}.",
                              one.spec.brief.promise, one.spec.brief.budget,
                              one.spec.world.replications, one.spec.world.seed)}},
                0});
  Section kept{"What the design keeps", {}};
  for (const RowScore& row : debrief.score.rows) {
    const EstimateText text =
        estimate_text(estimate_of(row.measured.interval()), row.measured.unit);
    kept.blocks.emplace_back(Paragraph{{{fmt::format(
        "{}: {} is {} {} against {} {}: {}", row.name, row.measured.text, text.mean, text.interval,
        symbol_of(row.op), limit_text(row.limit, row.measured.unit), name_of(row.outcome))}}});
  }
  Section bought{"What each choice buys", {}};
  for (std::size_t i = 0; i < debrief.trade_offs.size() && i < 3; ++i) {
    const TradeOff& trade = debrief.trade_offs[i];
    bought.blocks.emplace_back(Paragraph{
        {{fmt::format("{}={} is worth {:+g} points: it improves {}, it worsens {}", trade.key,
                      trade.value, trade.points, trade.better.empty() ? "no row" : trade.better,
                      trade.worse.empty() ? "no row" : trade.worse)}}});
  }
  Section limits{"Where it ends", {}};
  for (const Unsaid& unsaid : debrief.unsaid)
    if (unsaid.points > 0)
      limits.blocks.emplace_back(
          Paragraph{{{fmt::format("With {}, {} is {}: {:g} points less",
                                  unsaid.stress.empty() ? "the world as it is" : unsaid.stress,
                                  unsaid.measure, unsaid.value, unsaid.points)}}});
  Section claims{"Claims", {}};
  for (const Json& claim : session.claims)
    claims.blocks.emplace_back(
        Paragraph{{{fmt::format("{}: {} ({})", safe_line(text_in(claim, "text")),
                                text_in(claim, "outcome"), text_in(claim, "measured"))}}});
  Section again{"To check it", {Verbatim{{"edgecase run run.yaml", "edgecase why run.yaml"}}}};
  return {head, kept, bought, limits, claims, again};
}

std::string brief_html(const std::string& title, const std::vector<Section>& sections) {
  std::string body;
  for (const Section& section : sections) {
    if (section.blocks.empty()) continue;
    if (!section.title.empty()) body += fmt::format("<h2>{}</h2>\n", safe_html(section.title));
    for (const Block& block : section.blocks) {
      if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
        body += "<p>";
        for (const TextCell& piece : paragraph->pieces) body += safe_html(piece.text);
        body += "</p>\n";
      } else if (const auto* lines = std::get_if<Verbatim>(&block)) {
        body += "<pre>";
        for (const std::string& line : lines->lines) body += safe_html(line) + "\n";
        body += "</pre>\n";
      }
    }
  }
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{}</title>"
      "<style>body{{font:16px/1.4 sans-serif;max-width:45em;margin:2em auto}}</style></head>\n"
      "<body>\n{}</body></html>\n",
      safe_html(title), body);
}

}  // namespace edgecase
