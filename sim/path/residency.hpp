#pragma once
// Counts where personal data of measured requests go: each request once, with what became of it.
//
// Data pass a place that handles the request (a PoP, a cache on the way, a function); they are
// stored where a copy is kept or answers, at the origin, and at every site of a store that holds
// the key. A request that waits for another's fetch finds its copy where that is kept. Not counted:
// clients' own copies, bots, logs, requests that reach no PoP, keys of a function's sub-requests
// other than the request's own.

#include "observation/observations.hpp"
#include "path/request.hpp"
#include "world/world.hpp"

namespace edgecase {

class Residency {
 public:
  Residency(World& world, Observations& seen) : world_(world), plan_(world.plan), seen_(seen) {}

  /// Where the data of this request must stay.
  static JurisdictionBits of(const Blueprint& plan, std::uint8_t route, std::uint16_t home) {
    const JurisdictionBits bits = plan.residency.by_route[route];
    return plan.traffic.by_route[route].owned
               ? static_cast<JurisdictionBits>(bits & plan.residency.by_metro[home])
               : bits;
  }

  /// The request is in its PoP.
  void arrives(Request& r) {
    if (r.keep_in != 0) [[unlikely]]
      count_arrival(r);
  }
  void passes(Request& r, PlaceId place) {
    if (r.keep_in != 0) [[unlikely]]
      count(r, in(place), passed);
  }
  void stored(Request& r, PlaceId place) {
    if (r.keep_in != 0) [[unlikely]]
      count(r, in(place), stored_there);
  }
  /// The same for a cache, which may be a reserve.
  void passes(Request& r, const CacheSite& site) {
    if (r.keep_in != 0) [[unlikely]]
      count(r, in(r, site), passed);
  }
  void stored(Request& r, const CacheSite& site) {
    if (r.keep_in != 0) [[unlikely]]
      count(r, in(r, site), stored_there);
  }
  /// By a function that asks a city for data.
  void stored_remotely(Request& r) {
    if (r.keep_in != 0) [[unlikely]]
      count(r,
            plan_.residency.by_function[static_cast<std::size_t>(plan_.routes[r.route].function)],
            stored_there);
  }
  /// What a store holds of the request's key after this call.
  void stored(Request& r, const Store& store, const StoreCall& call);

 private:
  static constexpr std::uint8_t counted = 1, passed = 2, stored_there = 4;

  JurisdictionBits in(PlaceId place) const { return plan_.residency.by_place[place.index]; }
  JurisdictionBits in(const Request& r, const CacheSite& site) const;
  void count_arrival(Request& r);
  void count(Request& r, JurisdictionBits where, std::uint8_t how);

  World& world_;
  const Blueprint& plan_;
  Observations& seen_;
  std::vector<PlaceId> holders_;
};

}  // namespace edgecase
