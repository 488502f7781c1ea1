#include "model/guard/waiting_room.hpp"

#include <algorithm>
#include <cmath>

#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

std::vector<Field> fields(Of<WaitingRoomSpec>) {
  return list<WaitingRoomSpec>(
      field("inside", &WaitingRoomSpec::inside, "visitors at once behind the room",
            at_least(std::int64_t{1}), assumed("no limit unless stated; then state `rate`")),
      field("rate", &WaitingRoomSpec::rate, "visitors let in a second; 0: as many as there is room",
            at_least(Rate{0}), assumed("no limit unless stated; then state `inside`")),
      field(
          "stay", &WaitingRoomSpec::stay, "how long a visitor stays inside",
          source("session_duration: 5 minutes unless stated (Cloudflare API schema, waiting room)",
                 "2026-11")),
      field("patience", &WaitingRoomSpec::patience, "how long a visitor waits at most",
            assumed("people wait some minutes for a sale or a ticket")),
      field("refresh", &WaitingRoomSpec::refresh, "how often the page looks whether it is its turn",
            at_least(Duration{0}), assumed("a page that looks three times a minute")),
      field("visitors", &WaitingRoomSpec::visitors, "visitors that are remembered",
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000'000}),
            assumed("a signed cookie needs no memory; this bounds ours")));
}

void check(const WaitingRoomSpec& spec, Checker& checker) {
  if (spec.inside.unlimited() && spec.rate.per_second <= 0) {
    checker.report("inside", {code::changes_nothing, "nobody ever waits: neither limit is stated",
                              "no limit", "state `inside` or `rate`", Severity::warning});
  }
  if (!spec.inside.unlimited() && spec.inside.value > 100'000'000) {
    checker.report("inside", {code::out_of_range, "more visitors than a run can follow",
                              "at most 100M", "write unlimited, and state `rate`"});
  }
}

WaitingRoom::WaitingRoom(const WaitingRoomSpec& spec)
    : limit_(spec.inside),
      gap_ns_(spec.rate.per_second > 0 ? 1e9 / spec.rate.per_second : 0),
      refresh_(spec.refresh),
      stay_(distribution_of(spec.stay)),
      patience_(distribution_of(spec.patience)),
      visits_(static_cast<std::size_t>(spec.visitors.value)) {}

Instant WaitingRoom::next_place(Instant now) {
  Instant place = now;
  if (!limit_.unlimited() && static_cast<std::int64_t>(leaves_.size()) >= limit_.value) {
    place = std::max(place, leaves_.top());
  }
  if (gap_ns_ > 0) {
    place = std::max(place, Instant{Duration{static_cast<std::int64_t>(std::ceil(gate_ns_))}});
  }
  return place;
}

WaitingVerdict WaitingRoom::arrive(Instant now, std::uint64_t number, const Stream& draws) {
  Visit visit;
  return arrive(now, number, draws, visit);
}

WaitingVerdict WaitingRoom::visit(Instant now, std::uint64_t visitor, std::uint64_t number,
                                  const Stream& draws) {
  Visit& known = visits_.touch(visitor);
  if (known.admitted && now < known.leaves) {
    const Instant enters = std::max(now, known.at);
    return {true, enters, enters - now};
  }
  if (!known.admitted && now < known.at) return {false, known.at, known.at - now};
  return arrive(now, number, draws, known);
}

WaitingVerdict WaitingRoom::arrive(Instant now, std::uint64_t number, const Stream& draws,
                                   Visit& visit) {
  tidy(now);
  const Instant place = next_place(now);
  Duration wait = place - now;
  if (refresh_ > Duration{0}) wait = (wait + refresh_ - Duration{1}) / refresh_ * refresh_;
  const Duration patience = from_seconds(patience_.quantile(draws.unit(number)));
  if (wait > Duration{0} && wait > patience) {
    in_room_.push(now + patience);
    visit = {false, now + patience, {}};
    return {false, now + patience, patience};
  }
  const Instant enters = now + wait;
  const Instant leaves = enters + from_seconds(stay_.quantile(draws.unit(number, 1)));
  visit = {true, enters, leaves};
  stays_.push(leaves);
  // With all places taken, this visitor's is the one that is left first.
  const bool full =
      !limit_.unlimited() && static_cast<std::int64_t>(leaves_.size()) >= limit_.value;
  if (full) {
    leaves_.replace_top(leaves);
  } else {
    leaves_.push(leaves);
  }
  if (gap_ns_ > 0) {
    const auto at = static_cast<double>(place.time_since_epoch().count());
    gate_ns_ = (at - gate_ns_ < 1 ? gate_ns_ : at) + gap_ns_;  // its fraction is kept
  }
  if (wait > Duration{0}) {
    in_room_.push(enters);
    enters_.push(enters);
  }
  return {true, enters, wait};
}

void WaitingRoom::tidy(Instant now) {
  while (!leaves_.empty() && leaves_.top() <= now) leaves_.pop();
  while (!stays_.empty() && stays_.top() <= now) stays_.pop();
  while (!in_room_.empty() && in_room_.top() <= now) in_room_.pop();
  while (!enters_.empty() && enters_.top() <= now) enters_.pop();
}

std::int64_t WaitingRoom::waiting(Instant now) {
  tidy(now);
  return static_cast<std::int64_t>(in_room_.size());
}

std::int64_t WaitingRoom::inside(Instant now) {
  tidy(now);
  return static_cast<std::int64_t>(stays_.size() - enters_.size());
}

}  // namespace edgecase
