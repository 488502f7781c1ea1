#pragma once
// Which sites of a store can reach which, now and at earlier times of the run.

#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

namespace edgecase {

class StoreHealth {
 public:
  static constexpr std::uint16_t no_site = UINT16_MAX;
  static constexpr std::uint8_t no_region = UINT8_MAX;

  /// Where a message starts or ends: in a region, and perhaps at a site of the store.
  struct End {
    std::uint8_t region = 0;
    std::uint16_t site = no_site;
  };

  bool always_well() const { return outages_.empty(); }
  bool connects(End a, End b, Instant at) const { return free_from(a, b, at) == at; }
  /// From when on a message can pass that is sent at this time; Instant::max(): not so far.
  Instant free_from(End a, End b, Instant at) const;
  /// Since when a site has been down; Instant::max(): it is up.
  Instant down_since(std::uint16_t site, Instant now) const;

  void site_fails(std::uint16_t site, Instant at) { outages_.push_back({site, no_region, at}); }
  void site_recovers(std::uint16_t site, Instant at) { end(site, no_region, at); }
  void isolate(std::uint8_t region, Instant at) { outages_.push_back({no_site, region, at}); }
  void rejoin(std::uint8_t region, Instant at) { end(no_site, region, at); }

 private:
  struct Outage {
    std::uint16_t site;
    std::uint8_t region;
    Instant from{};
    Instant until = Instant::max();  // while it lasts
    bool separates(End a, End b) const {
      if (site != no_site) return a.site == site || b.site == site;
      return (a.region == region) != (b.region == region);
    }
  };
  void end(std::uint16_t site, std::uint8_t region, Instant at);

  std::vector<Outage> outages_;  // in the order of their beginning
};

}  // namespace edgecase
