#pragma once
// Many designs under the same random events: replication j of every point has the same arrivals,
// objects and faults, so points are compared pair by pair.
// Rows that a store already has are not simulated again. What a row depends on is its key: the
// resolved scenario, the contents of the files that it refers to, the seed and the number of the
// replication. The store adds which program computed it. How many replications there are, and what
// they were stopped for, is not part of it.
// Errors: a point that cannot be loaded or simulated is a point with a problem. Throws Interrupted
// when
//   stopped; rows that were finished are in the store.
// Assumes: caches that begin empty and whose warm-up is left to its default need the same warm-up
// at
//   every point, so that measured times coincide: the longest that one of them needs (warm_up.hpp).
// Not modelled: intervals over the timeline; bills line by line.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "study/measure.hpp"
#include "study/study.hpp"

namespace edgecase {

/// One replication of one point.
struct Row {
  std::vector<std::string> metrics;  ///< in full
  std::vector<double> values;        ///< of each; NaN where it did not occur
  /// By moment of the measured time: requests and edge hits, from which a drift is seen.
  std::vector<double> requests;
  std::vector<double> edge_hits;
};

struct RowKey {
  std::string scenario;          ///< resolved, as JSON
  std::uint64_t references = 0;  ///< contents of the files that it refers to
  std::uint64_t seed = 0;
  std::uint64_t replication = 0;
};
/// Of its replication 0.
RowKey row_key(const Blueprint& plan, std::uint64_t seed);

/// Keeps rows between runs. Called from any thread.
class RowStore {
 public:
  virtual ~RowStore() = default;
  /// A row with at least these metrics.
  virtual std::optional<Row> find(const RowKey& key, const std::vector<std::string>& metrics) = 0;
  virtual void put(const RowKey& key, const Row& row) = 0;
};

/// A scenario with these overrides; null: it is wrong, and `problem` says why. Called from any
/// thread.
using OpenPoint = std::function<std::shared_ptr<const Blueprint>(
    const std::vector<std::string>& overrides, std::string& problem)>;

class RowPool;

struct PointsOptions {
  StudyOptions study = {};  ///< `progress` counts replications
  std::vector<std::string> measures = {};
  RowStore* store = nullptr;
  RowPool* pool = nullptr;  ///< simulates what the store does not have; null: this process does
};

/// What a point came to.
struct PointResult {
  std::string problem;  ///< empty: none
  /// By measure, then by replication.
  std::vector<std::vector<double>> values;
  std::size_t reused = 0;  ///< replications that the store had
  bool done = false;       ///< false: stopped before
};

struct PointsResult {
  std::vector<StudyMeasure> measures;  ///< of the first point that could be opened
  std::vector<PointResult> points;
  std::vector<Promise> promises;  ///< likewise
  bool interrupted = false;
  std::size_t reused = 0;      ///< replications
  std::size_t simulated = 0;   ///< replications
  std::uint64_t requests = 0;  ///< simulated
  int warm_up_doublings = 0;
};

/// By point, its overrides.
PointsResult evaluate_points(const std::vector<std::vector<std::string>>& points,
                             const OpenPoint& open, const PointsOptions& options);

}  // namespace edgecase
