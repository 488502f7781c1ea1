#pragma once
// Where requests come from: metros, their resolvers, access lines, and connections to PoPs.

#include <cstdint>
#include <vector>

#include "core/alias.hpp"
#include "core/distribution.hpp"
#include "model/net/transport.hpp"

namespace edgecase {

/// One kind of access line.
struct AccessLine {
  QuantileTable rtt_ns;
  Download download;
};

/// How a request's connection was set up: round trips before the request can be sent.
struct ConnectionKind {
  int tcp = 0;
  int tls = 0;
  bool is_new = false;
};

struct MetroPlan {
  std::uint8_t region = 0;
  std::uint8_t access_mix = 0;
  std::uint32_t first_resolver = 0;
  std::uint32_t resolvers = 1;
  double resolver_knows = 0;  ///< chance that one has the address cached when the run begins
};

struct ClientsPlan {
  std::vector<MetroPlan> metros = {};
  std::uint32_t resolvers = 0;
  std::vector<AliasTable> access_mixes = {};
  std::vector<AccessLine> access_lines = {};
  QuantileTable jitter_ns;
  AliasTable connections = {};
  std::vector<ConnectionKind> connection_kinds = {};
  std::uint8_t fresh_connection = 0;  ///< what a client opens after losing one
  double asks_again = 0;              ///< share of a person's requests that repeat the last one
};

}  // namespace edgecase
