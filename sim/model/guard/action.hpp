#pragma once
// The action of a guard on a matching request.

#include <cstdint>

#include "load/type/fields.hpp"

namespace edgecase {

enum class GuardAction : std::uint8_t { block, challenge, log };
inline auto names(Of<GuardAction>) {
  return enumerators<GuardAction>(
      {{"block", GuardAction::block, "refused immediately (403, or 429 by a rate limit)"},
       {"challenge", GuardAction::challenge, "must first pass a browser challenge"},
       {"log", GuardAction::log, "logged and admitted"}});
}

}  // namespace edgecase
