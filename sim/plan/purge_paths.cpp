#include "plan/purge_paths.hpp"

#include <algorithm>

#include "core/check.hpp"
#include "model/purge/kinds.hpp"

namespace edgecase {
namespace {

std::uint16_t nearest_pop(const Network& network, const Site& place) {
  std::uint16_t nearest = 0;
  double least = 0;
  for (std::size_t pop = 0; pop < network.pops().size(); ++pop) {
    const double ms = network.round_trip(place, network.pops()[pop].site).ms;
    if (pop > 0 && ms >= least) continue;
    nearest = static_cast<std::uint16_t>(pop);
    least = ms;
  }
  return nearest;
}

/// Where the core data centre is, if this kind of propagation has one.
const std::string& core_place(const Network& network, const PurgeSpec& spec) {
  const auto* core_based = spec.model.get_if<CoreBasedSpec>();
  return core_based != nullptr && !core_based->core.empty() ? core_based->core
                                                            : network.default_origin();
}

}  // namespace

PurgePaths purge_paths(const Network& network, const PurgeSpec& spec, const Site& from) {
  PurgePaths paths;
  paths.ingest = nearest_pop(network, from);
  const auto core = network.find(core_place(network, spec));
  paths.core = core ? nearest_pop(network, *core) : paths.ingest;
  std::vector<std::string> queues_in;
  if (const auto* way = spec.model.get_if<HubAndSpokeSpec>()) queues_in = way->queues_in;
  const std::size_t pops = network.pops().size();
  for (const Pop& pop : network.pops()) {
    const std::string_view region = name_of(pop.site.region);
    const bool large = pop.size == PopSize::hub || pop.size == PopSize::large;
    paths.region.push_back(static_cast<std::uint8_t>(pop.site.region));
    paths.hub.push_back(large);
    paths.queue.push_back(large &&
                          std::find(queues_in.begin(), queues_in.end(), region) != queues_in.end());
  }
  paths.round_trips.reserve(pops * pops);
  for (std::size_t a = 0; a < pops; ++a) {
    for (std::size_t b = 0; b < pops; ++b) {
      const double ms = network.pop_to_pop_ms(static_cast<PopIndex>(a), static_cast<PopIndex>(b));
      paths.round_trips.push_back(from_seconds(ms * 1e-3));
    }
  }
  return paths;
}

}  // namespace edgecase
