#include "world/bots.hpp"

#include <algorithm>

namespace edgecase {
namespace {

/// Numbers of bots' requests lie above those of people's requests and their sub-requests.
constexpr std::uint64_t numbers_of(std::size_t attack) {
  return (std::uint64_t{1} << 43) + (static_cast<std::uint64_t>(attack) << 36);
}

constexpr std::uint32_t popularity_lane = 64;  // and 63 lanes after it

}  // namespace

Bots::Bots(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication) : plan_(plan) {
  for (std::size_t a = 0; a < plan.attacks.runs.size(); ++a) {
    const AttackRun& attack = plan.attacks.runs[a];
    if (!attack.weighting) continue;
    const Stream times(seed, replication, "bots", a);
    const Stream wishes(seed, replication, "what bots ask for", a);
    heads_.push_back({static_cast<std::uint16_t>(a),
                      AttackSample(attack.plan, *attack.weighting, times), wishes});
  }
  std::erase_if(heads_, [this](Head& head) { return !advance(head); });
  choose();
}

void Bots::choose() {
  next_ = heads_.size();
  for (std::size_t h = 0; h < heads_.size(); ++h)
    if (next_ == heads_.size() || heads_[h].arrival.of.at < heads_[next_].arrival.of.at) next_ = h;
}

void Bots::pop() {
  if (!advance(heads_[next_])) heads_.erase(heads_.begin() + static_cast<std::ptrdiff_t>(next_));
  choose();
}

bool Bots::advance(Head& head) {
  BotArrival& a = head.arrival;
  const AttackRun& attack = plan_.attacks.runs[head.attack];
  if (!head.sample.next(a.of) || a.of.at >= plan_.end()) return false;
  a.attack = head.attack;
  a.number = numbers_of(head.attack) + a.of.number;
  // A fraction of a bot is a whole one in that share of cases.
  const double each = attack.weighting->bots_each();
  a.each = static_cast<std::int64_t>(each + head.draws.unit(a.of.number, 1));
  if (each == static_cast<double>(static_cast<std::int64_t>(each)))
    a.each = static_cast<std::int64_t>(each);
  a.pop_bits = static_cast<std::uint32_t>(a.of.bot >> 16);
  if (attack.route >= 0) {
    a.route = static_cast<std::uint8_t>(attack.route);
  } else {
    double at = head.draws.unit(a.of.number, 2);
    for (a.route = 0; a.route + 1U < plan_.traffic.by_route.size(); ++a.route)
      if ((at -= plan_.traffic.by_route[a.route].share) < 0) break;
  }
  a.object = object_of(head, a.route, a.of.number);
  return true;
}

std::uint32_t Bots::object_of(Head& head, std::uint8_t route, std::uint64_t number) const {
  const RoutePlan& of = plan_.routes[route];
  const RouteTraffic& traffic = plan_.traffic.by_route[route];
  switch (plan_.attacks.runs[head.attack].plan.profile().traits.object) {
    case AttackedObject::hottest:
      return of.first_object;
    case AttackedObject::in_turn:
      return of.first_object + static_cast<std::uint32_t>(head.turn++ % of.objects);
    default:
      if (traffic.trace != nullptr)
        return of.first_object +
               static_cast<std::uint32_t>(below(head.draws.bits(number), of.objects));
      return of.first_object + traffic.popularity.draw(head.draws, number, popularity_lane);
  }
}

}  // namespace edgecase
