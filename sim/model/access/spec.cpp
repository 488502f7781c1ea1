#include "model/access/spec.hpp"

#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

std::vector<Field> fields(Of<SessionSpec>) {
  return list<SessionSpec>(
      field("lifetime", &SessionSpec::lifetime,
            "time after a login until the user must log in again", more_than(Duration{0}),
            at_most(Duration{std::chrono::hours(24 * 31)}),
            source("global session: 15 minutes to a month, default 24 hours (Cloudflare docs, "
                   "session management)",
                   "2026-11")),
      field("token", &SessionSpec::token,
            "validity of a token (at most that of its session); then a new one is issued silently "
            "while "
            "the session lasts",
            more_than(Duration{0}), at_most(Duration{std::chrono::hours(24 * 31)}),
            source("application session: default 24 hours (Cloudflare docs, session "
                   "management)",
                   "2026-11")),
      field("already_in", &SessionSpec::already_in,
            "share of users who already have a session, of random age, at their first request",
            at_least(Share{0}), at_most(Share{1}),
            assumed("the run starts in the middle of a working day")));
}

std::vector<Field> fields(Of<AccessPolicySpec>) {
  return list<AccessPolicySpec>(
      field("rules", &AccessPolicySpec::rules, "number of rules evaluated per request",
            at_least(std::int64_t{0}), at_most(std::int64_t{100'000}),
            assumed("groups, countries, networks, devices")),
      field("cpu", &AccessPolicySpec::cpu, "CPU time per rule", at_least(Duration{0}),
            assumed("a few comparisons")),
      field("denied", &AccessPolicySpec::denied, "share of users denied by the rules",
            at_least(Share{0}), at_most(Share{1}),
            assumed("users request resources they have access to")));
}

std::vector<Field> fields(Of<AccessKeysSpec>) {
  return list<AccessKeysSpec>(
      field("cache", &AccessKeysSpec::cache,
            "how long a PoP caches a key; a revoked key stays valid as long", at_least(Duration{0}),
            at_most(Duration{std::chrono::hours(24)}),
            source("values are cached for 60 s where they are read (Cloudflare docs, KV)",
                   "2026-11")),
      field("cpu", &AccessKeysSpec::cpu, "CPU time to check a key", at_least(Duration{0}),
            assumed("one hash")));
}

std::vector<Field> fields(Of<AccessGateSpec>) {
  return list<AccessGateSpec>(
      field("credential", &AccessGateSpec::credential, "credential of a request",
            assumed("employees")),
      field("identity", &AccessGateSpec::identity, "the identity provider"),
      field("session", &AccessGateSpec::session, "validity of logins and tokens"),
      field("validation", &AccessGateSpec::validation, "how tokens are validated",
            assumed("signed tokens need no round trip")),
      field("keys", &AccessGateSpec::keys, "secrets of machines (service_token and api_key)"),
      field(
          "certificate_cpu", &AccessGateSpec::certificate_cpu,
          "CPU time to check a client's certificate, on each new connection", at_least(Duration{0}),
          source("ECDSA P-256 verify: 72 us (RSA-2048: 18 us), measured with OpenSSL 3.0 on a Xeon",
                 "2026-11")),
      field("posture", &AccessGateSpec::posture, "device posture checks; absent: none"),
      field("policy", &AccessGateSpec::policy, "authorisation rules"),
      field("needs_store", &AccessGateSpec::needs_store, "what fails when the store is down",
            source("with its store down, all logins failed and sessions continued (Cloudflare "
                   "incident of 2025-06-12)",
                   "2026-11")));
}

Menu menu(Of<ValidationMenu>) {
  return {{alternative<EdgeValidationSpec>("at_edge", "signature check in the PoP"),
           alternative<IntrospectionSpec>("introspection", "query to a central endpoint")}};
}

void check(const SessionSpec& spec, Checker& checker) {
  if (checker.written("token") && spec.token > spec.lifetime) {
    checker.report("token", {code::unordered, "a token must not outlive its session",
                             "longer than `lifetime`", "increase `lifetime` or decrease `token`"});
  }
}

void check(const AccessGateSpec& spec, Checker& checker) {
  const auto idle = [&](const char* key, const char* when) {
    if (!checker.written(key)) return;
    checker.report(key, {code::changes_nothing, std::string("only used ") + when, "has no effect",
                         "remove it", Severity::warning});
  };
  const bool user = spec.credential == Credential::user;
  if (!user) {
    idle("identity", "with `credential: user`");
    idle("session", "with `credential: user`");
    const bool looked_up = spec.credential != Credential::certificate;
    if (looked_up && spec.needs_store != NeedsStore::nothing)
      idle("validation", "for tokens; keys are looked up");
    idle("posture", "with `credential: user`");
  }
  if (user || spec.credential == Credential::certificate) {
    idle("keys", "with `credential: service_token` or `api_key`");
  }
  if (!user && spec.needs_store == NeedsStore::nothing) {
    idle("keys.cache", "if keys are looked up; here PoPs have all keys");
  }
  if (spec.credential != Credential::certificate) {
    idle("certificate_cpu", "with `credential: certificate`");
  }
}

}  // namespace edgecase
