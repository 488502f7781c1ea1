#pragma once
// A browser challenge. Users need time, and some give up; bots mostly fail. A client that has
// solved one is cleared for a while (a cookie).
//
// Assumes: solving and giving up take time from the same distribution. A bot that fails does not
// wait, and retries only as its attack does. Clearance belongs to a client, not to an address.
// Not modelled: prices of solving services, clearance shared among bots.

#include <array>
#include <cstdint>

#include <edgecase/units.hpp>

#include "core/distribution.hpp"
#include "core/random.hpp"
#include "load/distribution/distribution.hpp"
#include "model/guard/client_kind.hpp"
#include "model/guard/key_table.hpp"

namespace edgecase {

struct ChallengeSpec {
  Share people_solve{0.92};
  Share crude_bots_solve{0};
  Share realistic_bots_solve{0.1};
  DurationChoice solve = lognormal(std::chrono::seconds(2), std::chrono::seconds(20));
  DurationChoice bot_solve = lognormal(std::chrono::seconds(5), std::chrono::seconds(30));
  Duration clearance = std::chrono::minutes(30);
  Count clients{1'000'000};
  Duration cpu = std::chrono::microseconds(50);
};
std::vector<Field> fields(Of<ChallengeSpec>);

enum class ChallengeEnd : std::uint8_t {
  cleared,    ///< solved earlier: no challenge
  solved,     ///< continues after `delay`
  abandoned,  ///< a user gave up after `delay`
  failed      ///< a bot did not solve it
};

struct ChallengeAnswer {
  ChallengeEnd end = ChallengeEnd::cleared;
  Duration delay{};
  Duration cpu{};
  bool goes_on() const { return end == ChallengeEnd::cleared || end == ChallengeEnd::solved; }
};

class Challenges {
 public:
  explicit Challenges(const ChallengeSpec& spec);

  /// `number` is the request number, which keys the random draws.
  ChallengeAnswer pose(Instant now, std::uint64_t client, ClientKind kind, std::uint64_t number,
                       const Stream& draws);

 private:
  struct Clearance {
    Instant until{};
  };
  std::array<double, client_kinds> solve_share_;
  Distribution people_take_;
  Distribution bots_take_;
  Duration clearance_;
  Duration cpu_;
  KeyTable<Clearance> cleared_;
};

}  // namespace edgecase
