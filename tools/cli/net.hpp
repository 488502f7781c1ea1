#pragma once
// `edgecase net`: round trips, catchments and how well the model fits measurements. Each function
// renders one answer as text; main parses the arguments, loads the network and prints.

#include <optional>
#include <string>
#include <string_view>

#include "model/net/fit.hpp"
#include "model/net/network.hpp"
#include "model/net/pop_loads.hpp"

namespace edgecase::cli {

enum class NetFormat { text, json, csv };

/// A place as the command line names it: a cloud region, a site's code, a city, or "LAT,LON".
/// Empty if there is none; `problem` then holds the reason and a suggestion.
std::optional<Site> net_place(const Network& network, std::string_view name, std::string& problem);

/// `edgecase net rtt FROM TO`: the round trip, its parts, the corridors it is based on.
std::string net_rtt(const Network& network, const Site& from, const Site& to, NetFormat format);

/// `edgecase net catchments`: one row per site, by share of demand.
std::string net_catchments(const Network& network, NetFormat format);

/// `edgecase net fit --matrix FILE [--exclude-source NAME]`. `text` is the matrix; `problem` holds
/// one line per bad row ("FILE:LINE: ..."); the result is empty if there are any, or no pairs.
std::optional<std::string> net_fit(const Network& network, std::string_view text,
                                   std::string_view file_name, std::string_view exclude_source,
                                   NetFormat format, std::string& problem);

}  // namespace edgecase::cli
