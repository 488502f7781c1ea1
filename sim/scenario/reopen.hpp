#pragma once
// Scenarios that are opened in other ways than from a file as it is: again with other overrides,
// without reading its traces again, which may be large; and from a document put together of
// several.

#include "scenario/setting.hpp"

namespace edgecase {

/// As open_scenario. `read`: the traces by route, as opened before; the overrides must not concern
/// them.
std::optional<Setting> reopen_scenario(const std::filesystem::path& file,
                                       std::span<const std::string> overrides,
                                       const Catalogue& catalogue, Diagnostics& diagnostics,
                                       const std::map<std::string, TraceContent>& read);

/// As open_scenario, of a document that was put together of several. `folder`: to which the files
/// that it names are relative. Requires: its sources are those of `diagnostics`.
std::optional<Setting> open_document(Document document, const std::filesystem::path& folder,
                                     const Catalogue& catalogue, Diagnostics& diagnostics);

}  // namespace edgecase
