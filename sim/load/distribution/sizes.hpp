#pragma once
// A file of the catalogue of sizes, by itself.

#include "load/text/diagnostics.hpp"
#include "load/text/document.hpp"

namespace edgecase {

/// Says everything that is wrong with a file of scenarios/sizes.
void check_sizes(const Document& document, Diagnostics& diagnostics);

}  // namespace edgecase
