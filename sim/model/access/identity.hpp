#pragma once
// The identity provider: a login takes the user's own time, round trips to the provider, and
// processing, for which logins may queue (after an outage many arrive at once).
//
// Assumes: logins reach it in the order in which they begin. Units: simulation time.
// Not modelled: several providers, mistyped passwords.

#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "core/distribution.hpp"
#include "core/random.hpp"
#include "core/server_pool.hpp"
#include "load/distribution/distribution.hpp"

namespace edgecase {

struct IdentitySpec {
  std::string at;
  Count round_trips{3};
  DurationChoice work = lognormal(std::chrono::milliseconds(150), std::chrono::milliseconds(1000));
  DurationChoice person = lognormal(std::chrono::seconds(8), std::chrono::seconds(60));
  Count workers{200};
  Count queue{2000};
};
std::vector<Field> fields(Of<IdentitySpec>);

class Identity {
 public:
  struct Login {
    bool granted = false;
    Duration machines{};  ///< round trips, queue and work
    Duration person{};
  };

  explicit Identity(const IdentitySpec& spec);
  /// `number` is the request number, which keys the random draws.
  Login log_in(Instant now, Duration round_trip, std::uint64_t number, const Stream& draws);

 private:
  std::int64_t round_trips_;
  Distribution work_;
  Distribution person_;
  ServerPool pool_;
};

}  // namespace edgecase
