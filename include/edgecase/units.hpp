#pragma once
// Quantities with their units. Time and size are exact integers on every path that counts; floating
// point lives only inside distributions and estimators. Mixing units does not compile.

#include <chrono>
#include <compare>
#include <cstdint>

namespace edgecase {

/// The clock of the simulation: nanoseconds since the start of the run. Range: +-292 years.
struct SimClock {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = std::chrono::duration<rep, period>;  // libc++ counts nanoseconds in long long
  using time_point = std::chrono::time_point<SimClock>;
  static constexpr bool is_steady = true;
};
using Duration = SimClock::duration;
using Instant = SimClock::time_point;

/// Seconds as a floating-point number, for distributions and reports.
constexpr double in_seconds(Duration d) { return static_cast<double>(d.count()) * 1e-9; }
/// The nearest whole nanosecond; the one place where seconds become simulation time.
constexpr Duration from_seconds(double s) {
  return Duration{static_cast<std::int64_t>(s * 1e9 + (s < 0 ? -0.5 : 0.5))};
}

/// A size in bytes. GB is 10^9, GiB is 2^30; both are understood wherever a size is written.
struct Bytes {
  std::int64_t count = 0;
  friend constexpr auto operator<=>(Bytes, Bytes) = default;
  constexpr Bytes& operator+=(Bytes o) {
    count += o.count;
    return *this;
  }
  constexpr Bytes& operator-=(Bytes o) {
    count -= o.count;
    return *this;
  }
  friend constexpr Bytes operator+(Bytes a, Bytes b) { return {a.count + b.count}; }
  friend constexpr Bytes operator-(Bytes a, Bytes b) { return {a.count - b.count}; }
  friend constexpr Bytes operator*(Bytes a, std::int64_t n) { return {a.count * n}; }
};

/// Events per second (requests, purges, writes).
struct Rate {
  double per_second = 0;
  friend constexpr auto operator<=>(Rate, Rate) = default;
};

/// Bits per second of a link or an access line.
struct Bandwidth {
  double bits_per_second = 0;
  friend constexpr auto operator<=>(Bandwidth, Bandwidth) = default;
};

/// A part of a whole, 0 to 1; written as 35%. Values above 1 are allowed where a field says so
/// (a traffic phase of 1000%).
struct Share {
  double value = 0;
  friend constexpr auto operator<=>(Share, Share) = default;
};

/// US dollars as whole nano-dollars: exact to +-9.2 billion dollars.
struct Money {
  std::int64_t nano_dollars = 0;
  friend constexpr auto operator<=>(Money, Money) = default;
  constexpr Money& operator+=(Money o) {
    nano_dollars += o.nano_dollars;
    return *this;
  }
  friend constexpr Money operator+(Money a, Money b) { return {a.nano_dollars + b.nano_dollars}; }
  friend constexpr Money operator-(Money a, Money b) { return {a.nano_dollars - b.nano_dollars}; }
};
constexpr double in_dollars(Money m) { return static_cast<double>(m.nano_dollars) * 1e-9; }

/// A number of things (workers, queue places, objects) that may also be without limit.
struct Count {
  static constexpr std::int64_t no_limit = INT64_MAX;
  std::int64_t value = 0;
  constexpr bool unlimited() const { return value == no_limit; }
  friend constexpr auto operator<=>(Count, Count) = default;
};
constexpr Count unlimited{Count::no_limit};

inline namespace literals {
using namespace std::chrono_literals;
constexpr Bytes operator""_B(unsigned long long n) { return {static_cast<std::int64_t>(n)}; }
constexpr Bytes operator""_kB(unsigned long long n) {
  return {static_cast<std::int64_t>(n) * 1000};
}
constexpr Bytes operator""_MB(unsigned long long n) {
  return {static_cast<std::int64_t>(n) * 1000000};
}
constexpr Bytes operator""_GB(unsigned long long n) {
  return {static_cast<std::int64_t>(n) * 1000000000};
}
constexpr Bytes operator""_GiB(unsigned long long n) {
  return {static_cast<std::int64_t>(n) << 30};
}
constexpr Share operator""_percent(unsigned long long n) { return {static_cast<double>(n) / 100}; }
constexpr Share operator""_percent(long double n) { return {static_cast<double>(n) / 100}; }
}  // namespace literals

}  // namespace edgecase
