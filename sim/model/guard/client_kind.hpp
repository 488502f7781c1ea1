#pragma once
// Who is behind a request, as far as guards can tell the difference.

#include <array>
#include <cstddef>
#include <cstdint>

namespace edgecase {

/// A crude bot is a script; a realistic one drives a browser, or looks like one on the wire.
enum class ClientKind : std::uint8_t { person, crude_bot, realistic_bot };
constexpr std::size_t client_kinds = 3;

}  // namespace edgecase
