#include "model/guard/waiting_room.hpp"

#include <algorithm>
#include <cmath>

#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

std::vector<Field> fields(Of<WaitingRoomSpec>) {
  return list<WaitingRoomSpec>(
      field("inside", &WaitingRoomSpec::inside, "maximum concurrent visitors admitted",
            at_least(std::int64_t{1}), assumed("no limit by default; set `rate` then")),
      field("rate", &WaitingRoomSpec::rate, "maximum admission rate; 0: limited only by `inside`",
            at_least(Rate{0}), assumed("no limit by default; set `inside` then")),
      field("stay", &WaitingRoomSpec::stay, "session duration of an admitted visitor",
            source("session_duration: default 5 minutes (Cloudflare API schema, waiting room)",
                   "2026-11")),
      field("patience", &WaitingRoomSpec::patience, "how long a visitor waits before giving up",
            assumed("people wait some minutes for a sale or a ticket")),
      field("refresh", &WaitingRoomSpec::refresh, "polling interval of the waiting page",
            at_least(Duration{0}), assumed("three times per minute")),
      field("visitors", &WaitingRoomSpec::visitors,
            "maximum number of visitors that are remembered", at_least(std::int64_t{1}),
            at_most(std::int64_t{1'000'000'000}),
            assumed("signed cookies need no server memory; this bounds the simulator's")));
}

void check(const WaitingRoomSpec& spec, Checker& checker) {
  if (spec.inside.unlimited() && spec.rate.per_second <= 0) {
    checker.report("inside", {code::changes_nothing, "the waiting room has no limit", "no limit",
                              "set `inside` or `rate`", Severity::warning});
  }
  if (!spec.inside.unlimited() && spec.inside.value > 100'000'000) {
    checker.report("inside", {code::out_of_range, "too many visitors for a simulation",
                              "at most 100M", "write unlimited and set `rate`"});
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
  // If all places are taken, the visitor gets the one that is free first.
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
