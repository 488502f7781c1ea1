#pragma once
// Validation of a file of the sizes catalogue.

#include "load/text/diagnostics.hpp"
#include "load/text/document.hpp"

namespace edgecase {

/// Reports all errors of a file of scenarios/sizes.
void check_sizes(const Document& document, Diagnostics& diagnostics);

}  // namespace edgecase
