#include "cost/break_even.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace edgecase {

namespace {

constexpr double one_million = 1e6;
constexpr double grid_ratio = 1.035;
constexpr double grid_step = 0.005;
constexpr double exact = 0.0001;

struct Cheapest {
  std::size_t sheet = 0;
  Money dollars;
};

class Search {
 public:
  Search(const Axis& axis, std::span<const PricerAt> sheets) : axis_(axis), sheets_(sheets) {}

  /// Empty if no sheet has all prices.
  std::optional<Cheapest> at(double place) const {
    std::optional<Cheapest> best;
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      const std::optional<Bill> bill = sheets_[i](place);
      if (!bill || !bill->complete) continue;
      if (!best || bill->total < best->dollars) best = Cheapest{i, bill->total};
    }
    return best;
  }

  double next(double place) const {
    return std::min(axis_.most, axis_.share ? place + grid_step : place * grid_ratio);
  }

  /// The point between these two at which the first one's sheet stops being the cheapest.
  double end_of(std::size_t sheet, double low, double high) const {
    while (axis_.share ? high - low > exact : high / low > 1 + exact) {
      const double middle = axis_.share ? (low + high) / 2 : std::sqrt(low * high);
      const auto there = at(middle);
      (there && there->sheet == sheet ? low : high) = middle;
    }
    return high;
  }

 private:
  const Axis& axis_;
  std::span<const PricerAt> sheets_;
};

}  // namespace

std::vector<CheapestRange> cheapest_along(const Axis& axis, std::span<const PricerAt> sheets) {
  EC_CHECK(axis.least < axis.most && (axis.share || axis.least > 0), "no range to search");
  const Search search(axis, sheets);
  std::vector<CheapestRange> ranges;
  double before = axis.least;
  std::optional<std::size_t> open;  // the sheet of the current range
  for (double place = axis.least;; place = search.next(place)) {
    const auto best = search.at(place);
    if (open && (!best || best->sheet != *open)) {
      ranges.back().upto = search.end_of(*open, before, place);
      if (const auto there = search.at(ranges.back().upto)) ranges.back().at_upto = there->dollars;
      open.reset();
    }
    if (best && !open) {
      const bool follows = !ranges.empty() && ranges.back().upto > before;
      const double from = follows ? ranges.back().upto : place;
      const auto start = follows ? search.at(from) : best;
      ranges.push_back({from, place, best->sheet, start ? start->dollars : best->dollars, {}});
      open = best->sheet;
    }
    if (open) {
      ranges.back().upto = place;
      ranges.back().at_upto = best->dollars;
    }
    before = place;
    if (place >= axis.most) break;
  }
  return ranges;
}

std::vector<CheapestRange> cheapest_by_volume(const Usage& usage, std::span<const Pricer> sheets,
                                              double least, double most) {
  EC_CHECK(least * one_million >= 1, "no range of volumes");
  std::vector<PricerAt> at;
  for (const Pricer& sheet : sheets)
    at.emplace_back([&](double volume) -> std::optional<Bill> {
      const auto some = scaled(usage, std::llround(volume * one_million));
      return some ? std::optional(sheet(*some)) : std::nullopt;
    });
  return cheapest_along({least, most, false}, at);
}

}  // namespace edgecase
