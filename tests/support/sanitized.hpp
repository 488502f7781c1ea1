#pragma once
// Whether this build looks for mistakes of memory (ASan, UBSan). It is ten times slower, and what
// it looks for shows in fewer draws; whoever draws fewer states its tolerance in standard errors.

namespace edgecase::testing {

#ifdef __SANITIZE_ADDRESS__
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

}  // namespace edgecase::testing
