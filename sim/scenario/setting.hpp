#pragma once
// A scenario with everything it refers to: network, size distributions, traces, price sheets.

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/distribution.hpp"
#include "cost/operations_sheet.hpp"
#include "cost/price_sheet.hpp"
#include "load/catalogue.hpp"
#include "load/text/diagnostics.hpp"
#include "load/text/document.hpp"
#include "model/net/network.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

struct Setting {
  ScenarioSpec scenario;
  std::shared_ptr<const Network> network;
  std::map<std::string, Distribution> sizes;    ///< by route; bytes
  std::map<std::string, TraceContent> traces;   ///< by route, if it replays one
  std::map<std::string, RuntimeSpec> runtimes;  ///< by function
  std::vector<AttackSpec> attacks;              ///< with presets applied
  PriceSheet edge_prices;
  PriceSheet origin_prices;
  PriceSheet serve_prices;                   ///< costs of the edge provider
  OperationsSheet operations;                ///< hours of people
  std::shared_ptr<const Document> document;  ///< the source, for the origin of each value
};

/// Reads, checks and completes a scenario. Empty if there are errors, all of which are in
/// `diagnostics`. Throws Error: a file cannot be read.
std::optional<Setting> open_scenario(const std::filesystem::path& file,
                                     std::span<const std::string> overrides,
                                     const Catalogue& catalogue, Diagnostics& diagnostics);

/// The same for a text in memory, named `name` in messages.
std::optional<Setting> open_scenario_text(const std::string& text, const std::string& name,
                                          std::span<const std::string> overrides,
                                          const Catalogue& catalogue, Diagnostics& diagnostics);

}  // namespace edgecase
