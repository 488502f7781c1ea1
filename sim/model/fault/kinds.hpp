#pragma once
// The menu of faults. To add one: a file with its spec and its `target`, and a line in kinds.cpp.

#include <string>
#include <vector>

#include "model/fault/spec.hpp"

namespace edgecase {

struct PopSelector {
  std::string pop;
};
inline auto fields(Of<PopSelector>) {
  return list<PopSelector>(
      field("pop", &PopSelector::pop, "the PoP's code", required(), shorthand()));
}

/// One PoP stops: power, a router, a bad deployment.
struct PopDownSpec {
  PopSelector target;
  bool loses_caches = true;
};
inline auto fields(Of<PopDownSpec>) {
  return list<PopDownSpec>(
      field("target", &PopDownSpec::target, "which PoP: {pop: GRU}", required()),
      field("loses_caches", &PopDownSpec::loses_caches,
            "whether it returns with empty caches (power, reinstall) or full ones (only cut off)",
            assumed("the harder case")));
}
FaultTarget target(const PopDownSpec& spec);

struct RegionSelector {
  std::string region;
};
inline auto fields(Of<RegionSelector>) {
  return list<RegionSelector>(
      field("region", &RegionSelector::region, "a region of the network", required(), shorthand()));
}

/// All PoPs of a region stop at once: a bad backbone route, a bad configuration.
struct RegionDownSpec {
  RegionSelector target;
  bool loses_caches = false;
};
inline auto fields(Of<RegionDownSpec>) {
  return list<RegionDownSpec>(
      field("target", &RegionDownSpec::target, "which region: {region: europe}", required()),
      field("loses_caches", &RegionDownSpec::loses_caches,
            "whether the PoPs return with empty caches",
            assumed("routes or configuration fail for a whole region, not its disks")));
}
FaultTarget target(const RegionDownSpec& spec);

enum class OriginFailure { refuses, silent };
inline auto names(Of<OriginFailure>) {
  return enumerators<OriginFailure>(
      {{"refuses", OriginFailure::refuses, "connections are refused at once: errors are quick"},
       {"silent", OriginFailure::silent, "nothing answers: every fetch waits for its timeout"}});
}

/// The origin stops taking requests; what it has begun is lost.
struct OriginDownSpec {
  OriginFailure mode = OriginFailure::refuses;
};
inline auto fields(Of<OriginDownSpec>) {
  return list<OriginDownSpec>(field("mode", &OriginDownSpec::mode, "how it fails",
                                    assumed("a stopped service behind a running load balancer")));
}
FaultTarget target(const OriginDownSpec& spec);

struct ServiceSelector {
  Service service = Service::identity;
};
inline auto fields(Of<ServiceSelector>) {
  return list<ServiceSelector>(
      field("service", &ServiceSelector::service, "which service", required(), shorthand()));
}

/// Something that access depends on does not answer.
struct ServiceDownSpec {
  ServiceSelector target;
};
inline auto fields(Of<ServiceDownSpec>) {
  return list<ServiceDownSpec>(
      field("target", &ServiceDownSpec::target, "which: {service: identity}", required()));
}
FaultTarget target(const ServiceDownSpec& spec);

}  // namespace edgecase
