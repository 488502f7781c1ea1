#include "path/recorder.hpp"

#include <algorithm>
#include <numeric>

namespace edgecase {

namespace {

bool has_impaired_pops(const Blueprint& plan) {
  return plan.rollouts.do_harm ||
         std::ranges::any_of(plan.timeline.impairments, [](const ImpairmentPlan& one) {
           return one.scope == FaultScope::pops;
         });
}

}  // namespace

Recorder::Recorder(World& world, ClientCopies& clients, Observations& observations)
    : seen(observations),
      residency(world, observations),
      world_(world),
      plan_(world.plan),
      plain_hits_(!world.plan.has_entry_stages() && !has_impaired_pops(world.plan)),
      noted_(world.clients.has_value() || world.rollouts.has_value()),
      clients_(clients) {}

// What is counted apart by time changes with this arrival. Times that are over never return.
void Recorder::turn_to(Instant now) {
  const auto& stretches = plan_.time.phases.stretches();
  while (stretch_ + 1 < stretches.size() && now >= stretches[stretch_].until) ++stretch_;
  phase_ = static_cast<std::uint8_t>(stretches[stretch_].phase);
  time_ends_ = stretch_ + 1 < stretches.size() ? stretches[stretch_].until : Instant::max();

  const auto end_of = [&](std::uint16_t moment) {
    return plan_.measure_from() + (moment + 1) * plan_.time.moment;
  };
  while (moment_ + 1U < seen.moments && now >= end_of(moment_)) ++moment_;
  if (moment_ + 1U < seen.moments) time_ends_ = std::min(time_ends_, end_of(moment_));

  const auto& attack_periods = plan_.attacks.periods;
  while (attack_period_ < attack_periods.size() && now >= attack_periods[attack_period_].until)
    ++attack_period_;
  under_attack_ =
      attack_period_ < attack_periods.size() && now >= attack_periods[attack_period_].from;
  if (attack_period_ < attack_periods.size()) {
    time_ends_ = std::min(time_ends_, under_attack_ ? attack_periods[attack_period_].until
                                                    : attack_periods[attack_period_].from);
  }
}

// Nearly all requests are hits that nothing held up: of their stages only the first few are not 0.
inline StatsBuffer::Times Recorder::times_of_hit(const Request& r, Bytes size) const {
  const ConnectionKind& connection = plan_.clients.connection_kinds[r.connection];
  const std::int64_t dns = r.times[Stage::dns];
  const std::int64_t tcp = connection.tcp * r.rtt_ns;
  const std::int64_t tls = connection.tls * r.rtt_ns;
  const std::int64_t edge = plan_.processing.count();
  const std::int64_t transfer =
      plan_.clients.access_lines[r.line].download.ns(size.count, r.rtt_ns);
  static_assert(index_of(Stage::dns) == 0 && index_of(Stage::tcp) == 1 &&
                index_of(Stage::tls) == 2 && index_of(Stage::client_network) == 3 &&
                index_of(Stage::edge) == 4 && index_of(Stage::transfer) == 5);
  return {.first_byte_ns = dns + tcp + tls + r.rtt_ns + edge,
          .stages = {dns, tcp, tls, r.rtt_ns, edge, transfer}};
}

StageTimes Recorder::times_of(const Request& r, Bytes size) const {
  const ConnectionKind& connection = plan_.clients.connection_kinds[r.connection];
  StageTimes times = r.times;
  times[Stage::tcp] = connection.tcp * r.rtt_ns;
  times[Stage::tls] = connection.tls * r.rtt_ns;
  times[Stage::client_network] = r.rtt_ns;
  times[Stage::edge] += plan_.processing.count();
  times[Stage::transfer] = plan_.clients.access_lines[r.line].download.ns(size.count, r.rtt_ns);
  return times;
}

inline void Recorder::record(const Request& r, const Content& content) {
  if (!r.measured) return;
  if (r.attack != 0) return end_bot(r, content);
  Cell& cell = this->cell(r);
  const Counters counters{cell, seen.meter(r.phase, r.pop, r.route).of(r.status), moment(r)};
  const auto bytes = static_cast<std::uint64_t>(content.size.count);
  std::int64_t last_byte = 0;
  // Asking for the attempt would read two bytes at once that were just written one by one, and wait
  // until they are in the cache.
  if (r.status == CacheStatus::hit && r.times[Stage::retry] == 0 && plain_hits_) {
    const StatsBuffer::Times times = times_of_hit(r, content.size);
    last_byte = times.last_byte_ns();
    hits_.note(counters, bytes, times);
  } else {
    const StageTimes times = times_of(r, content.size);
    last_byte = std::accumulate(times.begin(), times.end(), std::int64_t{0});
    cell.latency.add(last_byte, times);
    counters.count(r.status, bytes, last_byte - times[Stage::transfer], last_byte);
  }
  if (content.outdated <= world_.engine.now()) {
    cell.outdated_age.add((world_.engine.now() - content.outdated).count());
  }
  if (r.under_attack) {
    UnderAttackMeter& under_attack = seen.under_attack[r.region];
    ++under_attack.requests;
    under_attack.latency.add(last_byte);
  }
}

void Recorder::answer(const Request& r, const Content& content) {
  if (noted_ && r.attack == 0) [[unlikely]]
    return record(r, noted(r, content));
  record(r, content);
}

Content Recorder::noted(const Request& r, const Content& content) {
  const Content kept = world_.clients ? clients_.keep(r, content) : content;
  if (world_.rollouts && !r.background) {
    const StageTimes times = times_of(r, kept.size);
    world_.rollouts->answered(changed(r), world_.engine.now(),
                              std::accumulate(times.begin(), times.end(), std::int64_t{0}));
  }
  return kept;
}

void Recorder::answer_from_client(const Request& r, Instant outdated) {
  Cell& cell = this->cell(r);
  cell.latency.add(0);
  cell.first_byte.add(0);
  ++cell.requests;
  ++cell.statuses[static_cast<std::size_t>(r.status)];
  if (outdated <= r.arrived) cell.outdated_age.add((r.arrived - outdated).count());
  if (r.under_attack) {
    ++seen.under_attack[r.region].requests;
    seen.under_attack[r.region].latency.add(0);
  }
  ++moment(r).requests;
}

namespace {

/// Whether a PoP received the attempt, which is then billed.
bool reached_edge(Failure failure) {
  return failure != Failure::pop_unreachable && failure != Failure::connection_lost &&
         failure != Failure::unresolved && !is_lost_on_the_way(failure);
}

}  // namespace

void Recorder::attempt_failed(const Request& r, Failure failure) {
  if (r.measured && r.attack == 0 && reached_edge(failure))
    ++seen.meter(r.phase, r.pop, r.route).errors;
}

void Recorder::refuse(const Request& r, Failure failure) {
  if (world_.clients && r.attack == 0) clients_.forget(r);
  if (world_.rollouts && r.attack == 0 && !r.background)
    world_.rollouts->failed(changed(r), world_.engine.now(), failure);
  if (!r.measured) return;
  if (r.attack != 0) return end_bot(r, {.failure = failure});
  Cell& cell = this->cell(r);
  ++cell.requests;
  ++cell.failures[static_cast<std::size_t>(failure)];
  // A PoP that does not answer ends no round trip; the user's patience does.
  const ConnectionKind& connection = plan_.clients.connection_kinds[r.connection];
  const bool unheard = failure == Failure::pop_unreachable || failure == Failure::unresolved ||
                       is_lost_on_the_way(failure);
  const int round_trips = unheard ? 0 : connection.tcp + connection.tls + 1;
  const std::int64_t here_ns = (world_.engine.now() - r.arrived).count();
  cell.failure_ns += static_cast<std::uint64_t>(r.times[Stage::dns] + round_trips * r.rtt_ns +
                                                here_ns + r.ahead_ns);
  attempt_failed(r, failure);
  if (r.under_attack) {
    ++seen.under_attack[r.region].requests;
    ++seen.under_attack[r.region].failures;
  }
  Moment& moment = this->moment(r);
  ++moment.requests;
  ++moment.failures;
}

void Recorder::advise_retry(const Request& r, Duration wait) {
  if (!r.measured) return;
  Cell& cell = this->cell(r);
  ++cell.told_to_wait;
  cell.told_wait_ns += static_cast<std::uint64_t>(wait.count());
}

void Recorder::end_bot(const Request& r, const Content& content) {
  if (r.background) return;
  const AttackTraits& traits = plan_.attacks.runs[r.attack - 1U].plan.profile().traits;
  const bool gone =
      content.failure == Failure::connection_lost || content.failure == Failure::pop_unreachable;
  if (gone) return end_bot(r, AttackEnd::unreachable, r.weight);
  const bool asked_above = r.times[Stage::origin_network] + r.times[Stage::origin_service] +
                               r.times[Stage::function] + r.times[Stage::function_queue] +
                               r.times[Stage::cold_start] >
                           0;
  AttackEnd end = AttackEnd::edge;
  if (asked_above || content.failure != Failure::none)
    end = plan_.routes[r.route].function >= 0 ? AttackEnd::function : AttackEnd::origin;
  end_bot(r, end, r.weight);
  AttackMeter& meter = seen.attacks[r.attack - 1U];
  PopMeter& pop = seen.bot_meter(r.phase, r.pop, r.route);
  Cell& cell = this->cell(r);
  cell.requests += r.weight;
  if (content.failure != Failure::none) {
    pop.errors += r.weight;
    return;
  }
  meter.successes += r.weight * (traits.logins * traits.valid + traits.exploits);
  const std::uint64_t sent = traits.cancelled ? 0 : static_cast<std::uint64_t>(content.size.count);
  cell.bytes += sent * r.weight;
  cell.statuses[static_cast<std::size_t>(r.status)] += r.weight;
  pop.of(r.status).requests += r.weight;
  pop.of(r.status).bytes += sent * r.weight;
  moment(r).bytes += sent * r.weight;
}

}  // namespace edgecase
