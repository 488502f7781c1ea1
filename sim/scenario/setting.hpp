#pragma once
// A scenario with everything it names: its network, the sizes of its answers, its price sheets.

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/distribution.hpp"
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
  std::map<std::string, TraceContent> traces;   ///< by route, where it replays one
  std::map<std::string, RuntimeSpec> runtimes;  ///< by function
  std::vector<AttackSpec> attacks;              ///< presets put in
  PriceSheet edge_prices;
  PriceSheet origin_prices;
  PriceSheet serve_prices;                   ///< what the edge's provider pays itself
  std::shared_ptr<const Document> document;  ///< what was read, for the origin of each value
};

/// Reads, checks and completes a scenario. Nothing if anything is wrong; `diagnostics` say what,
/// all of it at once. Throws Error: a file cannot be read.
std::optional<Setting> open_scenario(const std::filesystem::path& file,
                                     std::span<const std::string> overrides,
                                     const Catalogue& catalogue, Diagnostics& diagnostics);

/// The same for a text in memory, called `name` in messages.
std::optional<Setting> open_scenario_text(const std::string& text, const std::string& name,
                                          std::span<const std::string> overrides,
                                          const Catalogue& catalogue, Diagnostics& diagnostics);

}  // namespace edgecase
