#pragma once
// What an attack of any kind comes down to: how much of what at its peak, who sends it, and what
// its requests are like. The kinds (kinds.hpp) each make one; nobody else knows kinds by name.

#include <cstdint>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

/// What guards and servers see of it: packets only, connections that ask for nothing, or requests.
enum class AttackLayer : std::uint8_t { packets, connections, requests };

enum class Fingerprint : std::uint8_t { crude, realistic };
inline auto names(Of<Fingerprint>) {
  return enumerators<Fingerprint>(
      {{"crude", Fingerprint::crude, "scripts: no cookies, odd headers, one TLS hello"},
       {"realistic", Fingerprint::realistic, "real browsers, or good copies of them"}});
}

/// Who sends requests.
struct BotnetSpec {
  Count count{20'000};
  Duration rotate{};
  Count addresses{1};
  Fingerprint fingerprint = Fingerprint::crude;
};
std::vector<Field> fields(Of<BotnetSpec>);

void check(const BotnetSpec& spec, Checker& checker);

/// A second of an attack; of all places together unless said otherwise.
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

/// Which object an attack's request asks for.
enum class AttackedObject : std::uint8_t {
  as_people,  ///< by the route's own popularity
  unique,     ///< one that nobody has asked for: a random query string
  hottest,    ///< always the same
  in_turn     ///< one after the other: a copy of the whole catalogue
};

struct AttackTraits {
  AttackedObject object = AttackedObject::as_people;
  bool cancelled = false;  ///< the stream is reset at once: work without an answer
  Duration held{};         ///< how long each connection or request is kept open by a slow sender
  double cpu_factor = 1;   ///< CPU of the function, relative to a request of people
  double logins = 0;       ///< part of the requests that try to log in
  double valid = 0;        ///< part of these that hit a password
  double exploits = 0;     ///< part that succeeds where no rule stops it; only of a zero-day
  double spoofed = 0;      ///< part of the packets whose sender's address is made up
};

struct AttackProfile {
  AttackLayer layer = AttackLayer::packets;
  AttackFlow peak;
  BotnetSpec bots;  ///< of requests and connections
  AttackTraits traits;
};

}  // namespace edgecase
