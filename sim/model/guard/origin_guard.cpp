#include "model/guard/origin_guard.hpp"

namespace edgecase {

std::vector<Field> fields(Of<OriginGuardSpec>) {
  return list<OriginGuardSpec>(
      field("allow_list", &OriginGuardSpec::allow_list,
            "whether the origin only accepts requests from the edge",
            assumed("off, as the list must be maintained")),
      field("hidden", &OriginGuardSpec::hidden,
            "whether only the edge can reach its link (tunnel or private interconnect)",
            assumed("off, as it must be set up")),
      field("link", &OriginGuardSpec::link, "capacity of the origin's link",
            more_than(Bandwidth{0}), assumed("a rack's uplink")));
}

}  // namespace edgecase
