#pragma once
// The origin's own door: who knows its address may go there directly, past the edge and its guards.
//
// An allow-list lets only the edge in: direct requests cost nothing but room on the origin's link,
// which a flood can still fill, and then the edge's requests are lost with it. `hidden` filters
// them before they reach the link (a tunnel, a private interconnect). Assumes: drops on the link
// fall on all alike. Units: bits/s, requests/s. Not modelled: addresses that leak during a run,
// providers who null-route the origin.

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

struct OriginGuardSpec {
  bool allow_list = false;
  bool hidden = false;
  Bandwidth link{10e9};
};
std::vector<Field> fields(Of<OriginGuardSpec>);

/// What a direct attack does there.
struct DirectHit {
  double requests = 0;  ///< a second that reach its workers
  double loss = 0;      ///< share of everything else on its link that is lost
};
inline DirectHit direct_hit(const OriginGuardSpec& spec, double attack_bits, double attack_requests,
                            double edge_bits) {
  if (spec.hidden) return {};
  const double all = attack_bits + edge_bits;
  const double fits = all > spec.link.bits_per_second ? spec.link.bits_per_second / all : 1;
  return {spec.allow_list ? 0 : attack_requests * fits, 1 - fits};
}

}  // namespace edgecase
