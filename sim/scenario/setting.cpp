#include "scenario/setting.hpp"

#include <algorithm>
#include <string>

#include <fmt/core.h>

#include "load/checker.hpp"
#include "load/read.hpp"
#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "load/text/suggest.hpp"
#include "model/attack/kinds.hpp"
#include "scenario/access_check.hpp"
#include "scenario/attacks.hpp"
#include "scenario/idle_check.hpp"
#include "scenario/pops.hpp"
#include "scenario/reopen.hpp"
#include "scenario/residency_check.hpp"
#include "scenario/sampling.hpp"
#include "scenario/store_check.hpp"

namespace edgecase {
namespace {

void check_plan(const std::string& plan, const PriceSheet& sheet, Checker& checker) {
  std::vector<std::string_view> names;
  for (const PricePlan& one : sheet.plans) names.push_back(one.name);
  if (plan.empty() || std::find(names.begin(), names.end(), plan) != names.end()) return;
  checker.report("design.prices.plan", {code::refers_to_nothing,
                                        "the sheet `" + sheet.name + "` has no plan `" + plan + "`",
                                        did_you_mean(plan, names), "known: " + enumerate(names)});
}

void check_add_ons(const std::vector<std::string>& add_ons, const PriceSheet& edge,
                   const PriceSheet& origin, Checker& checker) {
  std::vector<std::string_view> names;
  for (const PriceSheet* sheet : {&edge, &origin})
    for (const PricedProduct& product : sheet->products)
      if (product.add_on) names.push_back(product.name);
  for (std::size_t i = 0; i < add_ons.size(); ++i) {
    if (std::find(names.begin(), names.end(), add_ons[i]) != names.end()) continue;
    checker.report(
        "design.prices.add_ons[" + std::to_string(i) + "]",
        {code::refers_to_nothing, "neither price sheet has the add-on `" + add_ons[i] + "`",
         did_you_mean(add_ons[i], names), "known: " + enumerate(names)});
  }
}

/// The content of the routes: size distributions, or a trace beside the scenario.
void complete_routes(Setting& setting, const Catalogue& catalogue, Checker& checker,
                     Diagnostics& diagnostics) {
  for (const auto& [name, route] : setting.scenario.world.routes) {
    const std::string path = join_path("world.routes", name);
    if (setting.traces.contains(name)) continue;
    if (route.trace) {
      const std::string file = path + ".trace";
      if (diagnostics.concerns(file)) continue;
      const auto trace = open_trace_content(*route.trace, catalogue, checker, file);
      if (trace) setting.traces.emplace(name, *trace);
    } else if (!diagnostics.concerns(path + ".size") && checker.written(path + ".size")) {
      const auto size = distribution_of(route.size, catalogue, checker, path + ".size");
      if (size) setting.sizes.emplace(name, *size);
    }
  }
}

/// All bytes of a run, including those sent to attackers, are counted in 64 bits.
void check_volume(const Setting& setting, Checker& checker) {
  constexpr double most_bytes = 4e18;
  const WorldSpec& world = setting.scenario.world;
  const double seconds = in_seconds(world.horizon.warm_up) + in_seconds(world.horizon.measure);
  double largest = 0;
  double mean = 0;
  for (const auto& [name, size] : setting.sizes) {
    const double each = std::min(size.mean(), 0x1p36);
    largest = std::max(largest, each);
    mean += each * world.routes.at(name).share.value;
  }
  double bytes = world.demand.rate.per_second * seconds * mean;
  for (const PhaseSpec& phase : world.demand.phases)
    bytes = std::max(bytes, world.demand.rate.per_second * seconds * mean *
                                std::max(phase.rate.value, phase.ramp_to.value_or(Share{}).value));
  for (const AttackSpec& attack : setting.attacks)
    if (attack.kind)
      bytes += profile_of(attack.kind).peak.requests * attack.scale.value *
               std::min(in_seconds(*attack.duration), seconds) * largest;
  if (bytes < most_bytes) return;
  checker.report("world.demand.rate",
                 {code::out_of_range,
                  fmt::format("the run would serve {:.3g} bytes, more than the 4,000,000 TB that "
                              "can be counted",
                              bytes),
                  "too much for this horizon and these sizes",
                  "shorten world.horizon.measure, or lower the rate"});
}

/// The runtimes of the design's functions.
void complete_functions(Setting& setting, const Catalogue& catalogue, Checker& checker,
                        Diagnostics& diagnostics) {
  for (const auto& [name, function] : setting.scenario.design.compute) {
    const std::string path = join_path("design.compute", name);
    if (diagnostics.concerns(path + ".runtime")) continue;
    const auto runtime =
        catalogue.load<RuntimeSpec>("runtimes", function.runtime, checker, path + ".runtime");
    if (!runtime) continue;
    Checker at_function = checker.at(path);
    ComputeSpec whole = function;
    for (const auto& [route, design] : setting.scenario.design.routes) {
      const auto of_world = setting.scenario.world.routes.find(route);
      const bool asks = design.compute == name && of_world != setting.scenario.world.routes.end();
      const bool readable = !diagnostics.concerns(join_path("world.routes", route) + ".cpu");
      if (asks && readable && !whole.cpu) whole.cpu = of_world->second.cpu;
    }
    if (!diagnostics.concerns(path)) check_compute(whole, *runtime, at_function);
    setting.runtimes.emplace(name, *runtime);
  }
}

/// The world's attacks, with presets applied.
void complete_attacks(Setting& setting, const Catalogue& catalogue, Checker& checker,
                      Diagnostics& diagnostics) {
  const std::vector<AttackSpec>& attacks = setting.scenario.world.attacks;
  for (std::size_t i = 0; i < attacks.size(); ++i) {
    const std::string path = "world.attacks[" + std::to_string(i) + "]";
    if (!attacks[i].kind || diagnostics.concerns(path)) continue;
    Checker at_attack = checker.at(path);
    const auto whole = resolve_attack(attacks[i], catalogue, at_attack);
    if (!whole) continue;
    setting.attacks.push_back(*whole);
    if (!setting.network) continue;
    Checker at_sources = at_attack.at("from");
    source_shares(*whole->from, source_places(*setting.network), at_sources);
  }
  check_attacks(setting.scenario, setting.attacks, checker);
  if (!diagnostics.has_errors()) check_idle(setting.scenario, checker);
}

/// A text or a list: the file cannot be a scenario with mistakes.
void no_scenario(const Document& document, Diagnostics& diagnostics) {
  const Node& root = document.root;
  diagnostics.add(root.place, "",
                  {code::wrong_shape, "this is not a scenario",
                   root.kind == Node::Kind::list ? "a list" : "a plain text",
                   "a scenario is a mapping that begins with `apiVersion: edgecase/v1`; `edgecase "
                   "init` writes one to start from"});
}

std::optional<Setting> complete(std::optional<Document> document, const Catalogue& catalogue,
                                Diagnostics& diagnostics,
                                const std::map<std::string, TraceContent>& read_before = {}) {
  if (!document) return std::nullopt;
  Setting setting;
  setting.traces = read_before;
  setting.document = std::make_shared<const Document>(std::move(*document));
  const ScenarioSpec& spec = setting.scenario;
  Checker checker(*setting.document, diagnostics);
  if (setting.document->root.kind != Node::Kind::map) {
    no_scenario(*setting.document, diagnostics);
    return std::nullopt;
  }
  if (!read(*setting.document, type_of<ScenarioSpec>(), &setting.scenario, diagnostics)) {
    // Report all errors at once: checks across fields run on the parts that could be read.
    checker.keep_off_errors();
    check(spec, checker);
  }
  auto network =
      catalogue.load<NetworkSpec>("networks", spec.world.network, checker, "world.network");
  if (network && spec.design.pops && !diagnostics.concerns("design.pops"))
    keep_pops(*spec.design.pops, *network, checker);
  if (network && !network->pops.rows.empty()) {
    setting.network = std::make_shared<const Network>(*network);
    check_against(spec, *setting.network, checker);
    check_access(spec, *setting.network, checker);
    check_residency(spec, *setting.network, checker);
  }
  complete_routes(setting, catalogue, checker, diagnostics);
  check_sample(spec, setting.sizes, checker);
  check_store_limits(spec, setting.sizes, checker);
  complete_functions(setting, catalogue, checker, diagnostics);
  complete_attacks(setting, catalogue, checker, diagnostics);
  check_volume(setting, checker);
  auto edge =
      catalogue.load<PriceSheet>("prices", spec.design.prices.edge, checker, "design.prices.edge");
  auto origin = catalogue.load<PriceSheet>("prices", spec.design.prices.origin, checker,
                                           "design.prices.origin");
  auto serve = catalogue.load<PriceSheet>("prices", spec.design.prices.serve, checker,
                                          "design.prices.serve");
  auto operations = catalogue.load<OperationsSheet>("prices", spec.design.prices.operations,
                                                    checker, "design.prices.operations");
  if (edge) check_plan(spec.design.prices.plan, *edge, checker);
  if (edge && origin) check_add_ons(spec.design.prices.add_ons, *edge, *origin, checker);
  if (diagnostics.has_errors() || !network || !edge || !origin || !serve || !operations)
    return std::nullopt;
  setting.edge_prices = std::move(*edge);
  setting.origin_prices = std::move(*origin);
  setting.serve_prices = std::move(*serve);
  setting.operations = std::move(*operations);
  return setting;
}

}  // namespace

std::optional<Setting> open_scenario(const std::filesystem::path& file,
                                     std::span<const std::string> overrides,
                                     const Catalogue& catalogue, Diagnostics& diagnostics) {
  return reopen_scenario(file, overrides, catalogue, diagnostics, {});
}

std::optional<Setting> reopen_scenario(const std::filesystem::path& file,
                                       std::span<const std::string> overrides,
                                       const Catalogue& catalogue, Diagnostics& diagnostics,
                                       const std::map<std::string, TraceContent>& read) {
  return complete(load_document(file, overrides, diagnostics, catalogue.limits()),
                  catalogue.beside(file.parent_path()), diagnostics, read);
}

std::optional<Setting> open_document(Document document, const std::filesystem::path& folder,
                                     const Catalogue& catalogue, Diagnostics& diagnostics) {
  return complete(std::move(document), catalogue.beside(folder), diagnostics);
}

std::optional<Setting> open_scenario_text(const std::string& text, const std::string& name,
                                          std::span<const std::string> overrides,
                                          const Catalogue& catalogue, Diagnostics& diagnostics) {
  return complete(parse_document(text, name, overrides, diagnostics, catalogue.limits()),
                  catalogue.beside(std::filesystem::path(name).parent_path()), diagnostics);
}

}  // namespace edgecase
