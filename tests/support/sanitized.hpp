#pragma once
// Whether this build looks for mistakes of memory (ASan, UBSan). It is ten times slower, and what
// it looks for shows in few draws and small worlds. A test that makes its world smaller here either
// states its tolerance in standard errors or leaves the verdict to the Release build, which runs
// the same test on the whole world.

#include <doctest/doctest.h>

namespace edgecase::testing {

#ifndef __has_feature  // g++ says it with a macro, clang with a feature
#define __has_feature(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

/// How many of what makes a test long: replications, draws, seconds.
template <class T>
constexpr T as_many_as(T usually, T under_sanitizers) {
  return sanitized ? under_sanitizers : usually;
}

/// A verdict on numbers that only a whole world has. Under sanitizers the expression is computed,
/// because reading a number is code too, and not judged.
#define CHECK_NUMBERS(...)                        \
  do {                                            \
    if constexpr (edgecase::testing::sanitized) { \
      static_cast<void>(__VA_ARGS__);             \
    } else {                                      \
      CHECK(__VA_ARGS__);                         \
    }                                             \
  } while (false)

}  // namespace edgecase::testing
