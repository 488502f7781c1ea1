#include "cost/break_even.hpp"

#include <cmath>

#include "core/check.hpp"
#include "cost/exact.hpp"

namespace edgecase {

namespace {

constexpr std::int64_t million = 1'000'000;
constexpr double grid_step = 1.035;

struct Cheapest {
  std::size_t sheet = 0;
  Money dollars;
};

class Volumes {
 public:
  Volumes(const Usage& usage, std::span<const Pricer> sheets) : usage_(usage), sheets_(sheets) {}

  /// Nothing where no sheet knows all prices.
  std::optional<Cheapest> at(double volume) const {
    const auto usage = scaled(usage_, std::llround(volume * static_cast<double>(million)));
    if (!usage) return std::nullopt;
    std::optional<Cheapest> best;
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      const Bill bill = sheets_[i](*usage);
      if (!bill.complete) continue;
      if (!best || bill.total < best->dollars) best = Cheapest{i, bill.total};
    }
    return best;
  }

  /// The volume between these two at which the first one's sheet stops being the cheapest.
  double end_of(std::size_t sheet, double low, double high) const {
    while (high / low > 1.0001) {
      const double middle = std::sqrt(low * high);
      const auto there = at(middle);
      (there && there->sheet == sheet ? low : high) = middle;
    }
    return high;
  }

 private:
  const Usage& usage_;
  std::span<const Pricer> sheets_;
};

}  // namespace

std::optional<Usage> scaled(const Usage& usage, std::int64_t millionths) {
  EC_CHECK(millionths >= 0, "usage cannot be negative");
  Usage out;
  for (const auto& [meter, counts] : usage.by_meter()) {
    for (const auto& [labels, quantity] : counts) {
      const auto times = narrow(divide_half_even(Wide{quantity} * millionths, million));
      if (!times) return std::nullopt;
      out.add(meter, labels, *times);
    }
  }
  return out;
}

std::vector<VolumeRange> cheapest_by_volume(const Usage& usage, std::span<const Pricer> sheets,
                                            double least, double most) {
  EC_CHECK(least * static_cast<double>(million) >= 1 && least < most, "no range of volumes");
  const Volumes volumes(usage, sheets);
  std::vector<VolumeRange> ranges;
  double before = least;
  std::optional<std::size_t> open;  // the sheet of the range that is being followed
  for (double volume = least;; volume = std::min(most, volume * grid_step)) {
    const auto best = volumes.at(volume);
    if (open && (!best || best->sheet != *open)) {
      ranges.back().upto = volumes.end_of(*open, before, volume);
      if (const auto there = volumes.at(ranges.back().upto)) ranges.back().at_upto = there->dollars;
      open.reset();
    }
    if (best && !open) {
      const bool follows = !ranges.empty() && ranges.back().upto > before;
      const double from = follows ? ranges.back().upto : volume;
      const auto start = follows ? volumes.at(from) : best;
      ranges.push_back({from, volume, best->sheet, start ? start->dollars : best->dollars, {}});
      open = best->sheet;
    }
    if (open) {
      ranges.back().upto = volume;
      ranges.back().at_upto = best->dollars;
    }
    before = volume;
    if (volume >= most) break;
  }
  return ranges;
}

}  // namespace edgecase
