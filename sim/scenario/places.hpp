#pragma once
// Names that refer to the network: cities, cloud regions, codes of sites.

#include <span>
#include <string>
#include <string_view>

#include "load/checker.hpp"
#include "model/net/network.hpp"

namespace edgecase {

/// "unknown `WHAT` `NAME`", with the nearest of the names.
Finding no_such(const char* what, const std::string& name, std::span<const std::string_view> names);

/// "did you mean `Frankfurt am Main`, `FRA` or `eu-central-1`?": what the network calls the place;
/// empty: it knows nothing like it. A country after a comma is not read.
std::string place_meant(const Network& network, std::string_view name);

/// Reports a place that the network does not know. An empty name is a default.
void check_place(const std::string& name, const std::string& path, const Network& network,
                 Checker& checker);

}  // namespace edgecase
