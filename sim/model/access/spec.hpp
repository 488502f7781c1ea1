#pragma once
// Access control of a design: `design.access.NAME`.

#include <cstdint>
#include <optional>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"
#include "model/access/identity.hpp"
#include "model/access/posture.hpp"
#include "model/access/validation.hpp"

namespace edgecase {

enum class Credential : std::uint8_t { user, service_token, api_key, certificate };
inline auto names(Of<Credential>) {
  return enumerators<Credential>(
      {{"user", Credential::user, "a user with a session at an identity provider"},
       {"service_token", Credential::service_token, "a machine's id and secret"},
       {"api_key", Credential::api_key, "the key of an API consumer"},
       {"certificate", Credential::certificate, "a client certificate (mTLS)"}});
}

enum class NeedsStore : std::uint8_t { nothing, logins, everything };
inline auto names(Of<NeedsStore>) {
  return enumerators<NeedsStore>(
      {{"nothing", NeedsStore::nothing, "PoPs have all data locally"},
       {"logins", NeedsStore::logins, "logins and token renewals; valid tokens keep working"},
       {"everything", NeedsStore::everything, "every request"}});
}

struct SessionSpec {
  Duration lifetime = std::chrono::hours(24);
  Duration token = std::chrono::hours(24);
  Share already_in{0.9};
};
std::vector<Field> fields(Of<SessionSpec>);
void check(const SessionSpec& spec, Checker& checker);

struct AccessPolicySpec {
  Count rules{10};
  Duration cpu = std::chrono::microseconds(2);
  Share denied{0};
};
std::vector<Field> fields(Of<AccessPolicySpec>);

/// Secrets of machines: looked up in the store, then cached by the PoP.
struct AccessKeysSpec {
  Duration cache = std::chrono::minutes(1);
  Duration cpu = std::chrono::microseconds(5);
};
std::vector<Field> fields(Of<AccessKeysSpec>);

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
std::vector<Field> fields(Of<AccessGateSpec>);
void check(const AccessGateSpec& spec, Checker& checker);

}  // namespace edgecase
