#include "model/access/spec.hpp"

#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

std::vector<Field> fields(Of<SessionSpec>) {
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

std::vector<Field> fields(Of<AccessPolicySpec>) {
  return list<AccessPolicySpec>(
      field("rules", &AccessPolicySpec::rules, "rules that a request is held against",
            at_least(std::int64_t{0}), at_most(std::int64_t{100'000}),
            assumed("groups, countries, networks, devices")),
      field("cpu", &AccessPolicySpec::cpu, "CPU time of one rule", at_least(Duration{0}),
            assumed("a few comparisons")),
      field("denied", &AccessPolicySpec::denied, "part of the users whom they keep out",
            at_least(Share{0}), at_most(Share{1}), assumed("people ask for what is theirs")));
}

std::vector<Field> fields(Of<AccessKeysSpec>) {
  return list<AccessKeysSpec>(
      field("cache", &AccessKeysSpec::cache,
            "how long a PoP keeps a key that it looked up; a revoked one lives as long",
            at_least(Duration{0}), at_most(Duration{std::chrono::hours(24)}),
            source("values are kept 60 s where they are read (Cloudflare docs, KV)", "2026-11")),
      field("cpu", &AccessKeysSpec::cpu, "CPU time to compare one", at_least(Duration{0}),
            assumed("one hash")));
}

std::vector<Field> fields(Of<AccessGateSpec>) {
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

Menu menu(Of<ValidationMenu>) {
  return {{alternative<EdgeValidationSpec>("at_edge", "by its signature, where the request stands"),
           alternative<IntrospectionSpec>("introspection", "by asking a central place")}};
}

void check(const SessionSpec& spec, Checker& checker) {
  if (checker.written("token") && spec.token > spec.lifetime) {
    checker.report("token", {code::unordered, "a token outlives the session that it stands for",
                             "above `lifetime`", "raise `lifetime`, or lower `token`"});
  }
}

void check(const AccessGateSpec& spec, Checker& checker) {
  const auto idle = [&](const char* key, const char* who) {
    if (!checker.written(key)) return;
    checker.report(key, {code::changes_nothing, std::string("only ") + who, "changes nothing",
                         "leave it out", Severity::warning});
  };
  const bool user = spec.credential == Credential::user;
  if (!user) {
    idle("identity", "people log in");
    idle("session", "people have sessions");
    const bool looked_up = spec.credential != Credential::certificate;
    if (looked_up && spec.needs_store != NeedsStore::nothing)
      idle("validation", "tokens are validated; keys are looked up");
    idle("posture", "people's devices report");
  }
  if (user || spec.credential == Credential::certificate) {
    idle("keys", "machines have keys that are looked up");
  }
  if (!user && spec.needs_store == NeedsStore::nothing) {
    idle("keys.cache", "keys that are looked up are kept; here PoPs have them all");
  }
  if (spec.credential != Credential::certificate) {
    idle("certificate_cpu", "certificates are checked so");
  }
}

}  // namespace edgecase
