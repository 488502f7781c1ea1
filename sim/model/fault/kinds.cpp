#include "model/fault/kinds.hpp"

#include "load/type/kind_table.hpp"

namespace edgecase {
namespace {

using FaultTable = KindTable<Outage (*)(const void* spec)>;

template <class Spec>
FaultTable::Row fault_kind(const char* name, const char* doc) {
  return {alternative<Spec>(name, doc),
          [](const void* spec) { return edgecase::outage(*static_cast<const Spec*>(spec)); }};
}

const FaultTable& fault_table() {
  static const FaultTable all{
      fault_kind<PopDownSpec>("pop_down", "one PoP is down"),
      fault_kind<RegionDownSpec>("region_down", "all PoPs of a region are down"),
      fault_kind<OriginDownSpec>("origin_down", "the origin is down"),
      fault_kind<ServiceDownSpec>("service_down",
                                  "a service that access control depends on is down"),
      fault_kind<StoreDownSpec>("store_down", "one site of a store is down"),
      fault_kind<RegionIsolatedSpec>(
          "region_isolated",
          "stores and their callers in a region are cut off from those elsewhere"),
      fault_kind<DownSpec>("down", "the target is down"),
      fault_kind<ErrorsSpec>("errors", "the target answers requests with errors, quickly"),
      fault_kind<SlowSpec>("slow", "the target takes longer"),
      fault_kind<LossSpec>("loss", "packets to the target, or on the path, are lost"),
      fault_kind<FlappingSpec>("flapping", "the target is down and up by turns"),
      fault_kind<CapacityLostSpec>("capacity_lost", "a share of the target's capacity is gone"),
  };
  return all;
}

}  // namespace

std::vector<Field> fields(Of<PopSelector>) {
  return list<PopSelector>(
      field("pop", &PopSelector::pop, "the PoP's code", required(), shorthand()));
}

std::vector<Field> fields(Of<RegionSelector>) {
  return list<RegionSelector>(
      field("region", &RegionSelector::region, "a region of the network", required(), shorthand()));
}

std::vector<Field> fields(Of<ServiceSelector>) {
  return list<ServiceSelector>(
      field("service", &ServiceSelector::service, "the service", required(), shorthand()));
}

Menu menu(Of<FaultMenu>) { return fault_table().menu(); }

Outage outage_of(const FaultChoice& choice) { return fault_table().of(choice)(choice.spec()); }

}  // namespace edgecase
