#include "core/logarithm.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "core/random.hpp"

namespace edgecase {
namespace {

TEST_SUITE("unit") {
  TEST_CASE("the gap of a Poisson stream is -log(u) to 4e-15, from the first cell to the last") {
    double worst = 0;
    const auto look = [&](std::uint32_t bits) {
      const long double u = (static_cast<long double>(bits) + 0.5L) * 0x1p-32L;
      worst = std::max(worst, static_cast<double>(std::abs(minus_log_unit(bits) + std::log(u))));
    };
    for (std::uint64_t bits = 0; bits <= UINT32_MAX; bits += 9973) {
      look(static_cast<std::uint32_t>(bits));
    }
    for (std::uint32_t bits : {0U, 1U, 2U, 0x7fffffffU, 0x80000000U, 0xfffffffeU, UINT32_MAX}) {
      look(bits);
    }
    CHECK(worst < 4e-15);
    CHECK(minus_log_unit(UINT32_MAX) > 0);
  }
}

}  // namespace
}  // namespace edgecase
