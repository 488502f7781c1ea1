#pragma once
// Types of members that merge by a rule of their own (merge.hpp), where plain numbers are added.

#include <algorithm>
#include <cstdint>

#include "core/check.hpp"

namespace edgecase {

/// The largest of the values seen so far.
template <class T>
class Max {
 public:
  constexpr Max(T value = {}) : value_(value) {}
  constexpr operator T() const { return value_; }
  constexpr void raise_to(T value) { value_ = std::max(value_, value); }
  constexpr void merge(const Max& other) { raise_to(other.value_); }

 private:
  T value_;
};

/// A sum of nanoseconds that does not overflow, however many requests a sample stands for.
class WideSum {
 public:
  constexpr WideSum& operator+=(std::uint64_t ns) {
    sum_ += ns;
    return *this;
  }
  constexpr void add(std::uint64_t ns, std::uint64_t times) { sum_ += Wide{ns} * times; }
  constexpr void merge(const WideSum& other) { sum_ += other.sum_; }
  constexpr explicit operator double() const { return static_cast<double>(sum_); }
  friend constexpr bool operator==(const WideSum& sum, std::uint64_t ns) { return sum.sum_ == ns; }

 private:
  __extension__ using Wide = unsigned __int128;
  Wide sum_ = 0;
};

/// A dimension of a meter: merging requires that both sides agree on it.
template <class T>
class Same {
 public:
  constexpr Same(T value = {}) : value_(value) {}
  constexpr operator T() const { return value_; }
  void merge(const Same& other) const {
    EC_CHECK(value_ == other.value_, "meters of different dimensions are merged");
  }

 private:
  T value_;
};

}  // namespace edgecase
