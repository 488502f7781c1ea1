#include "model/guard/challenge.hpp"

namespace edgecase {

std::vector<Field> fields(Of<ChallengeSpec>) {
  const auto share = [](auto key, auto member, auto doc, auto why) {
    return field(key, member, doc, at_least(Share{0}), at_most(Share{1}), assumed(why));
  };
  return list<ChallengeSpec>(
      share("people_solve", &ChallengeSpec::people_solve,
            "share of legitimate users who solve it; the others give up",
            "some users leave before the page loads, some browsers fail"),
      share("crude_bots_solve", &ChallengeSpec::crude_bots_solve, "share of scripts that solve it",
            "scripts do not run JavaScript"),
      share("realistic_bots_solve", &ChallengeSpec::realistic_bots_solve,
            "share of browser-based bots that solve it", "farms and solving services exist"),
      field("solve", &ChallengeSpec::solve, "time until a user solves it or gives up",
            assumed("most run automatically in a second or two, some need a click")),
      field("bot_solve", &ChallengeSpec::bot_solve, "time for a bot to solve it",
            assumed("queueing for a farm or a paid human solver")),
      field("clearance", &ChallengeSpec::clearance, "how long a solved challenge is valid",
            at_least(Duration{0}),
            source("challenge_ttl: 15 to 45 minutes are recommended (Cloudflare API schema)",
                   "2026-11")),
      field("clients", &ChallengeSpec::clients,
            "maximum number of cleared clients that are remembered", at_least(std::int64_t{1}),
            at_most(std::int64_t{1'000'000'000}),
            assumed("signed cookies need no server memory; this bounds the simulator's")),
      field("cpu", &ChallengeSpec::cpu, "CPU time to issue and verify a challenge",
            at_least(Duration{0}), assumed("a page from memory and a signature check")));
}

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
