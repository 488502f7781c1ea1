#pragma once
// `edgecase case check`: whether a case is complete and everything in it opens: its metrics exist,
// its settings are keys of the world, its anchors set levers only.

#include "practice/case_file.hpp"

namespace edgecase {

/// Adds what is wrong, with the place in the case. Opens every design and world of the case, but
/// runs none.
void check_case(const CaseFile& one, const Catalogue& catalogue, Diagnostics& diagnostics);

}  // namespace edgecase
