#pragma once
// Whether the site's name still resolves while its authoritative servers are down: for those who
// looked it up before, as long as a cache on their way keeps the address.
//
//   names.fails(now);                                  // the authority is down from now on
//   if (names.down() && !names.resolves(…)) …          // for each request of a person
//
// The address that a request uses was looked up when its connection was opened, or up to a minute
// before by its device. At that time its resolver had it if it had cached it before the outage and
// not for longer than its ttl: a resolver with lookups at rate λ has it with probability λT/(1+λT),
// for a uniformly distributed remainder of T (K02 of the name lookups' law). A share of resolvers
// keeps addresses longer than their ttl.
// Assumes: a device asks for the name as often as `asked` says. Not modelled: resolvers that serve
// expired addresses on purpose (RFC 8767), negative caching after the outage.
// Test: tests/laws/names_down.cpp

#include <cstdint>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

class Names {
 public:
  Names(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication);

  void fails(Instant now) {
    if (outages_++ == 0) since_ = now;
  }
  void recovers() { --outages_; }
  bool down() const { return outages_ > 0; }

  /// Whether a request of this metro, at this time, knows where to go. `resolver_bits` choose its
  /// resolver and whether its device has to ask.
  bool resolves(std::uint16_t metro, std::uint32_t resolver_bits, std::uint64_t number,
                bool new_connection, Instant now) const;
  /// When the address was looked up that the resolver of a request's user gives now. A resolver
  /// that has forgotten it looks it up now.
  Instant looked_up(std::uint16_t metro, std::uint32_t resolver_bits, Instant now) const;
  /// Until when a resolver that cached the address before this time keeps it; that time: it had
  /// not.
  Instant kept_until(const MetroPlan& metro, std::uint32_t resolver, Instant since) const;

 private:
  /// For how long a resolver keeps the address, and the chance that it has it.
  struct Memory {
    double keeps_s;
    double knows;
  };
  Memory memory_of(const MetroPlan& metro, std::uint64_t resolver) const;

  const Blueprint& plan_;
  const DnsSpec& spec_;
  double connection_age_s_;  // mean, of connections that are used again
  Stream draws_;
  int outages_ = 0;
  Instant since_{};
};

/// How long a request without an address takes to fail: the timeout of a query (glibc: 5 s).
inline constexpr Duration name_timeout = std::chrono::seconds(5);

}  // namespace edgecase
