#include "model/purge/propagation.hpp"

#include "core/check.hpp"
#include "model/purge/kinds.hpp"

namespace edgecase {

PurgePropagation::PurgePropagation(const PurgeSpec& spec, const PurgePaths& paths,
                                   std::uint64_t seed, std::uint64_t replication)
    : pops_(paths.pops()), way_(make_way(spec.model, paths, seed, replication)) {
  EC_CHECK(pops_ > 0 && paths.ingest < pops_ && paths.core < pops_);
}

Duration PurgePropagation::delay(std::uint64_t n, std::uint16_t pop) const {
  EC_CHECK(pop < pops_);
  return way_->delay(n, pop);
}

void PurgePropagation::delays(std::uint64_t n, std::span<Duration> out) const {
  EC_CHECK(out.size() == pops_);
  for (std::size_t pop = 0; pop < pops_; ++pop) {
    out[pop] = way_->delay(n, static_cast<std::uint16_t>(pop));
  }
}

}  // namespace edgecase
