#include "model/cache/replay.hpp"

#include "model/cache/kinds.hpp"

namespace edgecase {

Replay::Replay(const PolicyChoice& policy, const AdmissionChoice& admission, CacheLimits limits,
               std::uint32_t objects, std::uint64_t seed)
    : run_(make_replay(policy, admission, limits, objects, seed)) {}

}  // namespace edgecase
