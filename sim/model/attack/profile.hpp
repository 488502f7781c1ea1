#pragma once
// The common profile of attacks: peak load, senders, and properties of the requests. Each kind
// (kinds.hpp) produces one; no other code depends on the kinds.

#include <cstdint>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

/// The layer of the attack: packets, connections without requests, or requests.
enum class AttackLayer : std::uint8_t { packets, connections, requests };

enum class Fingerprint : std::uint8_t { crude, realistic };
inline auto names(Of<Fingerprint>) {
  return enumerators<Fingerprint>(
      {{"crude", Fingerprint::crude,
        "scripts: no cookies, unusual headers, identical TLS fingerprints"},
       {"realistic", Fingerprint::realistic, "real browsers, or good imitations"}});
}

/// The bots that send requests.
struct BotnetSpec {
  Count count{20'000};
  Duration rotate{};
  Count addresses{1};
  Fingerprint fingerprint = Fingerprint::crude;
};
std::vector<Field> fields(Of<BotnetSpec>);

void check(const BotnetSpec& spec, Checker& checker);

/// One second of an attack; total of all places unless stated otherwise.
struct AttackFlow {
  double bits = 0;
  double packets = 0;
  double connections = 0;  ///< new ones
  double requests = 0;
  friend AttackFlow operator*(AttackFlow f, double by) {
    return {f.bits * by, f.packets * by, f.connections * by, f.requests * by};
  }
  AttackFlow& operator+=(const AttackFlow& o) {
    bits += o.bits;
    packets += o.packets;
    connections += o.connections;
    requests += o.requests;
    return *this;
  }
};

/// The object that an attack's request is for.
enum class AttackedObject : std::uint8_t {
  as_people,  ///< by the route's own popularity
  unique,     ///< a new object each time: a random query string
  hottest,    ///< always the same object
  in_turn     ///< one after the other: the whole catalogue
};

struct AttackTraits {
  AttackedObject object = AttackedObject::as_people;
  bool cancelled = false;  ///< the stream is reset immediately: work without a response
  Duration held{};         ///< how long a slow sender keeps each connection or request open
  double cpu_factor = 1;   ///< CPU time of the function, relative to a user request
  double logins = 0;       ///< share of requests that try to log in
  double valid = 0;        ///< share of these with a valid password
  double exploits = 0;     ///< share that succeeds unless a rule stops it; zero-day only
  double spoofed = 0;      ///< share of packets with a spoofed source address
};

struct AttackProfile {
  AttackLayer layer = AttackLayer::packets;
  AttackFlow peak;
  BotnetSpec bots;  ///< of requests and connections
  AttackTraits traits;
};

}  // namespace edgecase
