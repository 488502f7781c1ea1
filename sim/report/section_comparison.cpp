// Two designs side by side: significant differences, cost, and the objectives they affect.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/core.h>

#include "report/compared.hpp"
#include "report/estimates.hpp"
#include "report/numbers.hpp"
#include "report/regression.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

/// Whether a difference has a row: a headline, a part of one that changed, a tier.
bool has_row(const Difference& d, const ComparedMetric& row, const ComparisonResult& c) {
  if (!row.compares(d)) return false;
  if (d.labels.empty()) return true;
  const auto& [key, value] = *d.labels.begin();
  if (key == "route") return c.base.routes.size() > 1;
  if (key == "change")
    return 1 < std::ranges::count_if(c.differences, [&](const Difference& other) {
             return other.name == d.name && other.labels.size() == 1 &&
                    other.labels.contains("change");
           });
  if (key == "cause") return d.significant;
  if (key != "region") return true;
  const bool used = std::ranges::find(c.base.regions, value) != c.base.regions.end();
  return used && c.base.regions.size() > 1 && (!row.always || d.significant);
}

/// The labels of a metric without its name: "europe", "route images", "upper tier".
std::string narrowed(const MetricLabels& labels) {
  std::string text;
  for (const auto& [key, value] : labels) {
    const std::string one = key == "region"  ? value
                            : key == "route" ? "route " + value
                            : key == "tier"  ? value + " tier"
                            : key == "cause" ? value
                                             : key + "=" + value;
    text += (text.empty() ? "" : ", ") + one;
  }
  return text;
}

/// `above`: the metric of the previous row, under which its breakdown is indented.
/// `fewer`: the alternative answers fewer requests, so that nothing else counts as better.
TextRow difference_row(const Difference& d, const std::string& above, bool fewer,
                       const Metric* metric) {
  const bool part = !d.labels.empty() && d.name == above;
  const std::string name = part ? "  " + narrowed(d.labels) : metric_text(d.name, d.labels);
  const std::string base = value_text(d.base, d.unit);
  const std::string alternative = value_text(d.alternative, d.unit);
  const EstimateText change = difference_text(d.absolute, d.unit);
  if (!d.significant) {
    return {{name,
             base,
             alternative,
             {"~", Tone::faint},
             "",
             {change.interval, Tone::faint},
             {rests_on(metric), Tone::faint}}};
  }
  const bool better = is_better(d);
  const bool merit =
      !fewer || d.name.find("availability") != std::string::npos || d.name.starts_with("errors");
  const Tone tone = is_worse(d) ? Tone::bad : better && merit ? Tone::good : Tone::plain;
  const std::string verdict = is_worse(d) ? "worse" : better && merit ? "better" : "";
  // The difference of shares is shown in percentage points, which readers can use directly.
  const bool relative = !std::isnan(d.relative.mean) && d.unit != "1";
  const EstimateText ratio = relative_text(d.relative);
  return {
      {name,
       base,
       alternative,
       {change.mean, tone},
       {relative ? ratio.mean : "", tone},
       {relative && !ratio.interval.empty() ? ratio.interval + " %" : change.interval, Tone::faint},
       {verdict + (verdict.empty() || rests_on(metric).empty() ? "" : ", ") + rests_on(metric),
        tone}}};
}

std::set<std::string> promised_in(const ComparisonResult& c) {
  std::set<std::string> all;
  for (const Judgement& j : c.base.judgements) all.insert(j.indicator);
  for (const Judgement& j : c.alternative.judgements) all.insert(j.indicator);
  return all;
}

std::string_view sign_of(const CostChange& cost) {
  const bool same = cost.change.lo <= 0 && cost.change.hi >= 0;
  if (!(cost.base > 0) && cost.alternative > 0) return "+";
  if (cost.base > 0 && !(cost.alternative > 0)) return "-";
  return same ? " " : "~";
}

struct Branch {
  double base = 0;
  double alternative = 0;
  std::vector<const CostChange*> lines;
};

std::string parent_of(const std::string& name) { return name.substr(0, name.rfind('/')); }

/// Its share of the change of the total; negative if it moves the other way.
std::string part_of(double change, double all) {
  const double part = change / all;
  return std::isfinite(part) ? value_text(part, "1") : "";
}

void add_branch(TextTable& table, const std::string& name, const Branch& branch, double all) {
  const double change = branch.alternative - branch.base;
  const Estimate moved{change, std::nan(""), std::nan("")};
  table.rows.push_back({{{name, Tone::strong},
                         dollars_text(branch.base),
                         dollars_text(branch.alternative),
                         difference_text(moved, "$").mean,
                         "",
                         part_of(change, all)}});
  std::size_t same = 0;
  for (const CostChange* line : branch.lines) {
    const std::string_view sign = sign_of(*line);
    if (sign == " ") {
      ++same;
      continue;
    }
    const EstimateText text = difference_text(line->change, "$");
    const std::string leaf = line->name.substr(line->name.rfind('/') + 1);
    const Tone tone = line->change.mean > 0 ? Tone::bad : Tone::good;
    table.rows.push_back({{fmt::format("  {} {}", sign, leaf),
                           dollars_text(line->base),
                           dollars_text(line->alternative),
                           {text.mean, tone},
                           {text.interval, Tone::faint},
                           {part_of(line->change.mean, all), Tone::faint}}});
  }
  if (same == 0) return;
  const std::string rest = fmt::format("    {} unchanged line{}", same, same == 1 ? "" : "s");
  table.rows.push_back({{{rest, Tone::faint}}});
}

TextCell outcome_piece(const Judgement* judgement) {
  if (judgement == nullptr) return {"no objective", Tone::faint};
  const std::string measured = estimate_text(judgement->estimate, judgement->unit).mean;
  if (judgement->outcome == Outcome::pass) return {"✓ " + measured, Tone::good};
  if (judgement->outcome == Outcome::fail) return {"✗ " + measured, Tone::bad};
  return {"? " + measured, Tone::unsure};
}

/// "design.caches.static.ttl: 10min → 1h"; the rest of a long list is counted.
std::vector<Block> changes_of(const ComparisonResult& c, bool all) {
  const std::size_t most = all ? c.changed.size() : 8;
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < std::min(most, c.changed.size()); ++i) {
    const SettingChange& one = c.changed[i];
    blocks.emplace_back(
        Paragraph{{{"changed:", Tone::faint},
                   {fmt::format("{}: {} → {}", one.path, one.base, one.alternative)}}});
  }
  if (c.changed.size() > most)
    blocks.emplace_back(Paragraph{
        {{fmt::format("and {} more: -v lists all", c.changed.size() - most), Tone::faint}}});
  return blocks;
}

}  // namespace

Section comparison_headline(const ComparisonResult& c, bool verbose) {
  const bool named = c.base.scenario != c.alternative.scenario;
  const std::string designs =
      named ? fmt::format("{} → {}", c.base.scenario, c.alternative.scenario) : c.base.scenario;
  const std::string runs = fmt::format(
      "{} replications, paired · seed {} · {} requests", c.base.replications, c.base.seed,
      count_text(
          static_cast<double>(c.base.simulated_requests + c.alternative.simulated_requests)));
  Section section;
  section.blocks.emplace_back(Paragraph{{{designs, Tone::strong}, {"·", Tone::faint}, {runs}}, 0});
  for (Block& change : changes_of(c, verbose)) section.blocks.push_back(std::move(change));
  for (std::size_t i = 0; i < c.headlines.size(); ++i)
    section.blocks.emplace_back(
        Paragraph{{{c.headlines[i], i == 0 ? Tone::strong : Tone::plain}}, 2});
  return section;
}

Section difference_section(const ComparisonResult& c) {
  Section section;
  const std::set<std::string> promised = promised_in(c);
  TextTable table{{{"", Align::left, true},
                   {"base"},
                   {"alternative"},
                   {"change"},
                   {""},
                   interval_column(),
                   {"", Align::left}},
                  {}};
  const bool fewer = answers_fewer(c);
  std::set<std::string> listed;
  for (const ComparedMetric& row : compared_metrics()) {
    std::string above;
    for (const Difference& d : c.differences) {
      if (!has_row(d, row, c)) continue;
      table.rows.push_back(difference_row(d, above, fewer, c.alternative.find(d.name, d.labels)));
      listed.insert(metric_text(d.name, d.labels));
      above = d.name;
    }
  }
  for (const Difference& d : c.differences) {
    const std::string indicator = metric_text(d.name, d.labels);
    if (promised.contains(indicator) && !listed.contains(indicator))
      table.rows.push_back(difference_row(d, "", fewer, c.alternative.find(d.name, d.labels)));
  }
  if (table.rows.empty()) return section;
  section.title = "Differences (~: no significant change among all of these)";
  if (fewer)
    section.blocks.emplace_back(Paragraph{
        {{"The alternative answers fewer requests, so its savings are not rated as better."}}});
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section cost_change_section(const ComparisonResult& c) {
  Section section{"Monthly bill (+ new, - gone, ~ changed)", {}};
  if (c.costs.empty()) return section;
  // Lines come largest change first, so branches appear in the order of their largest line.
  std::vector<std::string> order;
  std::map<std::string, Branch> branches;
  Branch total;
  for (const CostChange& cost : c.costs) {
    const std::string parent = parent_of(cost.name);
    if (!branches.contains(parent)) order.push_back(parent);
    for (Branch* branch : {&branches[parent], &total}) {
      branch->base += cost.base;
      branch->alternative += cost.alternative;
    }
    branches[parent].lines.push_back(&cost);
  }
  TextTable table{{{"", Align::left},
                   {"base"},
                   {"alternative"},
                   {"change"},
                   interval_column(),
                   {"share of change"}},
                  {}};
  const double all = total.alternative - total.base;
  for (const std::string& name : order) add_branch(table, name, branches[name], all);
  add_branch(table, "total", total, all);
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section marginal_section(const ComparisonResult& c) {
  Section section{"Marginal cost of improvements, dollars per month", {}};
  if (c.marginal.empty()) return section;
  TextTable table{
      {{"", Align::left}, {"gain"}, {"cost"}, {"per unit"}, interval_column(), {"", Align::left}},
      {}};
  const bool fewer = answers_fewer(c);
  for (const MarginalPrice& one : c.marginal) {
    const bool gains = one.gain.mean > 0;
    const bool dearer = one.cost.mean > 0;
    const bool survivors = fewer && one.what != "availability";
    const std::string_view verdict = survivors ? "of fewer answered requests"
                                     : gains
                                         ? (dearer ? "better, costs more" : "better, costs less")
                                         : (dearer ? "worse, costs more" : "worse, costs less");
    const EstimateText price = estimate_text(one.price, "$");
    const bool priced = !survivors && gains == dearer && !std::isnan(one.price.mean);
    table.rows.push_back({{one.what,
                           fmt::format("{:+.3g} {}", one.gain.mean, one.unit),
                           (dearer ? "+" : "−") + dollars_text(std::abs(one.cost.mean)),
                           priced ? TextCell(dollars_text(one.price.mean)) : TextCell(""),
                           {priced ? price.interval : "", Tone::faint},
                           TextCell(std::string(verdict))}});
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section promise_change_section(const ComparisonResult& c) {
  Section section{"Objectives", {}};
  TextTable table{{{"", Align::left},
                   {"limit", Align::left},
                   {"base", Align::left},
                   {"alternative", Align::left}},
                  {}};
  const auto add = [&](const Judgement& j, const Judgement* base, const Judgement* alternative) {
    table.rows.push_back({{j.indicator, j.comparison + " " + limit_text(j.limit, j.unit),
                           outcome_piece(base), outcome_piece(alternative)}});
  };
  for (const Judgement& j : c.base.judgements) {
    add(j, &j, same_objective(c.alternative.judgements, j));
  }
  for (const Judgement& j : c.alternative.judgements) {
    if (!same_objective(c.base.judgements, j)) add(j, nullptr, &j);
  }
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

Section comparison_closing(const ComparisonResult& c) {
  Section closing;
  const auto add = [&](const std::string& of, const std::string& warning) {
    closing.blocks.emplace_back(Paragraph{{{"warning:", Tone::unsure}, {of + warning}}, 0});
  };
  const auto& base = c.base.warnings;
  const auto& alternative = c.alternative.warnings;
  const auto has = [](const std::vector<std::string>& all, const std::string& one) {
    return std::ranges::find(all, one) != all.end();
  };
  for (const std::string& one : base) add(has(alternative, one) ? "" : "base: ", one);
  for (const std::string& one : alternative)
    if (!has(base, one)) add("alternative: ", one);
  return closing;
}

}  // namespace edgecase
