#pragma once
// What a guard does with a request that it objects to.

#include <cstdint>

#include "load/type/fields.hpp"

namespace edgecase {

enum class GuardAction : std::uint8_t { block, challenge, log };
inline auto names(Of<GuardAction>) {
  return enumerators<GuardAction>(
      {{"block", GuardAction::block, "refused at once (403, or 429 by a rate limit)"},
       {"challenge", GuardAction::challenge, "must prove to be a person's browser first"},
       {"log", GuardAction::log, "counted, and let through"}});
}

}  // namespace edgecase
