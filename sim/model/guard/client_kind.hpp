#pragma once
// The kinds of clients that guards can distinguish.

#include <array>
#include <cstddef>
#include <cstdint>

namespace edgecase {

/// A crude bot is a script; a realistic one uses or imitates a browser.
enum class ClientKind : std::uint8_t { person, crude_bot, realistic_bot };
constexpr std::size_t client_kinds = 3;

}  // namespace edgecase
