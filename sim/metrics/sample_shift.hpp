#pragma once
// What a sample of the world (world/sampling.hpp) costs in truth, told by halving it: what is wrong
// because one object stands for `one_in` grows about as fast as their number, so the step from one
// of 2k to one of k is about as large as the one from one of k to all.

#include <memory>

#include "observation/observations.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

/// From the sample to one of half as many objects.
struct SampleShift {
  double hit_ratio = 0;    ///< of the edge, in shares of the requests
  double origin_rate = 0;  ///< relative
};

/// The same world with half as many objects simulated. Null: it is not sampled.
std::shared_ptr<const Blueprint> with_half_the_sample(const Blueprint& plan);

SampleShift sample_shift(const Observations& sample, const Observations& half);

}  // namespace edgecase
