#pragma once
// Replications of points simulated elsewhere: by other processes, perhaps on other machines. The
// process that has a pool keeps the study: it opens the points, decides how many replications each
// needs, and stores rows.
// Assumes: every worker opens the same scenario from the same overrides, with the same program.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "study/points.hpp"

namespace edgecase {

/// One replication of one point.
struct RowOrder {
  std::vector<std::string> overrides;
  int warm_up_doublings = 0;
  std::uint64_t seed = 0;
  std::uint64_t replication = 0;
  std::vector<std::string> metrics;
};

struct RowDelivery {
  Row row;
  std::uint64_t requests = 0;  ///< simulated
};

class RowPool {
 public:
  virtual ~RowPool() = default;
  /// How many orders are worked on at a time.
  virtual unsigned hands() const = 0;
  /// Waits until it is done. Called from any thread. Throws Error with what went wrong there, and
  /// Interrupted once `stop` (may be null) is true.
  virtual RowDelivery row(const RowOrder& order, const std::atomic<bool>* stop) = 0;
};

/// What a worker does with its orders. Keeps the last point open, since its next order is often of
/// the same.
class RowWorker {
 public:
  explicit RowWorker(OpenPoint open) : open_(std::move(open)) {}
  /// Throws Error if the point cannot be opened.
  RowDelivery row(const RowOrder& order);

 private:
  void open(const RowOrder& order);

  OpenPoint open_;
  std::vector<std::string> overrides_;
  int doublings_ = -1;
  std::uint64_t seed_ = 0;
  Runs runs_;
};

/// What these metrics, in full, are in one replication.
Row row_of(const Replication& replication, const Blueprint& plan,
           const std::vector<Indicator>& metrics);

}  // namespace edgecase
