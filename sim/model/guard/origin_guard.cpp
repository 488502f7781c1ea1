#include "model/guard/origin_guard.hpp"

namespace edgecase {

std::vector<Field> fields(Of<OriginGuardSpec>) {
  return list<OriginGuardSpec>(
      field("allow_list", &OriginGuardSpec::allow_list, "whether only the edge is let in",
            assumed("off unless somebody keeps the list")),
      field("hidden", &OriginGuardSpec::hidden,
            "whether nothing but the edge reaches its link: a tunnel or an interconnect",
            assumed("off unless somebody built it")),
      field("link", &OriginGuardSpec::link, "capacity of the origin's link",
            more_than(Bandwidth{0}), assumed("a rack's uplink")));
}

}  // namespace edgecase
