#pragma once
// The dependencies between the transactions of a history on lists (anomalies.hpp).

#include "model/store/anomalies.hpp"
#include "model/store/dependency_graph.hpp"
#include "model/store/history.hpp"

namespace edgecase {

/// Also reports what contradicts the form of such histories, and reads that are anomalies by
/// themselves: G1a, G1b, internal, incompatible order, duplicates, unwritten.
DependencyGraph dependencies_of(const History& history, AnomalyReport& report);

}  // namespace edgecase
