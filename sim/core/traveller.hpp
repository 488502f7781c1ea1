#pragma once
// Coroutines that live in simulated time, with their frames in the engine's slab.
//
//   Traveller serve(World& world, Request r)   a life of its own: starts at the call, frees itself at its end
//   Step<Content> fetch(World& world, ...)     a part of a life: runs when awaited, hands back a value
//
// The first argument (or the object, for member functions) that has an .engine() provides the
// frame's memory. Arguments are copied into the frame as usual: pass references only to what outlives it.

#include <concepts>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <utility>

#include "core/engine.hpp"

namespace edgecase {

class Traveller {
 public:
  struct promise_type;
};

template <class T = void>
class [[nodiscard]] Step;

}  // namespace edgecase
