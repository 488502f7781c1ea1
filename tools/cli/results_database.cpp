#include "cli/results_database.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <set>

#include <fcntl.h>
#include <fmt/core.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <edgecase/error.hpp>

#include "cli/files.hpp"
#include "core/random.hpp"

namespace edgecase::cli {
namespace {

namespace fs = std::filesystem;

constexpr int application = 0x45444745;  // "EDGE"

constexpr const char* schema =
    "CREATE TABLE scenarios (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, json TEXT NOT "
    "NULL, refs INTEGER NOT NULL);"
    "CREATE TABLE metrics (id INTEGER PRIMARY KEY, names TEXT NOT NULL UNIQUE);"
    "CREATE TABLE results (scenario INTEGER NOT NULL, seed INTEGER NOT NULL, replication INTEGER "
    "NOT NULL, engine TEXT NOT NULL, metrics INTEGER NOT NULL, numbers BLOB NOT NULL, requests "
    "BLOB "
    "NOT NULL, hits BLOB NOT NULL, PRIMARY KEY (scenario, seed, replication, engine)) WITHOUT "
    "ROWID;";

/// 128 bits; equal digests are still compared by their text.
std::array<std::uint64_t, 2> digest_of(const RowKey& key) {
  const std::uint64_t text = hash_name(key.scenario);
  return {mix(text, key.references), mix(mix(key.references, key.scenario.size()), ~text)};
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += name + "\n";
  return all;
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> all;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    all.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return all;
}

}  // namespace

bool is_network_file_system(long type) {
  constexpr std::array remote{0x6969L,     0x517BL,     0xFF534D42L, 0xFE534D42L,
                              0x5346414FL, 0x01021997L, 0x00C36400L, 0x0BD00BD0L,
                              0x47504653L, 0x73757245L, 0x19830326L, 0x564CL};
  return std::ranges::find(remote, type & 0xFFFFFFFFL) != remote.end();
}

std::string engine_fingerprint() {
  return fmt::format("{:016x}", hash_name(read_file("/proc/self/exe")));
}

/// A prepared statement that ends with its scope.
class ResultsDatabase::Statement {
 public:
  Statement(const ResultsDatabase& owner, const char* sql) : owner_(owner) {
    if (sqlite3_prepare_v2(owner.database_, sql, -1, &statement_, nullptr) != SQLITE_OK)
      owner.fail("cannot be read");
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int at, std::int64_t value) { sqlite3_bind_int64(statement_, at, value); }
  void bind(int at, const std::string& text) {
    sqlite3_bind_text(statement_, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  }
  void bind(int at, const void* bytes, std::size_t size) {
    // An empty vector has no address, and a null address would be NULL.
    sqlite3_bind_blob(statement_, at, size == 0 ? "" : bytes, static_cast<int>(size),
                      SQLITE_TRANSIENT);
  }
  void bind(int at, const std::vector<double>& values) {
    bind(at, values.data(), values.size() * sizeof(double));
  }
  /// Whether there is a (further) row.
  bool step() {
    const int status = sqlite3_step(statement_);
    if (status == SQLITE_ROW) return true;
    if (status != SQLITE_DONE) owner_.fail("cannot be used");
    return false;
  }
  std::int64_t integer(int column) { return sqlite3_column_int64(statement_, column); }
  std::string text(int column) {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return {data == nullptr ? "" : data, size_of(column)};
  }
  std::vector<double> numbers(int column) {
    std::vector<double> all(size_of(column) / sizeof(double));
    if (!all.empty())
      std::memcpy(all.data(), sqlite3_column_blob(statement_, column), all.size() * sizeof(double));
    return all;
  }

 private:
  std::size_t size_of(int column) {
    return static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  }

  const ResultsDatabase& owner_;
  sqlite3_stmt* statement_ = nullptr;
};

void ResultsDatabase::fail(const std::string& what) const {
  throw Error(fmt::format("the results database {} {}: {}", file_.string(), what,
                          database_ == nullptr ? "out of memory" : sqlite3_errmsg(database_)));
}

void ResultsDatabase::run(const char* sql) const {
  if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail("cannot be used");
}

ResultsDatabase::ResultsDatabase(const fs::path& file, Access access)
    : file_(file), engine_(engine_fingerprint()) {
  try {
    open(access);
  } catch (...) {
    if (database_ != nullptr) sqlite3_close(database_);
    if (lock_ >= 0) ::close(lock_);
    throw;
  }
}

ResultsDatabase::~ResultsDatabase() {
  sqlite3_close(database_);
  // Afterwards: closing any descriptor of a file drops the locks that SQLite holds on it.
  if (lock_ >= 0) ::close(lock_);
}

void ResultsDatabase::claim() {
  lock_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_ < 0)
    throw Error(fmt::format("cannot write {}: {}", file_.string(), std::strerror(errno)));
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0)
    throw Error(
        fmt::format("{} is being written by another process; a results database has one "
                    "writer: wait for it, or give each process its own and merge them "
                    "(edgecase results merge)",
                    file_.string()));
}

void ResultsDatabase::open(Access access) {
  struct statfs system{};
  const fs::path folder = file_.has_parent_path() ? file_.parent_path() : ".";
  if (::statfs(folder.c_str(), &system) == 0 && is_network_file_system(system.f_type))
    throw Error(
        fmt::format("{} is on a network file system, where a results database is not safe: "
                    "put it on a local disk, and merge databases of several machines with "
                    "`edgecase results merge`",
                    file_.string()));
  if (access == Access::write) claim();
  if (!fs::exists(file_)) throw Error(fmt::format("cannot read {}: no such file", file_.string()));
  const bool empty = fs::file_size(file_) == 0;
  if (empty && access == Access::read)
    throw Error(fmt::format("{} is not a results database: it is empty", file_.string()));
  const int flags = access == Access::write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  if (sqlite3_open_v2(file_.c_str(), &database_, flags, nullptr) != SQLITE_OK)
    fail("cannot be opened");
  sqlite3_busy_timeout(database_, 10'000);
  if (empty && Statement(*this, "SELECT 1 FROM sqlite_schema").step() == false) {
    run("PRAGMA journal_mode = WAL");
    run(fmt::format("BEGIN; PRAGMA application_id = {}; PRAGMA user_version = {}; {} COMMIT;",
                    application, version, schema)
            .c_str());
  }
  const auto number = [&](const char* sql) {
    Statement pragma(*this, sql);
    return pragma.step() ? pragma.integer(0) : 0;
  };
  if (number("PRAGMA application_id") != application)
    throw Error(fmt::format("{} is an SQLite database, but not one of results", file_.string()));
  if (const auto found = number("PRAGMA user_version"); found != version)
    throw Error(
        fmt::format("{} is a results database of version {}; this edgecase reads version "
                    "{}: export it with the edgecase that wrote it, or start a new one",
                    file_.string(), found, version));
  if (access == Access::write) run("PRAGMA synchronous = NORMAL");
}

std::optional<std::int64_t> ResultsDatabase::scenario_id(const RowKey& key) const {
  const auto digest = digest_of(key);
  Statement select(*this, "SELECT id, json FROM scenarios WHERE digest = ?");
  select.bind(1, digest.data(), sizeof digest);
  if (!select.step() || select.text(1) != key.scenario) return std::nullopt;
  return select.integer(0);
}

std::int64_t ResultsDatabase::add_scenario(const RowKey& key) {
  if (const auto known = scenario_id(key)) return *known;
  const auto digest = digest_of(key);
  Statement insert(*this, "INSERT INTO scenarios (digest, json, refs) VALUES (?, ?, ?)");
  insert.bind(1, digest.data(), sizeof digest);
  insert.bind(2, key.scenario);
  insert.bind(3, static_cast<std::int64_t>(key.references));
  insert.step();
  return sqlite3_last_insert_rowid(database_);
}

std::int64_t ResultsDatabase::add_metrics(const std::string& names) {
  Statement select(*this, "SELECT id FROM metrics WHERE names = ?");
  select.bind(1, names);
  if (select.step()) return select.integer(0);
  Statement insert(*this, "INSERT INTO metrics (names) VALUES (?)");
  insert.bind(1, names);
  insert.step();
  return sqlite3_last_insert_rowid(database_);
}

bool ResultsDatabase::add(const RowKey& key, const std::string& engine, const Row& row) {
  Statement insert(*this,
                   "INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                   "metrics = excluded.metrics, numbers = excluded.numbers");
  insert.bind(1, add_scenario(key));
  insert.bind(2, static_cast<std::int64_t>(key.seed));
  insert.bind(3, static_cast<std::int64_t>(key.replication));
  insert.bind(4, engine);
  insert.bind(5, add_metrics(joined(row.metrics)));
  insert.bind(6, row.values);
  insert.bind(7, row.requests);
  insert.bind(8, row.edge_hits);
  insert.step();
  return sqlite3_changes(database_) > 0;
}

void ResultsDatabase::put(const RowKey& key, const Row& row) {
  const std::lock_guard lock(guard_);
  run("BEGIN");
  add(key, engine_, row);
  run("COMMIT");
}

std::optional<Row> ResultsDatabase::find(const RowKey& key,
                                         const std::vector<std::string>& metrics) {
  const std::lock_guard lock(guard_);
  const auto scenario = scenario_id(key);
  if (!scenario) return std::nullopt;
  Statement select(*this,
                   "SELECT names, numbers, requests, hits FROM results JOIN metrics ON "
                   "metrics.id = results.metrics WHERE scenario = ? AND seed = ? AND replication = "
                   "? AND engine = ?");
  select.bind(1, *scenario);
  select.bind(2, static_cast<std::int64_t>(key.seed));
  select.bind(3, static_cast<std::int64_t>(key.replication));
  select.bind(4, engine_);
  if (!select.step()) return std::nullopt;
  Row row{split_lines(select.text(0)), select.numbers(1), select.numbers(2), select.numbers(3)};
  for (const std::string& metric : metrics)
    if (std::ranges::find(row.metrics, metric) == row.metrics.end()) return std::nullopt;
  return row;
}

void ResultsDatabase::each(const std::function<void(const Stored&)>& use) const {
  const std::lock_guard lock(guard_);
  Statement select(*this,
                   "SELECT json, refs, seed, replication, engine, names, numbers, requests, hits "
                   "FROM results JOIN scenarios ON scenarios.id = scenario JOIN metrics ON "
                   "metrics.id = results.metrics ORDER BY json, refs, seed, replication, engine");
  while (select.step()) {
    Stored stored;
    stored.key = {select.text(0), static_cast<std::uint64_t>(select.integer(1)),
                  static_cast<std::uint64_t>(select.integer(2)),
                  static_cast<std::uint64_t>(select.integer(3))};
    stored.engine = select.text(4);
    stored.row = {split_lines(select.text(5)), select.numbers(6), select.numbers(7),
                  select.numbers(8)};
    use(stored);
  }
}

std::vector<ResultsDatabase::Group> ResultsDatabase::groups() const {
  const std::lock_guard lock(guard_);
  Statement select(*this,
                   "SELECT json, refs, seed, engine, COUNT(*) FROM results JOIN scenarios ON "
                   "scenarios.id = scenario GROUP BY scenario, seed, engine ORDER BY json, refs");
  std::vector<Group> all;
  while (select.step())
    all.push_back({{select.text(0), static_cast<std::uint64_t>(select.integer(1)),
                    static_cast<std::uint64_t>(select.integer(2)), 0},
                   select.text(3),
                   static_cast<std::size_t>(select.integer(4))});
  return all;
}

ResultsDatabase::Contents ResultsDatabase::contents() const {
  const std::lock_guard lock(guard_);
  Contents found;
  Statement check(*this, "PRAGMA integrity_check");
  while (check.step())
    if (const std::string line = check.text(0); line != "ok") found.findings.push_back(line);
  Statement rows(*this, "SELECT COUNT(*) FROM results");
  if (rows.step()) found.rows = static_cast<std::size_t>(rows.integer(0));
  Statement scenarios(*this, "SELECT COUNT(*) FROM scenarios");
  if (scenarios.step()) found.scenarios = static_cast<std::size_t>(scenarios.integer(0));
  Statement engines(*this, "SELECT DISTINCT engine FROM results ORDER BY engine");
  while (engines.step()) found.engines.push_back(engines.text(0));
  Statement sizes(*this,
                  "SELECT names, length(numbers) FROM results JOIN metrics ON metrics.id = "
                  "results.metrics");
  std::size_t odd = 0;
  while (sizes.step()) {
    const std::string names = sizes.text(0);
    const auto count = static_cast<std::size_t>(std::ranges::count(names, '\n'));
    odd += static_cast<std::size_t>(sizes.integer(1)) == count * sizeof(double) ? 0 : 1;
  }
  if (odd > 0)
    found.findings.push_back(fmt::format("{} rows have not one number for each metric", odd));
  return found;
}

std::size_t ResultsDatabase::merge(const ResultsDatabase& other) {
  const std::lock_guard lock(guard_);
  std::size_t added = 0;
  run("BEGIN");
  other.each([&](const Stored& stored) {
    Statement select(*this,
                     "SELECT names, numbers FROM results JOIN metrics ON metrics.id = "
                     "results.metrics JOIN scenarios ON scenarios.id = scenario WHERE json = ? AND "
                     "refs = ? AND seed = ? AND replication = ? AND engine = ?");
    select.bind(1, stored.key.scenario);
    select.bind(2, static_cast<std::int64_t>(stored.key.references));
    select.bind(3, static_cast<std::int64_t>(stored.key.seed));
    select.bind(4, static_cast<std::int64_t>(stored.key.replication));
    select.bind(5, stored.engine);
    if (!select.step()) {
      added += add(stored.key, stored.engine, stored.row) ? 1 : 0;
      return;
    }
    const std::vector<double> numbers = select.numbers(1);
    const bool same_metrics = select.text(0) == joined(stored.row.metrics);
    if (!same_metrics) return;  // what was asked for differs; both are right
    if (std::memcmp(numbers.data(), stored.row.values.data(), numbers.size() * sizeof(double)) == 0)
      return;
    run("ROLLBACK");
    throw Error(
        fmt::format("{} and {} have different numbers for replication {} of the same "
                    "scenario, seed and engine: nothing was merged",
                    file_.string(), other.file_.string(), stored.key.replication));
  });
  run("COMMIT");
  return added;
}

std::size_t ResultsDatabase::vacuum(bool other_engines) {
  const std::lock_guard lock(guard_);
  std::size_t removed = 0;
  if (other_engines) {
    Statement remove(*this, "DELETE FROM results WHERE engine <> ?");
    remove.bind(1, engine_);
    remove.step();
    removed = static_cast<std::size_t>(sqlite3_changes(database_));
  }
  run("DELETE FROM scenarios WHERE id NOT IN (SELECT scenario FROM results)");
  run("DELETE FROM metrics WHERE id NOT IN (SELECT metrics FROM results)");
  run("VACUUM");
  run("PRAGMA wal_checkpoint(TRUNCATE)");
  return removed;
}

}  // namespace edgecase::cli
