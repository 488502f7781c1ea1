#pragma once
// The menu of attacks. To add one: a file with its `profile`, its spec here, a line in kinds.cpp.

#include <string>

#include "model/attack/profile.hpp"
#include "model/attack/spec.hpp"

namespace edgecase {

// ---- floods of packets --------------------------------------------------------------------------

/// Reflected or direct UDP: fills links.
struct VolumetricSpec {
  Bandwidth bandwidth{};
  Bytes packet{900};
};
inline auto fields(Of<VolumetricSpec>) {
  return list<VolumetricSpec>(
      field("bandwidth", &VolumetricSpec::bandwidth, "its peak, all places together", required(),
            more_than(Bandwidth{0}), at_most(Bandwidth{1e16})),
      field("packet", &VolumetricSpec::packet, "size of a packet on the wire", at_least(64_B),
            at_most(9000_B),
            assumed("reflected answers fill packets, plain UDP floods use a few hundred bytes")));
}
AttackProfile profile(const VolumetricSpec& spec);

/// Half-open connections: fills tables.
struct SynFloodSpec {
  Rate rate;
  Share spoofed{1};
  Bytes packet{60};
};
inline auto fields(Of<SynFloodSpec>) {
  return list<SynFloodSpec>(
      field("rate", &SynFloodSpec::rate, "SYN packets a second at its peak", required(),
            more_than(Rate{0}), at_most(Rate{1e13})),
      field("spoofed", &SynFloodSpec::spoofed, "part whose sender is made up: nobody ever answers",
            at_least(Share{0}), at_most(Share{1}), assumed("spoofing is what makes it work")),
      field("packet", &SynFloodSpec::packet, "size of a packet on the wire", at_least(40_B),
            at_most(1500_B), assumed("a SYN with its options, no data")));
}
AttackProfile profile(const SynFloodSpec& spec);

/// Questions to name servers.
struct DnsFloodSpec {
  Rate rate;
  Bytes packet{80};
};
inline auto fields(Of<DnsFloodSpec>) {
  return list<DnsFloodSpec>(
      field("rate", &DnsFloodSpec::rate, "questions a second at its peak", required(),
            more_than(Rate{0}), at_most(Rate{1e13})),
      field("packet", &DnsFloodSpec::packet, "size of a question on the wire", at_least(40_B),
            at_most(1500_B), assumed("one name of some 30 characters")));
}
AttackProfile profile(const DnsFloodSpec& spec);

// ---- floods of requests -------------------------------------------------------------------------

namespace attack_fields {
template <class S>
auto rate() {
  return field("rate", &S::rate, "requests a second of all bots at its peak", required(),
               more_than(Rate{0}), at_most(Rate{1e12}));
}
template <class S>
auto bots() {
  return field("bots", &S::bots, "who sends them: bots: 20k, or {count: 20k, rotate: 1min, …}");
}
}  // namespace attack_fields

/// Requests like people's, too many of them.
struct HttpFloodSpec {
  Rate rate;
  BotnetSpec bots;
};
inline auto fields(Of<HttpFloodSpec>) {
  return list<HttpFloodSpec>(attack_fields::rate<HttpFloodSpec>(),
                             attack_fields::bots<HttpFloodSpec>());
}
AttackProfile profile(const HttpFloodSpec& spec);

/// Random query strings: each request is for an object that no cache has.
struct CacheBustingSpec {
  Rate rate;
  BotnetSpec bots;
};
inline auto fields(Of<CacheBustingSpec>) {
  return list<CacheBustingSpec>(attack_fields::rate<CacheBustingSpec>(),
                                attack_fields::bots<CacheBustingSpec>());
}
AttackProfile profile(const CacheBustingSpec& spec);

/// Logins with passwords that leaked elsewhere.
struct CredentialStuffingSpec {
  Rate rate;
  BotnetSpec bots{.count = Count{5'000},
                  .rotate = std::chrono::minutes(10),
                  .addresses = Count{1000},
                  .fingerprint = Fingerprint::realistic};
  Share valid{0.005};
};
inline auto fields(Of<CredentialStuffingSpec>) {
  return list<CredentialStuffingSpec>(
      attack_fields::rate<CredentialStuffingSpec>(), attack_fields::bots<CredentialStuffingSpec>(),
      field("valid", &CredentialStuffingSpec::valid, "part of the tries whose password is right",
            at_least(Share{0}), at_most(Share{1}),
            assumed("reused passwords: a few in a thousand")));
}
AttackProfile profile(const CredentialStuffingSpec& spec);

/// A copy of everything, one object after the other.
struct ScrapingSpec {
  Rate rate;
  BotnetSpec bots{.count = Count{500},
                  .rotate = std::chrono::minutes(5),
                  .addresses = Count{1000},
                  .fingerprint = Fingerprint::realistic};
};
inline auto fields(Of<ScrapingSpec>) {
  return list<ScrapingSpec>(attack_fields::rate<ScrapingSpec>(),
                            attack_fields::bots<ScrapingSpec>());
}
AttackProfile profile(const ScrapingSpec& spec);

/// HTTP/2 streams that are opened and cancelled at once: the work is done, no answer is sent.
struct RapidResetSpec {
  Rate rate;
  BotnetSpec bots;
  Count streams{100};
};
inline auto fields(Of<RapidResetSpec>) {
  return list<RapidResetSpec>(
      attack_fields::rate<RapidResetSpec>(), attack_fields::bots<RapidResetSpec>(),
      field("streams", &RapidResetSpec::streams, "streams on one connection before a new one",
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000'000}),
            source("cancelled streams do not count against MAX_CONCURRENT_STREAMS, usually 100 "
                   "(CVE-2023-44487)",
                   "2026-11")));
}
AttackProfile profile(const RapidResetSpec& spec);

/// Connections that send so slowly that they stay open.
struct SlowRequestsSpec {
  Rate rate;
  Duration held = std::chrono::minutes(5);
};
inline auto fields(Of<SlowRequestsSpec>) {
  return list<SlowRequestsSpec>(
      field("rate", &SlowRequestsSpec::rate, "new connections a second of all bots at its peak",
            required(), more_than(Rate{0}), at_most(Rate{1e12})),
      field("held", &SlowRequestsSpec::held, "how long each is kept open, if nobody closes it",
            more_than(Duration{0}), at_most(Duration{std::chrono::hours(24)}),
            assumed("a header line now and then resets usual timeouts")));
}
AttackProfile profile(const SlowRequestsSpec& spec);

/// One expensive thing again and again: a search, a report.
struct HotEndpointSpec {
  Rate rate;
  BotnetSpec bots{.fingerprint = Fingerprint::realistic};
  double cpu_factor = 10;
};
inline auto fields(Of<HotEndpointSpec>) {
  return list<HotEndpointSpec>(
      attack_fields::rate<HotEndpointSpec>(), attack_fields::bots<HotEndpointSpec>(),
      field("cpu_factor", &HotEndpointSpec::cpu_factor,
            "CPU time of one, relative to what people ask of the route", more_than(0.0),
            at_most(1e6), assumed("a search without an index against a page")));
}
AttackProfile profile(const HotEndpointSpec& spec);

/// Slow enough for every limit, long enough for the bill: each request runs code and moves bytes.
struct DenialOfWalletSpec {
  Rate rate;
  BotnetSpec bots{.count = Count{50'000},
                  .rotate = std::chrono::hours(1),
                  .addresses = Count{100},
                  .fingerprint = Fingerprint::realistic};
  double cpu_factor = 1;
};
inline auto fields(Of<DenialOfWalletSpec>) {
  return list<DenialOfWalletSpec>(
      attack_fields::rate<DenialOfWalletSpec>(), attack_fields::bots<DenialOfWalletSpec>(),
      field("cpu_factor", &DenialOfWalletSpec::cpu_factor,
            "CPU time of one, relative to what people ask of the route", more_than(0.0),
            at_most(1e6), assumed("looks like people, in numbers")));
}
AttackProfile profile(const DenialOfWalletSpec& spec);

/// An exploit that no rule matches before one is written for it.
struct ZeroDaySpec {
  Rate rate;
  BotnetSpec bots{.count = Count{2'000}};
  Share succeeds{0.01};
};
inline auto fields(Of<ZeroDaySpec>) {
  return list<ZeroDaySpec>(
      attack_fields::rate<ZeroDaySpec>(), attack_fields::bots<ZeroDaySpec>(),
      field("succeeds", &ZeroDaySpec::succeeds,
            "part of the attempts that work where no rule stops them", at_least(Share{0}),
            at_most(Share{1}), assumed("most try targets that do not run the software")));
}
AttackProfile profile(const ZeroDaySpec& spec);

/// An attack that has been seen: a file of the attacks catalogue.
struct PresetSpec {
  std::string of;
};
inline auto fields(Of<PresetSpec>) {
  return list<PresetSpec>(
      field("of", &PresetSpec::of, "a file of the attacks catalogue", shorthand(), required()));
}

/// What the chosen kind comes down to. Requires: not a preset; resolve_attack() puts its kind in.
AttackProfile profile_of(const AttackChoice& choice);

}  // namespace edgecase
