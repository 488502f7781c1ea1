#pragma once
// Merging two meters of one kind: counters are added, histograms merged, maxima compared. It walks
// the members of a plain struct (Boost.PFR), so a new member is merged without being listed
// anywhere, and one whose type has no rule does not compile.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/pfr.hpp>

#include "core/check.hpp"
#include "measure/merge_rules.hpp"

namespace edgecase {

namespace merging {

template <class T>
concept WithItsOwnRule = requires(T& into, const T& from) { into.merge(from); };

template <class T>
inline constexpr bool adds_up = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;
template <class Rep, class Period>
inline constexpr bool adds_up<std::chrono::duration<Rep, Period>> = true;

template <class T>
inline constexpr bool is_sequence = false;
template <class T, std::size_t N>
inline constexpr bool is_sequence<std::array<T, N>> = true;
template <class T>
inline constexpr bool is_sequence<std::vector<T>> = true;

template <class T>
using MemberIndices = std::make_index_sequence<boost::pfr::tuple_size_v<T>>;

template <class T>
consteval bool has_rule() {
  if constexpr (WithItsOwnRule<T> || adds_up<T>) {
    return true;
  } else if constexpr (is_sequence<T>) {
    return has_rule<typename T::value_type>();
  } else if constexpr (std::is_aggregate_v<T>) {
    return []<std::size_t... I>(std::index_sequence<I...>) {
      return (has_rule<boost::pfr::tuple_element_t<I, T>>() && ...);
    }(MemberIndices<T>{});
  } else {
    return false;
  }
}

}  // namespace merging

/// Whether every member, and every member of a member, has a rule.
template <class T>
concept Mergeable = merging::has_rule<T>();

template <Mergeable T>
void merge_into(T& into, const T& from) {
  if constexpr (merging::WithItsOwnRule<T>) {
    into.merge(from);
  } else if constexpr (merging::adds_up<T>) {
    into += from;
  } else if constexpr (merging::is_sequence<T>) {
    EC_CHECK(into.size() == from.size(), "meters of different sizes are merged");
    for (std::size_t i = 0; i < into.size(); ++i) merge_into(into[i], from[i]);
  } else {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (merge_into(boost::pfr::get<I>(into), boost::pfr::get<I>(from)), ...);
    }(merging::MemberIndices<T>{});
  }
}

}  // namespace edgecase
