#pragma once
// The kinds of whatever makes an answer: what a cache's miss, a route or a function's sub-request
// may name.

#include <cstdint>

namespace edgecase {

enum class UpstreamKind : std::uint8_t {
  origin,
  function,
  cache,
  store,   ///< of the design
  remote,  ///< a place that answers after the round trip alone: a third party's API
};

}  // namespace edgecase
