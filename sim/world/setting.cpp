#include "world/setting.hpp"

#include "load/checker.hpp"
#include "load/read.hpp"

namespace edgecase {
namespace {

std::optional<Setting> complete(std::optional<Document> document, const Catalogue& catalogue,
                                Diagnostics& diagnostics) {
  if (!document) return std::nullopt;
  Setting setting;
  setting.document = std::make_shared<const Document>(std::move(*document));
  std::optional<ScenarioSpec> scenario = read<ScenarioSpec>(*setting.document, diagnostics);
  if (!scenario) return std::nullopt;
  setting.scenario = std::move(*scenario);
  const ScenarioSpec& spec = setting.scenario;
  Checker checker(*setting.document, diagnostics);
  const auto network =
      catalogue.load<NetworkSpec>("networks", spec.world.network, checker, "world.network");
  if (network) {
    setting.network = std::make_shared<const Network>(*network);
    check_against(spec, *setting.network, checker);
  }
  for (const auto& [name, route] : spec.world.routes) {
    const auto size =
        distribution_of(route.size, catalogue, checker, "world.routes." + name + ".size");
    if (size) setting.sizes.emplace(name, *size);
  }
  auto edge =
      catalogue.load<PriceSheet>("prices", spec.design.prices.edge, checker, "design.prices.edge");
  auto origin = catalogue.load<PriceSheet>("prices", spec.design.prices.origin, checker,
                                           "design.prices.origin");
  if (diagnostics.has_errors() || !network || !edge || !origin) return std::nullopt;
  setting.edge_prices = std::move(*edge);
  setting.origin_prices = std::move(*origin);
  return setting;
}

}  // namespace

std::optional<Setting> open_scenario(const std::filesystem::path& file,
                                     std::span<const std::string> overrides,
                                     const Catalogue& catalogue, Diagnostics& diagnostics) {
  return complete(load_document(file, overrides, diagnostics), catalogue, diagnostics);
}

std::optional<Setting> open_scenario_text(const std::string& text, const std::string& name,
                                          std::span<const std::string> overrides,
                                          const Catalogue& catalogue, Diagnostics& diagnostics) {
  return complete(parse_document(text, name, overrides, diagnostics), catalogue, diagnostics);
}

}  // namespace edgecase
