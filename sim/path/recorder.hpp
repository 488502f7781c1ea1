#pragma once
// What is written down of a request when it ends: answers, failures, ends of bots' requests, by
// phase of the month, route, region, PoP and moment.
//
// Requires: requests come in the order of time. Complete after write_down(), except for requests
// that are still under way.

#include <cstdint>

#include "observation/observations.hpp"
#include "path/client_copies.hpp"
#include "path/request.hpp"
#include "path/residency.hpp"
#include "path/stats_buffer.hpp"
#include "world/world.hpp"

namespace edgecase {

/// What changes that are rolled out look at.
inline ChangedRequest changed(const Request& r) {
  return {.number = r.number,
          .arrived = r.arrived,
          .pop = r.pop,
          .metro = r.metro,
          .route = r.route,
          .region = r.region,
          .attempt = r.attempt,
          .measured = r.measured};
}

class Recorder {
 public:
  Recorder(World& world, ClientCopies& clients, Observations& seen);

  /// Where in time the request is counted: its phase, its moment, whether an attack lasts.
  void place_in_time(Request& r) {
    if (r.arrived >= time_ends_) [[unlikely]]
      turn_to(r.arrived);
    r.moment = moment_;
    r.phase = phase_;
    r.under_attack = under_attack_;
  }

  /// The user's own clock, until the last byte.
  void answer(const Request& r, const Content& content);
  /// It was answered from its own client's cache; `outdated`: when that copy became stale content.
  void answer_from_client(const Request& r, Instant outdated);
  /// An attempt, to be repeated or not, that failed: billed if it reached a PoP.
  void attempt_failed(const Request& r, Failure failure);
  void refuse(const Request& r, Failure failure);
  /// Refused with advice when to come again.
  void advise_retry(const Request& r, Duration wait);

  /// `count` of the requests that a bot's stands for end here.
  void end_bot(const Request& r, AttackEnd end, double count) {
    if (r.measured) seen.attacks[r.attack - 1U].end(end) += count;
  }
  /// A bot's request was answered, or failed behind the guards.
  void end_bot(const Request& r, const Content& content);

  void write_down() { hits_.write_down(); }

  Cell& cell(const Request& r) {
    return r.attack == 0 ? seen.cell(r.phase, r.route, r.region)
                         : seen.bot_cell(r.phase, r.route, r.region);
  }
  StoreMeter& store_meter(const Request& r, std::size_t store) {
    return seen.store_meter(r.phase, store, r.region);
  }
  Moment& moment(const Request& r) { return seen.moment(r.moment, r.region); }

  Observations& seen;
  Residency residency;

 private:
  void turn_to(Instant now);
  void record(const Request& r, const Content& content);
  /// What clients and rollouts learn from an answer, before it is recorded.
  Content noted(const Request& r, const Content& content);
  StatsBuffer::Times times_of_hit(const Request& r, Bytes size) const;
  StageTimes times_of(const Request& r, Bytes size) const;

  World& world_;
  const Blueprint& plan_;
  const bool plain_hits_;  // nothing adds to the time of a hit
  const bool noted_;       // clients keep copies, or rollouts are under way
  ClientCopies& clients_;
  StatsBuffer hits_;
  // The time that arrivals are in: until when, and what the books call it.
  Instant time_ends_ = Instant::min();
  std::uint16_t moment_ = 0;
  std::uint8_t phase_ = 0;
  bool under_attack_ = false;
  std::size_t stretch_ = 0;
  std::size_t attack_period_ = 0;  // the first attack time that is not over
};

}  // namespace edgecase
