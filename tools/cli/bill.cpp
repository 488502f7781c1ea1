// `edgecase bill`: usage priced on price sheets, without a simulation.
#include <cmath>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <sstream>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/outputs.hpp"
#include "cli/terminal.hpp"
#include "cost/price.hpp"
#include "cost/usage_file.hpp"
#include "load/json.hpp"
#include "load/print.hpp"
#include "load/read.hpp"
#include "load/text/render.hpp"
#include "load/text/suggest.hpp"
#include "report/bill_report.hpp"
#include "report/waterfall.hpp"

namespace edgecase::cli {
namespace {

constexpr std::string_view every_plan = "all";

struct BillRequest {
  std::string prices;
  std::string usage;
  std::string origin;
  std::string plan;
  std::vector<std::string> add_ons;
  bool free_tier = false;
  bool break_even = false;
  std::string over;
  std::string edge;
  std::string plot;
  std::string format = "text";
  std::vector<std::string> outputs;
  bool strict = false;
  std::string color = "auto";
};

std::vector<std::string> names_in(const std::string& list) {
  std::vector<std::string> names;
  std::istringstream text(list);
  for (std::string name; std::getline(text, name, ',');)
    if (!name.empty()) names.push_back(name);
  return names;
}

/// The usage in what `bill --format json` printed; empty: it is something else.
std::string usage_of_bill(const std::string& text) {
  const Json bill = parsed_json(text);
  if (!bill.is_object() || !bill.contains("usage_file")) return {};
  return dumped(bill["usage_file"]);
}

std::optional<UsageSpec> open_usage(const std::string& file, Diagnostics& diagnostics) {
  std::optional<Document> document;
  std::string text;
  if (file == "-") {
    text = read_stdin();
  } else if (file.ends_with(".json")) {
    text = read_file(file);
  }
  if (const std::string usage = usage_of_bill(text); !usage.empty())
    document = parse_document(usage, file, {}, diagnostics);
  else if (file == "-")
    document = parse_document(text, "stdin", {}, diagnostics);
  else
    document = load_document(file, {}, diagnostics);
  return document ? read<UsageSpec>(*document, diagnostics) : std::nullopt;
}

/// A name of the catalogue, or a file.
std::optional<PriceSheet> open_sheet(const std::string& name, const std::string& usage,
                                     Diagnostics& diagnostics) {
  std::filesystem::path file = name;
  if (file.extension() != ".yaml") {
    const Catalogue catalogue = catalogue_beside(usage == "-" ? "" : usage);
    const auto found = catalogue.find("prices", name);
    if (!found) {
      const std::vector<std::string> names = catalogue.names("prices");
      const std::vector<std::string_view> known(names.begin(), names.end());
      const std::string near = did_you_mean(name, known);
      throw UsageError(fmt::format("there is no price sheet `{}`{}{}; there are: {}", name,
                                   near.empty() ? "" : "; ", near, enumerate(known)));
    }
    file = *found;
  }
  const auto document = load_document(file, {}, diagnostics);
  return document ? read<PriceSheet>(*document, diagnostics) : std::nullopt;
}

bool has_edge_traffic(const Usage& usage) {
  return usage.total(meter::edge_requests) > 0 || usage.total(meter::edge_egress_bytes) > 0;
}

BillingTerms terms_of(const BillRequest& request, const UsageSpec& spec, const Usage& usage,
                      const PriceSheet& sheet) {
  BillingTerms terms;
  terms.measured = spec.measured;
  terms.plan = request.plan;
  terms.add_ons = request.add_ons;
  terms.free_tier = request.free_tier;
  terms.edge_provider = request.edge;
  if (request.edge.empty() && has_edge_traffic(usage)) terms.edge_provider = sheet.provider;
  return terms;
}

/// At least one sheet must have the plan or add-on; the others are billed without it.
void check_terms(const BillRequest& request, const std::vector<PriceSheet>& sheets) {
  std::vector<std::string> asked = request.add_ons;
  if (!request.plan.empty() && request.plan != every_plan) asked.push_back(request.plan);
  for (const std::string& name : asked) {
    bool known = false;
    for (const PriceSheet& sheet : sheets) {
      BillingTerms terms;
      (name == request.plan ? terms.plan : terms.add_ons.emplace_back()) = name;
      known |= unknown_terms(sheet, terms).empty();
    }
    if (!known) throw UsageError(fmt::format("no sheet has a plan or product `{}`", name));
  }
}

BillingTerms known_terms(BillingTerms terms, const PriceSheet& sheet) {
  for (const std::string& name : unknown_terms(sheet, terms)) {
    if (name == terms.plan) terms.plan.clear();
    std::erase(terms.add_ons, name);
  }
  return terms;
}

/// The quantity that varies, and each sheet's bill along its range.
struct Varied {
  BreakEven what;
  Axis axis;
  std::function<std::optional<Bill>(const Pricer& price, double at)> bill;
};

[[noreturn]] void cannot_vary(const std::string& over, const std::string& lacks) {
  throw UsageError(fmt::format("`--over {}`: this usage has {}", over, lacks));
}

/// A hit ratio, or the share of a region: from 0 to 100%.
Varied varied_share(const BillRequest& request, const Usage& usage) {
  using Changed = std::function<std::optional<Usage>(double)>;
  const auto of = [&](BreakEven what, Changed changed) {
    return Varied{std::move(what),
                  {0, 1, true},
                  [changed](const Pricer& price, double at) -> std::optional<Bill> {
                    const auto some = changed(at);
                    return some ? std::optional(price(*some)) : std::nullopt;
                  }};
  };
  if (request.over == "hit-ratio") {
    const auto now = hit_ratio_of(usage);
    if (!now) cannot_vary(request.over, "no edge.requests and fewer origin.requests");
    return of(
        {"hit ratio", *now, true,
         "user requests and egress; origin requests, origin egress and ingress, and tier fills "
         "change with the misses"},
        [&usage](double at) { return with_hit_ratio(usage, at); });
  }
  const std::size_t equals = request.over.find('=');
  const std::string label = request.over.substr(0, equals);
  if (equals == std::string::npos || !is_label(label))
    throw UsageError(
        fmt::format("`--over {}`: write volume, hit-ratio, object-size, egress-price, or a label "
                    "with its value, such as country=BR",
                    request.over));
  const std::string value = request.over.substr(equals + 1);
  const auto now = part_of(usage, label, value);
  if (!now) cannot_vary(request.over, "no meter with this label value on part of its quantity");
  return of({"share of " + request.over, *now, true,
             "the total of each meter; other values keep their proportions"},
            [&usage, label, value](double at) { return with_part(usage, label, value, at); });
}

Varied varied(const BillRequest& request, const Usage& usage) {
  constexpr double million = 1e6;
  const auto priced = [](const std::optional<Usage>& some, const Pricer& price) {
    return some ? std::optional(price(*some)) : std::nullopt;
  };
  if (request.over.empty() || request.over == "volume")
    return {{"volume", 1, false, "the mix of usage: products, regions, object sizes"},
            {},
            [&usage, priced](const Pricer& price, double at) {
              return priced(scaled(usage, std::llround(at * million)), price);
            }};
  if (request.over == "object-size")
    return {{"object size", 1, false, "the number of requests and of objects"},
            {},
            [&usage, priced](const Pricer& price, double at) {
              return priced(with_object_size(usage, at), price);
            }};
  if (request.over == "egress-price")
    return {
        {"price of egress", 1, false,
         "all usage and every other price; egress of edge and origin is scaled by this factor on "
         "all sheets"},
        {},
        [&usage](const Pricer& price, double at) {
          return std::optional(with_egress_price(price(usage), at));
        }};
  return varied_share(request, usage);
}

/// The plans to price a sheet with: the one asked for, or each that it has.
std::vector<std::string> plans_of(const BillRequest& request, const PriceSheet& sheet) {
  if (request.plan != every_plan) return {request.plan};
  std::vector<std::string> names;
  for (const PricePlan& plan : sheet.plans) names.push_back(plan.name);
  return names.empty() ? std::vector<std::string>{""} : names;
}

BillReport billed(const BillRequest& request, const UsageSpec& spec,
                  const std::vector<PriceSheet>& sheets, const std::optional<PriceSheet>& origin) {
  const Usage usage = usage_of(spec);
  BillReport all{spec.name.empty() ? request.usage : spec.name, {}};
  all.plans = request.plan == every_plan;
  all.usage_file = print_json(spec);
  std::vector<Pricer> pricers;
  for (const PriceSheet& sheet : sheets) {
    for (const std::string& plan : plans_of(request, sheet)) {
      BillingTerms terms = terms_of(request, spec, usage, sheet);
      terms.plan = plan;
      terms = known_terms(terms, sheet);
      pricers.emplace_back([&sheet, &origin, terms](const Usage& some) {
        return origin ? price_design(sheet, some, *origin, some, terms) : price(sheet, some, terms);
      });
      std::string name = sheet.name;
      if (all.plans && !plan.empty()) name += " " + plan;
      if (origin) name += "+" + origin->name;
      const std::string title = origin ? "; origin: " + origin->title : "";
      all.sheets.push_back({name, sheet.title + title, pricers.back()(usage)});
    }
  }
  if (!request.break_even && request.over.empty()) return all;
  const Varied varies = varied(request, usage);
  std::vector<PricerAt> at;
  for (const Pricer& price : pricers)
    at.emplace_back([&](double place) { return varies.bill(price, place); });
  all.break_even = varies.what;
  all.break_even->ranges = cheapest_along(varies.axis, at);
  return all;
}

void deliver_bill(const BillRequest& request, Outputs& outputs, const BillReport& bills) {
  if (!request.plot.empty()) outputs.write(request.plot, waterfall_svg(bills));
  for (const std::string& file : request.outputs)
    outputs.write(file, render(bills, *format_of_file(file), {}));
  outputs.finish();
  if (!request.outputs.empty()) return;
  TextStyle style;
  style.color = wants_color(request.color, Stream::out);
  print(render(bills, *format_named(request.format), style));
}

ExitCode bill(const BillRequest& request) {
  if (request.usage.empty()) throw UsageError("`edgecase bill` needs --usage FILE");
  if (names_in(request.prices).empty())
    throw UsageError("`edgecase bill` needs --prices NAME[,NAME…]");
  for (const std::string& file : request.outputs)
    if (!format_of_file(file))
      throw UsageError(fmt::format("`{}` does not end in .txt, .json, .csv or .md", file));
  if (!request.plot.empty() && !request.plot.ends_with(".svg"))
    throw UsageError(fmt::format("`{}` does not end in .svg", request.plot));
  Diagnostics diagnostics;
  const auto spec = open_usage(request.usage, diagnostics);
  std::vector<PriceSheet> sheets;
  for (const std::string& name : names_in(request.prices))
    if (auto sheet = open_sheet(name, request.usage, diagnostics)) sheets.push_back(*sheet);
  std::optional<PriceSheet> origin;
  if (!request.origin.empty()) origin = open_sheet(request.origin, request.usage, diagnostics);
  if (diagnostics.has_errors() || !spec || sheets.empty()) {
    show(render_text(diagnostics, {.color = wants_color(request.color, Stream::err)}));
    return ExitCode::usage;
  }
  check_terms(request, sheets);
  std::vector<std::string> files = request.outputs;
  if (!request.plot.empty()) files.push_back(request.plot);
  Outputs outputs(files, true);
  const BillReport bills = billed(request, *spec, sheets, origin);
  deliver_bill(request, outputs, bills);
  bool complete = true;
  for (const BilledSheet& one : bills.sheets) {
    complete &= one.bill.complete;
    if (!one.bill.complete)
      say(fmt::format("the bill for {} is incomplete: its total is a lower bound", one.name));
  }
  return complete || !request.strict ? ExitCode::ok : ExitCode::inconclusive;
}

}  // namespace

Command bill_command() {
  const auto request = std::make_shared<BillRequest>();
  return {
      "bill",
      "price usage on one or more price sheets, side by side, with the arithmetic",
      "  edgecase bill --prices cloudflare-2026,aws-2026 --usage usage.yaml\n"
      "  edgecase explain usage     the format of usage files; `explain meters` lists all meters\n"
      "Without --origin each sheet prices all of the usage. Usage that a sheet has no price for "
      "is\n"
      "listed and makes its total a lower bound; with --strict the exit code is then 5.\n",
      {option("--prices", "NAMES", request->prices,
              "price sheets of the catalogue or .yaml files, comma-separated"),
       option("--usage", "FILE", request->usage, "usage file, or a bill as JSON; - reads stdin"),
       option("--origin", "NAME", request->origin,
              "price the origin on this sheet, behind each other sheet's edge"),
       option("--edge", "PROVIDER", request->edge,
              "CDN in front of the origin (default: the sheet's own)"),
       option("--plan", "NAME", request->plan,
              "plan of the sheet: free, pro, business; all: every plan side by side"),
       options("--add-on", "PRODUCT", request->add_ons,
               "include an optional product: argo (repeatable)"),
       flag("--free-tier", request->free_tier, "apply the account's free allowances in full"),
       flag("--break-even", request->break_even,
            "find the cheapest sheet from 1/1000 to 1000 times this usage"),
       option("--over", "WHAT", request->over,
              "vary hit-ratio, object-size, egress-price or country=BR, not volume"),
       option("--plot", "FILE", request->plot, "write waterfall charts of the bills: .svg"),
       choice("--format", {"text", "json", "csv", "md"}, request->format, "format of stdout"),
       options("-o,--output", "FILE", request->outputs,
               "write to a file instead: .txt .json .csv .md (repeatable)"),
       flag("--strict", request->strict, "exit with 5 if a bill is incomplete"),
       choice("--color", {"auto", "always", "never"}, request->color, "coloured text output")},
      [request] { return bill(*request); }};
}

}  // namespace edgecase::cli
