#pragma once
// How the stages of a request's way follow each other.

#include <cstdint>

namespace edgecase {

/// What a stage says of the request it was given.
enum class Next : std::uint8_t {
  goes_on,  ///< to the stage after this one
  waits,    ///< it will go on, or start again, at a later time
  ended,    ///< its end is recorded
};

}  // namespace edgecase
