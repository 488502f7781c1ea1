#pragma once
// Authentication and authorisation of each request: sessions, tokens, keys, certificates, device
// posture, rules.
//
//   const AccessAnswer a = gate.authorise(now, {.number = n, .user = u, .device = d, .pop = p,
//                                               .to_identity = 80ms, …});
//   a.end, a.delay, a.cpu      // outcome, added delay, CPU time in the PoP
//
// Decides from local state: tokens and decisions cached in PoPs. The caller gives the round trips
// from this PoP to the identity provider, the store and the introspection endpoint, and whether
// each is up. The gate is told of revoked users and compromised devices and models the delay until
// PoPs know; exposure() counts the requests admitted in the meantime.
//
// Closed forms: a user with requests at rate λ logs in 1 / (L + 1/λ) times a second (sessions of
// length L, like a cache with TTL L, C03); t after the identity provider fails, t / L of the active
// users are locked out. Every request has exactly one outcome.
// Assumes: calls in order of time. A revoked user cannot log in or renew from that moment on.
// A dependency that is down fails after one round trip.
// Not modelled: a user's other requests waiting during a login, devices sharing a token, clock
// skew, stolen tokens.

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
  denied,            ///< by the policy
  revoked,           ///< the user or the key is revoked
  distrusted,        ///< the device fails its posture check
  no_identity,       ///< login needed, but the identity provider is down or its queue is full
  no_session_store,  ///< session store needed, but down
  no_introspection   ///< introspection needed, but down
};
constexpr std::size_t access_ends = 7;

struct AccessCall {
  std::uint64_t number = 0;  ///< request number: keys its random draws
  std::uint64_t user = 0;    ///< user, machine or API consumer
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
  bool login = false;    ///< a login was attempted
  bool renewed = false;  ///< a new token was issued silently
  bool asked = false;    ///< a remote lookup (key or introspection) was needed
  Duration delay{};      ///< of systems
  Duration person{};     ///< user input: password, second factor
  Duration cpu{};        ///< in the PoP
};

/// Requests admitted after a revocation or compromise.
struct AccessExposure {
  std::uint64_t requests = 0;
  Duration longest{};  ///< from the revocation (or compromise) to the last admitted request
};

class AccessGate {
 public:
  AccessGate(const AccessGateSpec& spec, std::uint64_t seed, std::uint64_t replication);

  AccessAnswer authorise(Instant now, const AccessCall& call);

  /// The user (or key, or certificate) is revoked at `when`.
  void revoke(std::uint64_t user, Instant when);
  /// The device is compromised at `when`.
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
  /// Whether this PoP has received the revocation of the user.
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
  std::unordered_map<std::uint64_t, Instant> kept_;  // by PoP and user: expiry of a cached approval
  AccessExposure revoked_exposure_;
  AccessExposure compromised_exposure_;
  std::array<std::uint64_t, access_ends> ends_{};
  std::uint64_t logins_ = 0;
  std::uint64_t renewals_ = 0;
};

}  // namespace edgecase
