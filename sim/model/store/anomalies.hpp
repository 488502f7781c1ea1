#pragma once
// Which anomalies a history of transactions on lists shows, and which isolation levels they rule
// out.
//
// Appending distinct values to lists makes the order of the versions visible: whoever reads [1, 2]
// has seen that 2 came after 1. From it follow the dependencies of Adya ("Weak Consistency", MIT
// 1999), with the names of Elle (Kingsbury, Alvaro, "Elle: Inferring Isolation Anomalies from
// Experimental Observations", VLDB 2020): ww (the next version of a key), wr (read it), rw (read
// the version before it), and real time (ended before the other was invoked). A cycle is an
// anomaly, and the kinds of its edges say which.
//
// Assumes that each value is appended to a key once, and that a list is never shortened. Committed
// are transactions that ended ok, and those of unknown outcome of which something was read. What a
// committed transaction appended and no read shows comes after everything that was read.
//
// Counted are cycles that can exist apart: strongly connected components of the graph, each once
// per anomaly. Anomalies with real time are counted only where there is none without it. Time and
// memory are linear in the steps and in the lengths of the lists read, except for G-single, whose
// search is limited per component.
//
// Not modelled: predicates (G2, phantoms), orders of sessions, registers.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/store/history.hpp"

namespace edgecase {

enum class Anomaly : std::uint8_t {
  g0,
  g1a,
  g1b,
  g1c,
  g_single,
  g2_item,
  g0_realtime,
  g1c_realtime,
  g_single_realtime,
  g2_item_realtime,
  internal,
  incompatible_order,
  duplicate_append,
  unwritten_read
};
inline constexpr std::size_t anomaly_count = 14;

struct AnomalyMeaning {
  Anomaly anomaly;
  std::string_view name;       ///< as Elle calls it
  std::string_view meaning;    ///< what happened, in a line
  std::string_view rules_out;  ///< the weakest level that it contradicts
};
/// In the order of the enumeration.
std::span<const AnomalyMeaning, anomaly_count> anomaly_meanings();

struct FoundAnomaly {
  std::uint64_t count = 0;
  /// Of the first one: the transactions of the cycle in its order, or the writer and the reader;
  /// indices into History::transactions.
  std::vector<std::uint32_t> example;
};

struct AnomalyReport {
  std::uint64_t committed = 0;
  std::array<FoundAnomaly, anomaly_count> found;
  /// Components with cycles whose search became too large to tell G-single from G2-item.
  std::uint64_t unclassified = 0;

  const FoundAnomaly& operator[](Anomaly anomaly) const {
    return found[static_cast<std::size_t>(anomaly)];
  }
  bool none() const;
};

AnomalyReport find_anomalies(const History& history);

}  // namespace edgecase
