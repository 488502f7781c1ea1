#include "model/attack/link.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.hpp"

namespace edgecase {

std::vector<Field> fields(Of<LinkSpec>) {
  constexpr auto why =
      "348 Tbps over 22 hubs, 79 large, 139 medium and 69 small sites of cloudflare-2026; the "
      "total is published (Cloudflare docs, DDoS FAQ), its split is not";
  return list<LinkSpec>(
      field("hub", &LinkSpec::hub, "link capacity of a hub", more_than(Bandwidth{0}), assumed(why)),
      field("large", &LinkSpec::large, "link capacity of a large PoP", more_than(Bandwidth{0}),
            assumed(why)),
      field("medium", &LinkSpec::medium, "link capacity of a medium PoP", more_than(Bandwidth{0}),
            assumed(why)),
      field("small", &LinkSpec::small, "link capacity of a small PoP", more_than(Bandwidth{0}),
            assumed(why)),
      field("packet", &LinkSpec::packet,
            "smallest mean packet size at which a PoP reaches its capacity; below it the packet "
            "rate is "
            "the limit",
            at_least(40_B), at_most(9000_B),
            assumed("routers reach line rate at a few hundred bytes")),
      field("buffer", &LinkSpec::buffer, "time to drain a full buffer", at_least(Duration{0}),
            assumed("50 ms of buffer at line rate")));
}

FluidLink::FluidLink(Bandwidth capacity, Rate packets, Duration buffer)
    : capacity_(capacity.bits_per_second),
      packets_(packets.per_second),
      buffer_(capacity.bits_per_second * in_seconds(buffer)) {
  EC_CHECK(capacity_ > 0 && packets_ > 0 && buffer_ >= 0);
}

double FluidLink::through_limit() const {
  return load_.packets > packets_ ? packets_ / load_.packets : 1;
}

double FluidLink::level(Instant now) const {
  const double growth = load_.bits * through_limit() - capacity_;
  return std::clamp(level_ + growth * in_seconds(now - since_), 0.0, buffer_);
}

double FluidLink::seconds_to_full() const {
  const double growth = load_.bits * through_limit() - capacity_;
  if (growth <= 0) return std::numeric_limits<double>::infinity();
  return (buffer_ - level_) / growth;
}

LinkState FluidLink::at(Instant now) const {
  EC_CHECK(now >= since_);
  const double through = through_limit();
  const bool full = in_seconds(now - since_) >= seconds_to_full();
  const double fits = full ? capacity_ / (load_.bits * through) : 1;
  return {1 - through * fits, from_seconds(level(now) / capacity_)};
}

void FluidLink::offer(Instant now, LinkLoad load) {
  EC_CHECK(now >= since_, "offers arrive in order of time");
  EC_CHECK(load.bits >= 0 && load.packets >= 0);
  const double elapsed = in_seconds(now - since_);
  const double through = through_limit();
  const double full_for = std::max(0.0, elapsed - seconds_to_full());
  offered_ += load_.bits * elapsed;
  lost_ += load_.bits * (1 - through) * elapsed + (load_.bits * through - capacity_) * full_for;
  if (through < 1) {
    saturated_ += now - since_;
  } else if (full_for > 0) {
    saturated_ += from_seconds(full_for);
  }
  level_ = level(now);
  since_ = now;
  load_ = load;
  peak_ = std::max({peak_, load.bits / capacity_, load.packets / packets_});
}

double retransmission_s(double loss, double unit, double timeout_s) {
  if (loss <= 0) return 0;
  const double lost = loss >= 1 ? 64 : std::floor(std::log(unit) / std::log(loss));
  return timeout_s * (std::exp2(std::min(lost, 30.0)) - 1);
}

}  // namespace edgecase
