#pragma once
// Rows of studies in one SQLite file, so that a sweep that was killed goes on where it was, and one
// that is repeated costs nothing.
//
// A row is one replication. Its key: the resolved scenario, the contents of the files that it
// refers to, the seed, the replication's number, and the engine: a hash of this program, so that
// numbers of another build are never taken for those of this one. How many replications there are,
// and why they were stopped, is not part of it. Write-ahead log: a process that is killed loses the
// row that it was writing. One writer: a lock on the file, which the system releases when the
// process ends. Errors: throws Error when the file is of another version, on a network file system
// (on which locks and shared memory cannot be relied on), in use by another writer, damaged, or
// cannot be written.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "study/points.hpp"

struct sqlite3;

namespace edgecase::cli {

/// Whether a file system (the f_type of statfs) lies on another machine.
bool is_network_file_system(long type);

/// A hash of the program that runs, as hexadecimal digits.
std::string engine_fingerprint();

class ResultsDatabase : public RowStore {
 public:
  enum class Access { read, write };
  static constexpr int version = 1;

  ResultsDatabase(const std::filesystem::path& file, Access access);
  ~ResultsDatabase() override;
  ResultsDatabase(const ResultsDatabase&) = delete;
  ResultsDatabase& operator=(const ResultsDatabase&) = delete;

  std::optional<Row> find(const RowKey& key, const std::vector<std::string>& metrics) override;
  void put(const RowKey& key, const Row& row) override;

  /// How many replications of each scenario, seed and engine there are.
  struct Group {
    RowKey key;
    std::string engine;
    std::size_t replications = 0;
  };
  std::vector<Group> groups() const;

  /// What there is, and whether the file is sound: empty findings.
  struct Contents {
    std::size_t rows = 0;
    std::size_t scenarios = 0;
    std::vector<std::string> engines = {};
    std::vector<std::string> findings = {};
  };
  Contents contents() const;

  struct Stored {
    RowKey key;
    std::string engine;
    Row row;
  };
  /// In the order of scenario, seed, replication and engine, whatever the order of storing.
  void each(const std::function<void(const Stored&)>& use) const;

  /// Adds the rows of another database. Throws Error if both have a row of the same key with other
  /// numbers: then one of the two machines, or edgecase, is wrong.
  std::size_t merge(const ResultsDatabase& other);

  /// Removes rows of other engines if asked to, and gives unused space back. How many were removed.
  std::size_t vacuum(bool other_engines);

 private:
  class Statement;

  void open(Access access);
  void claim();
  void run(const char* sql) const;
  std::optional<std::int64_t> scenario_id(const RowKey& key) const;
  std::int64_t add_scenario(const RowKey& key);
  std::int64_t add_metrics(const std::string& names);
  bool add(const RowKey& key, const std::string& engine, const Row& row);
  [[noreturn]] void fail(const std::string& what) const;

  std::filesystem::path file_;
  std::string engine_;
  sqlite3* database_ = nullptr;
  int lock_ = -1;
  mutable std::mutex guard_;  // one connection, used by all threads
};

/// "reused: 10 replications are stored", "new: world.demand.rate is 2k rps, was 1k rps".
std::string explain_reuse(const std::vector<ResultsDatabase::Group>& stored, const RowKey& key);

}  // namespace edgecase::cli
