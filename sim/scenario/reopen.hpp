#pragma once
// A scenario opened again with other overrides, without reading its traces again, which may be
// large.

#include "scenario/setting.hpp"

namespace edgecase {

/// As open_scenario. `read`: the traces by route, as opened before; the overrides must not concern
/// them.
std::optional<Setting> reopen_scenario(const std::filesystem::path& file,
                                       std::span<const std::string> overrides,
                                       const Catalogue& catalogue, Diagnostics& diagnostics,
                                       const std::map<std::string, TraceContent>& read);

}  // namespace edgecase
