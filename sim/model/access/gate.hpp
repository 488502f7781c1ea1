#pragma once
// Who may come in, request by request: sessions, tokens, keys, certificates, devices, rules.
//
//   const AccessAnswer a = gate.authorise(now, {.number = n, .user = u, .device = d, .pop = p,
//                                               .to_identity = 80ms, …});
//   a.end, a.delay, a.cpu      // where it ended, what the machines took, what the PoP computed
//
// Works from what is here: tokens and answers that PoPs keep. What travels is said by the caller:
// round trips from this PoP to the identity provider, the store and who introspects, and whether
// each of them answers. Revoked users and compromised devices are told to it; that PoPs do not know
// at once is its business: exposure() counts what still went through.
//
// Closed forms: a user with requests at rate λ logs in 1 / (L + 1/λ) times a second (sessions of
// length L, as a cache of TTL L, C03); without an identity provider, t after it went, t / L of busy
// users are out. Every request has exactly one end.
// Assumes: calls in the order of time. A revoked user cannot log in or renew any more, at once.
// A dependency that is down refuses at once, after one round trip.
// Not modelled: waiting of a user's other requests while one logs in, several devices sharing a
// token, clocks that differ, tokens stolen and used twice.

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "model/access/spec.hpp"

namespace edgecase {

enum class AccessEnd : std::uint8_t {
  allowed,
  denied,            ///< by the rules
  revoked,           ///< the user, or the key
  distrusted,        ///< the device
  no_identity,       ///< needed to log in, and the provider did not answer (or refused the queue)
  no_session_store,  ///< needed the session store
  no_introspection   ///< needed a yes
};
constexpr std::size_t access_ends = 7;

struct AccessCall {
  std::uint64_t number = 0;  ///< the request's own: keys its draws
  std::uint64_t user = 0;    ///< person, machine or consumer
  std::uint64_t device = 0;
  std::uint32_t pop = 0;
  bool new_connection = false;
  Duration to_identity{};  ///< round trips
  Duration to_session_store{};
  Duration to_introspection{};
  bool identity_up = true;
  bool session_store_up = true;
  bool introspection_up = true;
};

struct AccessAnswer {
  AccessEnd end = AccessEnd::allowed;
  bool login = false;    ///< a login was made, or tried
  bool renewed = false;  ///< a new token was issued silently
  bool asked = false;    ///< somebody elsewhere was asked: a key, a yes
  Duration delay{};      ///< of machines
  Duration person{};     ///< typing, second factor
  Duration cpu{};        ///< in the PoP
};

/// What still went through after it should not have.
struct AccessExposure {
  std::uint64_t requests = 0;
  Duration longest{};  ///< from the revocation (or compromise) to the last request that was allowed
};

class AccessGate {
 public:
  AccessGate(const AccessGateSpec& spec, std::uint64_t seed, std::uint64_t replication);

  AccessAnswer authorise(Instant now, const AccessCall& call);

  /// From `when` on this user (or key, or certificate) should be out.
  void revoke(std::uint64_t user, Instant when);
  /// From `when` on this device is in wrong hands.
  void compromise(std::uint64_t device, Instant when);

  const AccessExposure& after_revocation() const { return revoked_exposure_; }
  const AccessExposure& after_compromise() const { return compromised_exposure_; }
  const std::array<std::uint64_t, access_ends>& ends() const { return ends_; }
  std::uint64_t logins() const { return logins_; }
  std::uint64_t renewals() const { return renewals_; }

 private:
  struct User {
    Instant session_until{};
    Instant token_until{};
  };

  AccessEnd decide(Instant now, const AccessCall& call, AccessAnswer& answer);
  AccessEnd person(Instant now, const AccessCall& call, AccessAnswer& answer);
  AccessEnd log_in(Instant now, const AccessCall& call, User& user, AccessAnswer& answer);
  AccessEnd renew(Instant now, const AccessCall& call, User& user, AccessAnswer& answer);
  AccessEnd introspect(Instant now, const AccessCall& call, const IntrospectionSpec& spec,
                       AccessAnswer& answer);
  AccessEnd key(Instant now, const AccessCall& call, AccessAnswer& answer);
  AccessEnd certificate(Instant now, const AccessCall& call, AccessAnswer& answer);
  User& user_of(Instant now, std::uint64_t id);
  Instant revoked_at(std::uint64_t user) const;
  /// Whether the list of this PoP has the user by now.
  bool listed(Instant now, const AccessCall& call, const EdgeValidationSpec& spec) const;

  AccessGateSpec spec_;
  Stream logins_draws_;
  Stream users_draws_;
  Stream lists_draws_;
  Identity identity_;
  Distribution propagation_;
  Distribution introspection_work_;
  std::optional<Posture> posture_;
  std::unordered_map<std::uint64_t, User> users_;
  std::unordered_map<std::uint64_t, Instant> revoked_;
  std::unordered_map<std::uint64_t, Instant> compromised_;
  std::unordered_map<std::uint64_t, Instant> kept_;  // by PoP and user: until when a yes is kept
  AccessExposure revoked_exposure_;
  AccessExposure compromised_exposure_;
  std::array<std::uint64_t, access_ends> ends_{};
  std::uint64_t logins_ = 0;
  std::uint64_t renewals_ = 0;
};

}  // namespace edgecase
