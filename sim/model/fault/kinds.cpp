#include "model/fault/kinds.hpp"

#include <array>

#include "core/check.hpp"

namespace edgecase {
namespace {

struct FaultKind {
  Alternative alternative;
  FaultTarget (*target)(const void* spec);
};

template <class Spec>
FaultKind kind(const char* name, const char* doc) {
  return {alternative<Spec>(name, doc),
          [](const void* spec) { return edgecase::target(*static_cast<const Spec*>(spec)); }};
}

const auto& kinds() {
  static const std::array all{
      kind<PopDownSpec>("pop_down", "one PoP stops answering"),
      kind<RegionDownSpec>("region_down", "all PoPs of a region stop answering"),
      kind<OriginDownSpec>("origin_down", "the origin takes no requests"),
      kind<ServiceDownSpec>("service_down", "something that access depends on does not answer"),
  };
  return all;
}

}  // namespace

Menu menu(Of<FaultMenu>) {
  Menu all;
  for (const FaultKind& k : kinds()) all.alternatives.push_back(k.alternative);
  return all;
}

FaultTarget target_of(const FaultChoice& choice) {
  for (const FaultKind& k : kinds()) {
    if (k.alternative.name == choice.name()) return k.target(choice.spec());
  }
  EC_CHECK(false, "a fault that is not on the menu");
  return {};
}

}  // namespace edgecase
