#include "core/alias.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/check.hpp"

namespace edgecase {

AliasTable::AliasTable(std::span<const double> weights) : entries_(weights.size()) {
  const std::size_t n = weights.size();
  EC_CHECK(n > 0 && n < UINT32_MAX, "an alias table has between 1 and 2^32 - 2 entries");
  double sum = 0;
  for (double w : weights) {
    EC_CHECK(std::isfinite(w) && w >= 0, "a weight is finite and not negative");
    sum += w;
  }
  EC_CHECK(sum > 0 && std::isfinite(sum), "some weight is above 0");

  // Vose: pair each slot that is too light with one that is too heavy.
  std::vector<double> share(n);
  std::vector<std::uint32_t> light, heavy;
  for (std::uint32_t i = 0; i < n; ++i) {
    share[i] = weights[i] / sum * static_cast<double>(n);
    (share[i] < 1 ? light : heavy).push_back(i);
  }
  while (!light.empty() && !heavy.empty()) {
    const std::uint32_t small = light.back();
    const std::uint32_t large = heavy.back();
    light.pop_back();
    const double keep = std::min(share[small] * 0x1p32, 0x1p32 - 1);
    entries_[small] = {static_cast<std::uint32_t>(keep), large};
    share[large] -= 1 - share[small];
    if (share[large] < 1) {
      heavy.pop_back();
      light.push_back(large);
    }
  }
  // What is left is full up to rounding.
  for (std::uint32_t i : light) entries_[i] = {UINT32_MAX, i};
  for (std::uint32_t i : heavy) entries_[i] = {UINT32_MAX, i};
}

}  // namespace edgecase
