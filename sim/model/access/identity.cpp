#include "model/access/identity.hpp"

namespace edgecase {

std::vector<Field> fields(Of<IdentitySpec>) {
  return list<IdentitySpec>(
      field("at", &IdentitySpec::at,
            "location: a cloud region, a PoP's code or a city; if empty: that of the origin"),
      field("round_trips", &IdentitySpec::round_trips,
            "round trips between user and provider per login", at_least(std::int64_t{1}),
            at_most(std::int64_t{100}),
            assumed("OpenID Connect: login page, password, token exchange")),
      field("work", &IdentitySpec::work, "processing time per login",
            assumed("password hashing deliberately takes about 100 ms")),
      field("person", &IdentitySpec::person, "time the user takes for password and second factor",
            assumed("seconds with a password manager, a minute without")),
      field("workers", &IdentitySpec::workers, "logins processed concurrently",
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000}),
            assumed("a service for some 100,000 people")),
      field("queue", &IdentitySpec::queue, "maximum queued logins; further logins are refused",
            at_least(std::int64_t{0}), assumed("about ten seconds of work")));
}

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
