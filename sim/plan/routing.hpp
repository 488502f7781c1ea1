#pragma once
// Where each metro's requests go, and what changes that: faults of the plan.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "plan/change.hpp"

namespace edgecase {

constexpr std::uint16_t no_pop = UINT16_MAX;

/// Where one metro's requests go at present: up to eight PoPs with their shares and the round trip
/// to each. One cache line, because every request reads it.
struct alignas(64) CatchmentLine {
  static constexpr std::size_t most = 8;
  std::array<std::uint16_t, most> pop;   ///< no_pop behind the last
  std::array<std::uint16_t, most> last;  ///< largest dice of each, of 0 … 65535
  std::array<float, most> rtt_ns;

  struct Way {
    std::uint16_t pop;
    std::int64_t rtt_ns;
  };
  Way pick(std::uint32_t bits) const {
    const auto dice = static_cast<std::uint16_t>(bits >> 16);
    // Counted, not searched: no branch to mispredict, and eight 16-bit lanes do it at once.
    std::uint16_t i = 0;
    for (std::size_t k = 0; k < most; ++k) i = static_cast<std::uint16_t>(i + (dice > last[k]));
    return {pop[i], static_cast<std::int64_t>(rtt_ns[i])};
  }
};
static_assert(sizeof(CatchmentLine) == 64);

/// One fault of the scenario.
struct FaultPlan {
  std::string name;
  Instant from, until;
  Duration convergence{};                ///< until routes have followed
  std::vector<std::uint16_t> pops = {};  ///< that it takes down
  std::vector<Change> changes = {};      ///< with which it begins and ends; then routes follow

  Instant routes_leave() const { return from + convergence; }
  Instant routes_return() const { return until + convergence; }
};

/// Where requests go while these PoPs are not announced.
struct Routing {
  std::vector<bool> withdrawn;            ///< by PoP
  std::vector<CatchmentLine> catchments;  ///< by metro
};

/// Routings that runs of a plan have needed so far. Each takes milliseconds to compute, and a plan
/// with many faults passes through many, most of which its other runs need too.
class Routings {
 public:
  using Compute = std::function<std::vector<CatchmentLine>(const std::vector<bool>& withdrawn)>;
  /// For several threads at once.
  std::shared_ptr<const Routing> of(std::vector<bool> withdrawn, const Compute& compute);

 private:
  static constexpr std::size_t most = 512;  // 40 MB; then it begins anew

  std::mutex guard_;
  std::map<std::vector<bool>, std::shared_ptr<const Routing>> known_;
};

/// What the plan itself does to a world over time.
struct TimelinePlan {
  std::vector<FaultPlan> faults;
  std::shared_ptr<const Routing> start;  ///< where requests go at first
};

}  // namespace edgecase
