#pragma once
// Several processes that run the same command: one of them has the study and prints, the others
// simulate for it. The tool itself is one process; edgecase-mpi (tools/mpi) joins a fleet.

#include <memory>
#include <string>
#include <vector>

#include "study/points.hpp"
#include "study/row_pool.hpp"

namespace edgecase::cli {

class Fleet {
 public:
  /// Lets those that work for this process go.
  virtual ~Fleet() = default;
  /// Whether this process is the one that prints.
  virtual bool leads() const = 0;
  /// Whether this process works for another one; then it has done so, and the study is over.
  virtual bool serve(const OpenPoint& open) = 0;
  /// Throws UsageError if it cannot share the work of this command line.
  virtual void check(const std::vector<std::string>& words) const = 0;
  /// Those that work for this process; null: none do.
  virtual RowPool* pool() = 0;
};

/// The fleet that this program is started in; null: it is on its own. Replaced by edgecase-mpi.
std::unique_ptr<Fleet> join_fleet(int& count, char**& values);

/// Of this process.
void set_fleet(Fleet* fleet);
/// Throws UsageError if the fleet cannot share the work of this command line.
void check_fleet(const std::vector<std::string>& words);
bool serves_fleet(const OpenPoint& open);
RowPool* fleet_pool();

}  // namespace edgecase::cli
