#pragma once
// Protection of the origin against direct requests that bypass the edge and its guards.
//
// An allow-list accepts only the edge: direct requests still use the origin's link, which a flood
// can saturate, so that requests of the edge are lost too. `hidden` filters them before the link (a
// tunnel, a private interconnect). Assumes: drops on the link affect all alike. Units: bits/s,
// requests/s. Not modelled: addresses that leak during a run, null-routing by providers.

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

struct OriginGuardSpec {
  bool allow_list = false;
  bool hidden = false;
  Bandwidth link{10e9};
};
std::vector<Field> fields(Of<OriginGuardSpec>);

/// The effect of a direct attack.
struct DirectHit {
  double requests = 0;  ///< per second that reach its workers
  double loss = 0;      ///< loss of all other traffic on its link
};
inline DirectHit direct_hit(const OriginGuardSpec& spec, double attack_bits, double attack_requests,
                            double edge_bits) {
  if (spec.hidden) return {};
  const double all = attack_bits + edge_bits;
  const double fits = all > spec.link.bits_per_second ? spec.link.bits_per_second / all : 1;
  return {spec.allow_list ? 0 : attack_requests * fits, 1 - fits};
}

}  // namespace edgecase
