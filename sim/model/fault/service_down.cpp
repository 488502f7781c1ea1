#include "model/fault/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<ServiceDownSpec>) {
  return list<ServiceDownSpec>(
      field("target", &ServiceDownSpec::target, "the service: {service: identity}", required()));
}

Outage outage(const ServiceDownSpec& spec) { return ServiceOutage{spec.target.service}; }

}  // namespace edgecase
