#include "model/attack/flooded_table.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"
#include "core/distribution.hpp"

namespace edgecase {
namespace {

constexpr std::int64_t steps_per_holding_time = 2000;

}  // namespace

FloodedTable::FloodedTable(const ConnectionTableSpec& spec, const Stream& draws)
    : spec_(spec), table_(spec), draws_(draws), room_(spec.places.value) {}

void FloodedTable::offer(Instant now, std::size_t flow, double rate, Duration held) {
  EC_CHECK(rate >= 0 && held >= Duration{0});
  until(now);
  if (flows_.size() <= flow) flows_.resize(flow + 1);
  flows_[flow].rate = rate;
  flows_[flow].held = std::min(held, spec_.timeout);
}

Duration FloodedTable::step() const {
  Duration longest{-1};
  for (const Flow& flow : flows_)
    if (flow.rate > 0) longest = std::max(longest, flow.held);
  if (longest < Duration{0}) return {};
  return std::max<Duration>(longest / steps_per_holding_time, std::chrono::microseconds(1));
}

void FloodedTable::until(Instant now) {
  if (now <= reached_) return;
  const Duration each = step();
  if (each <= Duration{0}) {
    reached_ = now;
    room_ = spec_.places.value - table_.taken(now);
    arrivals_ = 0;
    return;
  }
  while (reached_ < now) {
    reached_ += each;
    fill(each);
  }
}

// The step that ends at `reached_`; entries count from its middle.
void FloodedTable::fill(Duration each) {
  room_ = spec_.places.value - table_.taken(reached_);
  arrivals_ = 0;
  for (Flow& flow : flows_) {
    flow.came = flow.rate > 0 ? poisson_quantile(flow.rate * in_seconds(each), draws_.unit()) : 0;
    arrivals_ += flow.came;
  }
  if (arrivals_ == 0) return;
  const double share = std::min(
      1.0, static_cast<double>(std::max<std::int64_t>(room_, 0)) / static_cast<double>(arrivals_));
  std::int64_t left = room_;
  double part = 0;
  std::int64_t placed = 0;
  for (Flow& flow : flows_) {
    flow.without_entry += static_cast<double>(flow.came) * (1 - share);
    // Rounded so that the whole numbers of all flows add up to what fits.
    part += static_cast<double>(flow.came) * share;
    const std::int64_t kept = std::min<std::int64_t>(std::llround(part) - placed, left);
    if (kept <= 0) continue;
    table_.open(reached_ - each / 2, flow.held, kept);
    placed += kept;
    left -= kept;
  }
}

TableVerdict FloodedTable::connect(Instant now, Duration held, double unit) {
  until(now);
  if (room_ > arrivals_) return table_.open(now, held);
  // It takes the entry of one of the flood's in this step, or finds none.
  if (unit * static_cast<double>(arrivals_ + 1) < static_cast<double>(room_)) return {.kept = 1};
  if (spec_.cookies) return {.cookies = 1, .cpu = spec_.cookie_cpu};
  return {.refused = 1};
}

}  // namespace edgecase
