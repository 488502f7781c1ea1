#pragma once
// Types of members that merge by a rule of their own (merge.hpp), where plain numbers are added.

#include <algorithm>

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
