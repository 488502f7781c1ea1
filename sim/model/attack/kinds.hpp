#pragma once
// The menu of attacks. To add one: a file with its `profile`, its spec here, a line in kinds.cpp.

#include <string>

#include "model/attack/profile.hpp"
#include "model/attack/spec.hpp"

namespace edgecase {

// ---- packet floods ------------------------------------------------------------------------------

/// Reflected or direct UDP: saturates links.
struct VolumetricSpec {
  Bandwidth bandwidth{};
  Bytes packet{900};
};
std::vector<Field> fields(Of<VolumetricSpec>);
AttackProfile profile(const VolumetricSpec& spec);

/// Half-open connections: fills connection tables.
struct SynFloodSpec {
  Rate rate;
  Share spoofed{1};
  Bytes packet{60};
};
std::vector<Field> fields(Of<SynFloodSpec>);
AttackProfile profile(const SynFloodSpec& spec);

/// DNS queries to name servers.
struct DnsFloodSpec {
  Rate rate;
  Bytes packet{80};
};
std::vector<Field> fields(Of<DnsFloodSpec>);
AttackProfile profile(const DnsFloodSpec& spec);

// ---- request floods -----------------------------------------------------------------------------

namespace attack_fields {
template <class S>
auto rate() {
  return field("rate", &S::rate, "peak requests per second of all bots", required(),
               more_than(Rate{0}), at_most(Rate{1e12}));
}
template <class S>
auto bots() {
  return field("bots", &S::bots, "the bots that send them: 20k, or {count: 20k, rotate: 1min, …}");
}
}  // namespace attack_fields

/// Large numbers of ordinary requests.
struct HttpFloodSpec {
  Rate rate;
  BotnetSpec bots;
};
std::vector<Field> fields(Of<HttpFloodSpec>);
AttackProfile profile(const HttpFloodSpec& spec);

/// Random query strings: each request is for an object that is not cached.
struct CacheBustingSpec {
  Rate rate;
  BotnetSpec bots;
};
std::vector<Field> fields(Of<CacheBustingSpec>);
AttackProfile profile(const CacheBustingSpec& spec);

/// Logins with leaked passwords.
struct CredentialStuffingSpec {
  Rate rate;
  BotnetSpec bots{.count = Count{5'000},
                  .rotate = std::chrono::minutes(10),
                  .addresses = Count{1000},
                  .fingerprint = Fingerprint::realistic};
  Share valid{0.005};
};
std::vector<Field> fields(Of<CredentialStuffingSpec>);
AttackProfile profile(const CredentialStuffingSpec& spec);

/// Copies the whole catalogue, one object after the other.
struct ScrapingSpec {
  Rate rate;
  BotnetSpec bots{.count = Count{500},
                  .rotate = std::chrono::minutes(5),
                  .addresses = Count{1000},
                  .fingerprint = Fingerprint::realistic};
};
std::vector<Field> fields(Of<ScrapingSpec>);
AttackProfile profile(const ScrapingSpec& spec);

/// HTTP/2 streams that are cancelled immediately: the work is done, no response is sent.
struct RapidResetSpec {
  Rate rate;
  BotnetSpec bots;
  Count streams{100};
};
std::vector<Field> fields(Of<RapidResetSpec>);
AttackProfile profile(const RapidResetSpec& spec);

/// Connections kept open by sending slowly.
struct SlowRequestsSpec {
  Rate rate;
  Duration held = std::chrono::minutes(5);
};
std::vector<Field> fields(Of<SlowRequestsSpec>);
AttackProfile profile(const SlowRequestsSpec& spec);

/// Repeated requests to an expensive endpoint, such as a search or a report.
struct HotEndpointSpec {
  Rate rate;
  BotnetSpec bots{.fingerprint = Fingerprint::realistic};
  double cpu_factor = 10;
};
std::vector<Field> fields(Of<HotEndpointSpec>);
AttackProfile profile(const HotEndpointSpec& spec);

/// Denial of wallet: below rate limits, but each request runs code and moves bytes.
struct DenialOfWalletSpec {
  Rate rate;
  BotnetSpec bots{.count = Count{50'000},
                  .rotate = std::chrono::hours(1),
                  .addresses = Count{100},
                  .fingerprint = Fingerprint::realistic};
  double cpu_factor = 1;
};
std::vector<Field> fields(Of<DenialOfWalletSpec>);
AttackProfile profile(const DenialOfWalletSpec& spec);

/// An exploit that no rule matches until one is released.
struct ZeroDaySpec {
  Rate rate;
  BotnetSpec bots{.count = Count{2'000}};
  Share succeeds{0.01};
};
std::vector<Field> fields(Of<ZeroDaySpec>);
AttackProfile profile(const ZeroDaySpec& spec);

/// A real-world attack: a file of the attacks catalogue.
struct PresetSpec {
  std::string of;
};
std::vector<Field> fields(Of<PresetSpec>);

/// The profile of the chosen kind. Requires: not a preset (see resolve_attack()).
AttackProfile profile_of(const AttackChoice& choice);

}  // namespace edgecase
