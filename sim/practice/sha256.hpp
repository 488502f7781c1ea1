#pragma once
// SHA-256 and HMAC-SHA-256: the chain of a session's log, and the assignment of variants.
// Source: FIPS 180-4; RFC 2104.

#include <string>
#include <string_view>

namespace edgecase {

/// 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
std::string hmac_sha256_hex(std::string_view key, std::string_view bytes);

}  // namespace edgecase
