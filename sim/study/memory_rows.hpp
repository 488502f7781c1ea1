#pragma once
// Rows kept in memory for studies that go on in steps, in front of a store that outlives them.

#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>

#include "study/points.hpp"

namespace edgecase {

class MemoryRows : public RowStore {
 public:
  /// `behind` may be null.
  explicit MemoryRows(RowStore* behind) : behind_(behind) {}

  std::optional<Row> find(const RowKey& key, const std::vector<std::string>& metrics) override {
    {
      const std::lock_guard lock(guard_);
      const auto known = rows_.find(id(key));
      if (known != rows_.end()) return known->second;
    }
    if (behind_ == nullptr) return std::nullopt;
    auto row = behind_->find(key, metrics);
    if (row) keep(key, *row);
    return row;
  }
  void put(const RowKey& key, const Row& row) override {
    keep(key, row);
    if (behind_ != nullptr) behind_->put(key, row);
  }

 private:
  using Id = std::tuple<std::string, std::uint64_t, std::uint64_t, std::uint64_t>;
  static Id id(const RowKey& key) {
    return {key.scenario, key.references, key.seed, key.replication};
  }
  void keep(const RowKey& key, const Row& row) {
    const std::lock_guard lock(guard_);
    rows_.insert_or_assign(id(key), row);
  }

  RowStore* behind_;
  std::mutex guard_;
  std::map<Id, Row> rows_;
};

}  // namespace edgecase
