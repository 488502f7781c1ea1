#include "model/compute/instance.hpp"

#include "cost/exact.hpp"

namespace edgecase {

void MetersByPhase::share_out(Instant from, Instant until, Duration billed,
                              Duration PhaseMeters::* which) {
  if (billed == Duration{0}) return;
  ProRata parts(billed.count(), (until - from).count());
  phases->overlaps(from, until, [&](std::size_t phase, Duration part) {
    of[phase].*which += Duration{parts.next(part.count())};
  });
}

}  // namespace edgecase
