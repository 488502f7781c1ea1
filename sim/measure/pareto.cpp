#include "measure/pareto.hpp"

#include <algorithm>

namespace edgecase {
namespace {

enum class Sign { better, equal, worse, unsure };

/// Of `one` against `other`.
Sign sign_between(const std::vector<double>& one, const std::vector<double>& other,
                  double confidence) {
  const Interval difference = paired_difference(other, one, confidence);
  if (!difference.known()) return Sign::unsure;
  if (difference.hi < 0) return Sign::better;
  if (difference.lo > 0) return Sign::worse;
  const bool none = !(difference.lo < 0) && !(difference.hi > 0);
  return none ? Sign::equal : Sign::unsure;
}

struct Tally {
  std::size_t better = 0, equal = 0, worse = 0, all = 0;
};
Tally tally(const DesignValues& one, const DesignValues& other, double confidence) {
  Tally t;
  for (std::size_t m = 0; m < one.size(); ++m) {
    const Sign sign = sign_between(one[m], other[m], confidence);
    ++t.all;
    t.better += sign == Sign::better ? 1 : 0;
    t.equal += sign == Sign::equal ? 1 : 0;
    t.worse += sign == Sign::worse ? 1 : 0;
  }
  return t;
}

bool dominates(const Tally& t) { return t.better > 0 && t.better + t.equal == t.all; }
bool cannot_dominate(const Tally& t) { return t.worse > 0 || t.equal == t.all; }

}  // namespace

bool surely_dominates(const DesignValues& one, const DesignValues& other, double confidence) {
  return dominates(tally(one, other, confidence));
}

bool surely_does_not_dominate(const DesignValues& one, const DesignValues& other,
                              double confidence) {
  return cannot_dominate(tally(one, other, confidence));
}

std::vector<FrontPlace> front_of(const std::vector<DesignValues>& designs, double confidence) {
  const std::size_t k = designs.size();
  std::vector<FrontPlace> places(k);
  std::vector<std::vector<std::size_t>> sure(k), possible(k);
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j < k; ++j) {
      if (i == j) continue;
      const Tally t = tally(designs[j], designs[i], confidence);
      if (dominates(t)) sure[i].push_back(j);
      if (!cannot_dominate(t)) possible[i].push_back(j);
    }
    places[i].standing = !sure[i].empty()      ? Standing::dominated
                         : possible[i].empty() ? Standing::on_front
                                               : Standing::undecided;
  }
  for (std::size_t i = 0; i < k; ++i) {
    const auto& by = sure[i].empty() ? possible[i] : sure[i];
    if (by.empty()) continue;
    const auto not_dominated = std::ranges::find_if(
        by, [&](std::size_t j) { return places[j].standing != Standing::dominated; });
    places[i].by = not_dominated == by.end() ? by.front() : *not_dominated;
  }
  return places;
}

std::optional<std::size_t> knee_of(const std::vector<FrontPoint>& front) {
  if (front.size() < 3) return std::nullopt;
  const FrontPoint first = front.front();
  const FrontPoint last = front.back();
  const double width = last.x - first.x;
  const double height = first.y - last.y;
  if (!(width > 0) || !(height > 0)) return std::nullopt;
  std::optional<std::size_t> knee;
  double farthest = 0;
  for (std::size_t i = 1; i + 1 < front.size(); ++i) {
    // Scaled, the line runs from (0, 1) to (1, 0); x + y falls by the distance from it.
    const double below = 1 - (front[i].x - first.x) / width - (front[i].y - last.y) / height;
    if (below <= farthest) continue;
    farthest = below;
    knee = i;
  }
  return knee;
}

}  // namespace edgecase
