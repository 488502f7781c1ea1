#include "model/guard/challenge.hpp"

namespace edgecase {

Challenges::Challenges(const ChallengeSpec& spec)
    : solve_share_{spec.people_solve.value, spec.crude_bots_solve.value,
                   spec.realistic_bots_solve.value},
      people_take_(distribution_of(spec.solve)),
      bots_take_(distribution_of(spec.bot_solve)),
      clearance_(spec.clearance),
      cpu_(spec.cpu),
      cleared_(static_cast<std::size_t>(spec.clients.value)) {}

ChallengeAnswer Challenges::pose(Instant now, std::uint64_t client, ClientKind kind,
                                 std::uint64_t number, const Stream& draws) {
  const Clearance* known = cleared_.find(client);
  if (known && now < known->until) return {};
  const bool person = kind == ClientKind::person;
  const bool solves = draws.unit(number) < solve_share_[static_cast<std::size_t>(kind)];
  if (!solves && !person) return {ChallengeEnd::failed, Duration{0}, cpu_};

  const Duration taken =
      from_seconds((person ? people_take_ : bots_take_).quantile(draws.unit(number, 1)));
  if (!solves) return {ChallengeEnd::abandoned, taken, cpu_};
  if (clearance_ > Duration{0}) cleared_.touch(client).until = now + taken + clearance_;
  return {ChallengeEnd::solved, taken, cpu_};
}

}  // namespace edgecase
