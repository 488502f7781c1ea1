// A function's sub-requests to a third party that is slow, wrong or down, or behind a bad path.

#include <cmath>

#include "path/source.hpp"

namespace edgecase {

// Where the party is silent, the function waits as long as its own callers would for it.
Step<Failure> FunctionSource::ask_third_party(const Request& r, const FunctionHome& home,
                                              std::uint32_t place, std::int64_t round) {
  Engine& engine = world_.engine;
  const SubRequestsSpec& spec = *home.spec->sub_requests;
  const bool parallel = spec.order == SubRequestOrder::parallel;
  const Region here = plan_.compute.groups[home.group].places[place].region;
  const Impairment path = world_.impairments.of_path(static_cast<std::uint8_t>(here),
                                                     static_cast<std::uint8_t>(home.data_region));
  const Impairment party = world_.impairments.of(FaultScope::third_party);
  const auto lane = static_cast<std::uint32_t>(2000 + 64 * round + 2 * r.attempt);
  const double lost = world_.crossings.unit(r.number, lane);
  const std::int64_t way_ns = round_trip_over(path, home.to_data_ns[place], lost);
  const Duration way = party.slowed(Duration{way_ns});
  const bool silent = path.down || (party.down && !party.refuses);
  co_await engine.delay(silent ? home.spec->timeout : way);
  if (path.down) co_return Failure::path_down;
  if (party.down) co_return Failure::third_party;
  const double calls = parallel ? static_cast<double>(spec.count.value) : 1;
  const double all_good = std::pow(1 - party.errors, calls);
  const bool fails = world_.crossings.unit(r.number, lane + 1) >= all_good;
  co_return fails ? Failure::third_party : Failure::none;
}

}  // namespace edgecase
