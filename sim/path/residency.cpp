#include "path/residency.hpp"

namespace edgecase {

JurisdictionBits Residency::in(const Request& r, const CacheSite& site) const {
  if (site.pop != no_pop) return in(site.place);
  return plan_.residency.by_reserve[static_cast<std::size_t>(plan_.routes[r.route].cache)];
}

void Residency::count_arrival(Request& r) {
  if ((r.outside & counted) == 0) ++seen_.data[r.route].requests;
  r.outside |= counted;
  count(r, in(world_.place_of_pop(r.pop)), passed);
}

void Residency::count(Request& r, JurisdictionBits where, std::uint8_t how) {
  if ((where & r.keep_in) != 0) return;
  DataMeter& meter = seen_.data[r.route];
  meter.bytes += static_cast<std::uint64_t>(world_.size_of(r.route, r.object).count);
  if ((r.outside & how) != 0) return;
  meter.outside += (r.outside & (passed | stored_there)) == 0;
  (how == passed ? meter.passed : meter.stored) += 1;
  r.outside |= how;
}

void Residency::stored(Request& r, const Store& store, const StoreCall& call) {
  if (r.keep_in == 0) return;
  holders_.clear();
  store.holders(call, holders_);
  for (const PlaceId place : holders_) count(r, in(place), stored_there);
}

}  // namespace edgecase
