#include "model/fault/kinds.hpp"

namespace edgecase {

FaultTarget target(const ServiceDownSpec& spec) { return {.services = {spec.target.service}}; }

}  // namespace edgecase
