#pragma once
// The identity provider: logging in takes a person's time, round trips to where it stands, and its
// own work, for which logins may have to queue (after an outage everybody comes at once).
//
// Assumes: logins reach it in the order in which they begin. Units: simulation time.
// Not modelled: several providers, passwords that are typed wrong.

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
  /// `number` is the request's own: keys its draws.
  Login log_in(Instant now, Duration round_trip, std::uint64_t number, const Stream& draws);

 private:
  std::int64_t round_trips_;
  Distribution work_;
  Distribution person_;
  ServerPool pool_;
};

}  // namespace edgecase
