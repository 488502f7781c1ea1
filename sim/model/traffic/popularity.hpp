#pragma once
// Builds the distribution that draws a route's objects.

#include "core/popularity.hpp"
#include "model/traffic/spec.hpp"

namespace edgecase {

/// Objects between two points of the curve are equally popular.
Popularity concentration(const EmpiricalPopularitySpec& spec, std::uint64_t objects);
/// For a sample of one object out of each `each` consecutive ranks.
Popularity popularity_of(const PopularityChoice& choice, std::uint64_t objects,
                         std::uint64_t each = 1);

}  // namespace edgecase
