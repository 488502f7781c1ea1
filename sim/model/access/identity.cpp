#include "model/access/identity.hpp"

namespace edgecase {

Identity::Identity(const IdentitySpec& spec)
    : round_trips_(spec.round_trips.value),
      work_(distribution_of(spec.work)),
      person_(distribution_of(spec.person)),
      pool_(spec.workers, spec.queue) {}

Identity::Login Identity::log_in(Instant now, Duration round_trip, std::uint64_t number,
                                 const Stream& draws) {
  const Duration work = from_seconds(work_.quantile(draws.unit(number)));
  const ServerPool::Job job = pool_.arrive(now, work);
  if (!job.granted) return {false, round_trip, Duration{0}};
  return {true, round_trips_ * round_trip + (job.finish - now),
          from_seconds(person_.quantile(draws.unit(number, 1)))};
}

}  // namespace edgecase
