#pragma once
// From what a scenario says of a route's popularity to the law that draws its objects.

#include "core/popularity.hpp"
#include "model/traffic/spec.hpp"

namespace edgecase {

/// Objects between two points of the curve are equally popular.
Popularity concentration(const EmpiricalPopularitySpec& spec, std::uint64_t objects);
/// Seen through a sample of one object for each `each` of consecutive ranks.
Popularity popularity_of(const PopularityChoice& choice, std::uint64_t objects,
                         std::uint64_t each = 1);

}  // namespace edgecase
