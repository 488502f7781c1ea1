#pragma once
// What a design says of who may come in: `design.access.NAME`.

#include <cstdint>
#include <optional>

#include <edgecase/units.hpp>

#include "load/fields.hpp"
#include "model/access/identity.hpp"
#include "model/access/posture.hpp"
#include "model/access/validation.hpp"

namespace edgecase {

enum class Credential : std::uint8_t { user, service_token, api_key, certificate };
inline auto names(Of<Credential>) {
  return enumerators<Credential>(
      {{"user", Credential::user, "a person with a session at an identity provider"},
       {"service_token", Credential::service_token, "a machine's id and secret"},
       {"api_key", Credential::api_key, "a consumer's key"},
       {"certificate", Credential::certificate, "a client certificate (mTLS)"}});
}

enum class NeedsStore : std::uint8_t { nothing, logins, everything };
inline auto names(Of<NeedsStore>) {
  return enumerators<NeedsStore>(
      {{"nothing", NeedsStore::nothing, "PoPs have all they need"},
       {"logins", NeedsStore::logins, "logins and new tokens; who has a token works on"},
       {"everything", NeedsStore::everything, "each request looks something up"}});
}

struct SessionSpec {
  Duration lifetime = std::chrono::hours(24);
  Duration token = std::chrono::hours(24);
  Share already_in{0.9};
};
inline auto fields(Of<SessionSpec>) {
  return list<SessionSpec>(
      field(
          "lifetime", &SessionSpec::lifetime, "how long after a login one must log in again",
          more_than(Duration{0}), at_most(Duration{std::chrono::hours(24 * 31)}),
          source("global session: 15 minutes to a month, 24 hours unless stated (Cloudflare docs, "
                 "session management)",
                 "2026-11")),
      field("token", &SessionSpec::token,
            "how long a token is good (at most as long as its session); then a new one is issued "
            "silently while the session lasts",
            more_than(Duration{0}), at_most(Duration{std::chrono::hours(24 * 31)}),
            source("application session: 24 hours unless stated (Cloudflare docs, session "
                   "management)",
                   "2026-11")),
      field("already_in", &SessionSpec::already_in,
            "part of the users who have a session, of any age, when they are first seen",
            at_least(Share{0}), at_most(Share{1}),
            assumed("a run in the middle of a working day")));
}
void check(const SessionSpec& spec, Checker& checker);

struct AccessPolicySpec {
  Count rules{10};
  Duration cpu = std::chrono::microseconds(2);
  Share denied{0};
};
inline auto fields(Of<AccessPolicySpec>) {
  return list<AccessPolicySpec>(
      field("rules", &AccessPolicySpec::rules, "rules that a request is held against",
            at_least(std::int64_t{0}), at_most(std::int64_t{100'000}),
            assumed("groups, countries, networks, devices")),
      field("cpu", &AccessPolicySpec::cpu, "CPU time of one rule", at_least(Duration{0}),
            assumed("a few comparisons")),
      field("denied", &AccessPolicySpec::denied, "part of the users whom they keep out",
            at_least(Share{0}), at_most(Share{1}), assumed("people ask for what is theirs")));
}

/// Secrets of machines: looked up in the store, then kept by the PoP for a while.
struct AccessKeysSpec {
  Duration cache = std::chrono::minutes(1);
  Duration cpu = std::chrono::microseconds(5);
};
inline auto fields(Of<AccessKeysSpec>) {
  return list<AccessKeysSpec>(
      field("cache", &AccessKeysSpec::cache,
            "how long a PoP keeps a key that it looked up; a revoked one lives as long",
            at_least(Duration{0}), at_most(Duration{std::chrono::hours(24)}),
            source("values are kept 60 s where they are read (Cloudflare docs, KV)", "2026-11")),
      field("cpu", &AccessKeysSpec::cpu, "CPU time to compare one", at_least(Duration{0}),
            assumed("one hash")));
}

struct AccessGateSpec {
  Credential credential = Credential::user;
  IdentitySpec identity;
  SessionSpec session;
  ValidationChoice validation{"at_edge"};
  AccessKeysSpec keys;
  Duration certificate_cpu = std::chrono::microseconds(72);
  std::optional<PostureSpec> posture;
  AccessPolicySpec policy;
  NeedsStore needs_store = NeedsStore::logins;
};
inline auto fields(Of<AccessGateSpec>) {
  return list<AccessGateSpec>(
      field("credential", &AccessGateSpec::credential, "what a request shows",
            assumed("people at work")),
      field("identity", &AccessGateSpec::identity, "who logs people in"),
      field("session", &AccessGateSpec::session, "how long a login is good for"),
      field("validation", &AccessGateSpec::validation, "how a token is judged",
            assumed("signed tokens need no round trip")),
      field("keys", &AccessGateSpec::keys, "secrets of machines, for service_token and api_key"),
      field(
          "certificate_cpu", &AccessGateSpec::certificate_cpu,
          "CPU time to check a client's certificate, on each new connection", at_least(Duration{0}),
          source("ECDSA P-256 verify: 72 us (RSA-2048: 18 us), measured with OpenSSL 3.0 on a Xeon",
                 "2026-11")),
      field("posture", &AccessGateSpec::posture, "what devices report; absent: nobody asks"),
      field("policy", &AccessGateSpec::policy, "who may come in"),
      field("needs_store", &AccessGateSpec::needs_store, "what does not work without the store",
            source("with its store down, all logins failed and sessions went on (Cloudflare "
                   "incident of 2025-06-12)",
                   "2026-11")));
}
void check(const AccessGateSpec& spec, Checker& checker);

}  // namespace edgecase
