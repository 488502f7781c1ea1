#include "model/fault/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<ServiceDownSpec>) {
  return list<ServiceDownSpec>(
      field("target", &ServiceDownSpec::target, "which: {service: identity}", required()));
}

FaultTarget target(const ServiceDownSpec& spec) { return {.services = {spec.target.service}}; }

}  // namespace edgecase
