// `edgecase net rtt | catchments | fit`: queries of the network model.
#include <memory>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/net.hpp"
#include "cli/terminal.hpp"
#include "load/read.hpp"
#include "load/text/render.hpp"
#include "load/text/suggest.hpp"

namespace edgecase::cli {
namespace {

struct NetRequest {
  std::string network = "cloudflare-2026";
  std::string from;
  std::string to;
  std::string matrix;
  std::string exclude_source;
  std::string format = "text";
};

NetFormat format_of(const NetRequest& request) {
  if (request.format == "json") return NetFormat::json;
  return request.format == "csv" ? NetFormat::csv : NetFormat::text;
}

/// Empty if the file has errors, which are then reported on stderr.
std::optional<Network> open_network(const std::string& name) {
  const Catalogue catalogue = catalogue_beside("");
  const bool path = name.ends_with(".yaml");
  const auto file =
      path ? std::optional(std::filesystem::path(name)) : catalogue.find("networks", name);
  if (!file) {
    const std::vector<std::string> names = catalogue.names("networks");
    const std::vector<std::string_view> known(names.begin(), names.end());
    throw UsageError(
        fmt::format("there is no network `{}`; there are: {}", name, enumerate(known)));
  }
  Diagnostics diagnostics;
  std::optional<NetworkSpec> spec;
  const auto document = load_document(*file, {}, diagnostics, catalogue.limits("networks"));
  if (document) spec = read<NetworkSpec>(*document, diagnostics);
  if (diagnostics.has_errors() || !spec) {
    show(render_text(diagnostics, {.color = wants_color("auto", Stream::err)}));
    return std::nullopt;
  }
  return std::optional<Network>(std::in_place, *spec);
}

Site place(const Network& network, const std::string& name) {
  std::string problem;
  const std::optional<Site> site = net_place(network, name, problem);
  if (!site) throw UsageError(problem);
  return *site;
}

ExitCode rtt(const NetRequest& request) {
  const auto network = open_network(request.network);
  if (!network) return ExitCode::usage;
  print(net_rtt(*network, place(*network, request.from), place(*network, request.to),
                format_of(request)));
  return ExitCode::ok;
}

ExitCode catchments(const NetRequest& request) {
  const auto network = open_network(request.network);
  if (!network) return ExitCode::usage;
  print(net_catchments(*network, format_of(request)));
  return ExitCode::ok;
}

ExitCode fit(const NetRequest& request) {
  if (request.matrix.empty()) throw UsageError("`edgecase net fit` needs --matrix FILE");
  const auto network = open_network(request.network);
  if (!network) return ExitCode::usage;
  std::string problem;
  const auto text = net_fit(*network, read_file(request.matrix), request.matrix,
                            request.exclude_source, format_of(request), problem);
  if (!text) {
    show(problem);
    return ExitCode::usage;
  }
  print(*text);
  return ExitCode::ok;
}

Argument network_argument(NetRequest& request) {
  return option("--network", "NAME", request.network, "network of the catalogue, or a file");
}

Argument format_argument(NetRequest& request) {
  return choice("--format", {"text", "json", "csv"}, request.format, "format of stdout");
}

}  // namespace

Command net_command() {
  const auto request = std::make_shared<NetRequest>();
  const std::string where = "a site's code, a city, a cloud region, or LAT,LON";
  Command round_trip{
      "rtt",
      "show the round trip between two places, its parts and their sources",
      "  edgecase net rtt GRU us-east-1\n",
      {positional("FROM", request->from, where), positional("TO", request->to, where),
       network_argument(*request), format_argument(*request)},
      [request] { return rtt(*request); }};
  Command served{"catchments",
                 "show the share of demand that each site serves",
                 "",
                 {network_argument(*request), format_argument(*request)},
                 [request] { return catchments(*request); }};
  Command judged{"fit",
                 "compare the round-trip model with measurements",
                 "The CSV has the columns rtt_ms and from_lat, from_lon, to_lat, to_lon (or from, "
                 "to).\n",
                 {option("--matrix", "FILE", request->matrix, "CSV of measured round trips"),
                  option("--exclude-source", "NAME", request->exclude_source,
                         "first refit without the corridors of this source"),
                  network_argument(*request), format_argument(*request)},
                 [request] { return fit(*request); }};
  return {"net", "query the network model: round trips, catchments, fit",      "", {},
          {},    {std::move(round_trip), std::move(served), std::move(judged)}};
}

}  // namespace edgecase::cli
