#pragma once
// The menu of faults. To add one: a file with its spec and its `outage`, and a line in kinds.cpp.

#include <string>
#include <vector>

#include "model/fault/spec.hpp"

namespace edgecase {

struct PopSelector {
  std::string pop;
};
std::vector<Field> fields(Of<PopSelector>);

/// One PoP stops: power, a router, a bad deployment.
struct PopDownSpec {
  PopSelector target;
  bool loses_caches = true;
};
std::vector<Field> fields(Of<PopDownSpec>);
Outage outage(const PopDownSpec& spec);

struct RegionSelector {
  std::string region;
};
std::vector<Field> fields(Of<RegionSelector>);

/// All PoPs of a region stop at once: a bad backbone route, a bad configuration.
struct RegionDownSpec {
  RegionSelector target;
  bool loses_caches = false;
};
std::vector<Field> fields(Of<RegionDownSpec>);
Outage outage(const RegionDownSpec& spec);

/// The origin stops; requests in progress are lost.
struct OriginDownSpec {
  OriginFailure mode = OriginFailure::refuses;
};
std::vector<Field> fields(Of<OriginDownSpec>);
Outage outage(const OriginDownSpec& spec);

struct ServiceSelector {
  Service service = Service::identity;
};
std::vector<Field> fields(Of<ServiceSelector>);

/// A service that access control depends on is down.
struct ServiceDownSpec {
  ServiceSelector target;
};
std::vector<Field> fields(Of<ServiceDownSpec>);
Outage outage(const ServiceDownSpec& spec);

/// A site of a store is down.
struct StoreDownSpec {
  std::string store;
  std::string site;
};
std::vector<Field> fields(Of<StoreDownSpec>);
Outage outage(const StoreDownSpec& spec);

/// Stores and their callers in a region are cut off from those elsewhere.
struct RegionIsolatedSpec {
  std::string region;
};
std::vector<Field> fields(Of<RegionIsolatedSpec>);
Outage outage(const RegionIsolatedSpec& spec);
// The general actions: each with a target (model/fault/target.hpp).

/// The target does not work at all.
struct DownSpec {
  FaultTargetSpec target;
  OriginFailure mode = OriginFailure::refuses;
  bool loses_caches = false;
};
std::vector<Field> fields(Of<DownSpec>);
Outage outage(const DownSpec& spec);

/// It answers a share of the requests with an error.
struct ErrorsSpec {
  FaultTargetSpec target;
  Share share{1};
};
std::vector<Field> fields(Of<ErrorsSpec>);
Outage outage(const ErrorsSpec& spec);

/// Everything takes longer there.
struct SlowSpec {
  FaultTargetSpec target;
  double factor = 1;
  Duration added{};
};
std::vector<Field> fields(Of<SlowSpec>);
void check(const SlowSpec& spec, Checker& checker);
Outage outage(const SlowSpec& spec);

/// Packets are lost on the way.
struct LossSpec {
  FaultTargetSpec target;
  Share share;
};
std::vector<Field> fields(Of<LossSpec>);
Outage outage(const LossSpec& spec);

/// It is down and up by turns.
struct FlappingSpec {
  FaultTargetSpec target;
  Duration down{};
  Duration up{};
  OriginFailure mode = OriginFailure::refuses;
};
std::vector<Field> fields(Of<FlappingSpec>);
Outage outage(const FlappingSpec& spec);

/// A share of the workers is gone.
struct CapacityLostSpec {
  FaultTargetSpec target;
  Share share;
};
std::vector<Field> fields(Of<CapacityLostSpec>);
Outage outage(const CapacityLostSpec& spec);

}  // namespace edgecase
