#include "cli/case_progress.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include <fmt/core.h>
#include <sqlite3.h>

#include <edgecase/error.hpp>

#include "cli/case_commands.hpp"
#include "cli/outputs.hpp"
#include "cli/terminal.hpp"
#include "practice/run_report.hpp"
#include "practice/safe_text.hpp"
#include "practice/score/interval_score.hpp"
#include "report/numbers.hpp"

namespace edgecase::cli {
namespace {

namespace fs = std::filesystem;

constexpr int progress_version = 1;

class ProgressDatabase {
 public:
  explicit ProgressDatabase(const fs::path& file) : file_(file) {
    std::error_code failed;
    fs::create_directories(file.parent_path(), failed);
    if (sqlite3_open(file.c_str(), &database_) != SQLITE_OK) fail();
    sqlite3_busy_timeout(database_, 10'000);
    const std::int64_t found = integer("PRAGMA user_version");
    if (found > progress_version) {
      const std::string name = file.string();
      sqlite3_close(database_);
      throw Error(fmt::format("{} is of a newer edgecase (version {})", name, found));
    }
    if (found == 0)
      run("BEGIN;"
          "CREATE TABLE sessions (id INTEGER PRIMARY KEY, head TEXT NOT NULL UNIQUE, name TEXT NOT "
          "NULL, version INTEGER NOT NULL, variant INTEGER NOT NULL, ended TEXT NOT NULL, seconds "
          "INTEGER NOT NULL, points REAL NOT NULL);"
          "CREATE TABLE forecasts (session INTEGER NOT NULL, name TEXT NOT NULL, scale INTEGER NOT "
          "NULL, size REAL NOT NULL, level REAL NOT NULL, lo REAL NOT NULL, hi REAL NOT NULL, best "
          "REAL, outcome REAL NOT NULL, points REAL);"
          "CREATE TABLE claims (session INTEGER NOT NULL, text TEXT NOT NULL, outcome TEXT NOT "
          "NULL);"
          "PRAGMA user_version = 1; COMMIT;");
  }
  ~ProgressDatabase() { sqlite3_close(database_); }
  ProgressDatabase(const ProgressDatabase&) = delete;
  ProgressDatabase& operator=(const ProgressDatabase&) = delete;

  class Query {
   public:
    Query(const ProgressDatabase& owner, const char* sql) : owner_(owner) {
      if (sqlite3_prepare_v2(owner.database_, sql, -1, &statement_, nullptr) != SQLITE_OK)
        owner.fail();
    }
    ~Query() { sqlite3_finalize(statement_); }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    Query& with(const std::string& text) {
      sqlite3_bind_text(statement_, ++bound_, text.data(), static_cast<int>(text.size()),
                        SQLITE_TRANSIENT);
      return *this;
    }
    Query& with(double value) {
      sqlite3_bind_double(statement_, ++bound_, value);
      return *this;
    }
    Query& with_integer(std::int64_t value) {
      sqlite3_bind_int64(statement_, ++bound_, value);
      return *this;
    }
    Query& with_none() {
      ++bound_;
      return *this;
    }
    bool step() {
      const int status = sqlite3_step(statement_);
      if (status != SQLITE_ROW && status != SQLITE_DONE) owner_.fail();
      return status == SQLITE_ROW;
    }
    std::int64_t integer(int column) { return sqlite3_column_int64(statement_, column); }
    double number(int column) { return sqlite3_column_double(statement_, column); }
    std::string text(int column) {
      const auto* data = sqlite3_column_text(statement_, column);
      return data == nullptr ? std::string() : reinterpret_cast<const char*>(data);
    }

   private:
    const ProgressDatabase& owner_;
    sqlite3_stmt* statement_ = nullptr;
    int bound_ = 0;
  };

  void run(const char* sql) const {
    if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
  }
  std::int64_t integer(const char* sql) const {
    Query query(*this, sql);
    return query.step() ? query.integer(0) : 0;
  }
  std::int64_t last_row() const { return sqlite3_last_insert_rowid(database_); }

 private:
  [[noreturn]] void fail() const {
    throw Error(fmt::format("the progress file {} cannot be used: {}", file_.string(),
                            database_ == nullptr ? "out of memory" : sqlite3_errmsg(database_)));
  }
  fs::path file_;
  sqlite3* database_ = nullptr;
};

void record_forecast(const ProgressDatabase& database, std::int64_t session,
                     const SessionForecast& made, const ForecastSpec& spec,
                     const std::string& unit) {
  if (!made.outcome) return;
  const ForecastScale scale = scale_of(spec, unit);
  ProgressDatabase::Query query(database,
                                "INSERT INTO forecasts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  query.with_integer(session).with(made.name).with_integer(static_cast<int>(scale.kind));
  query.with(scale.unit).with(spec.level.value).with(made.lo).with(made.hi);
  if (made.best)
    query.with(*made.best);
  else
    query.with_none();
  const double points = forecast_points(scale, {made.lo, made.hi, spec.level.value},
                                        ignorant_of(spec, unit), *made.outcome);
  query.with(*made.outcome).with(points).step();
}

std::string unit_of_forecast(const SessionFolder& folder, const ForecastSpec& forecast) {
  Diagnostics diagnostics;
  const auto plan = case_plan(folder.of_case(), {}, {}, folder.catalogue(), diagnostics);
  std::string problem;
  const auto measure = plan ? measure_of(forecast.quantity, *plan, problem) : std::nullopt;
  return measure ? measure->unit : std::string();
}

}  // namespace

fs::path progress_file() {
  const auto set = [](const char* name) -> fs::path {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
  };
  if (const fs::path file = set("EDGECASE_PROGRESS"); !file.empty()) return file;
  if (const fs::path data = set("XDG_DATA_HOME"); !data.empty())
    return data / "edgecase" / "progress.sqlite";
  if (const fs::path home = set("HOME"); !home.empty())
    return home / ".local" / "share" / "edgecase" / "progress.sqlite";
  throw Error("set EDGECASE_PROGRESS to the file that is to keep your progress");
}

void record_progress(const SessionFolder& folder, double points) {
  const Session session = folder.state();
  const ProgressDatabase database(progress_file());
  database.run("BEGIN IMMEDIATE");
  const Json& start = folder.log().events().front();
  ProgressDatabase::Query query(
      database,
      "INSERT OR IGNORE INTO sessions (head, name, version, variant, ended, seconds, "
      "points) VALUES (?, ?, ?, ?, ?, ?, ?)");
  query.with(folder.log().head() + text_in(start, "at")).with(folder.spec().metadata.name);
  query.with_integer(folder.spec().metadata.version);
  query.with_integer(static_cast<std::int64_t>(session.variant));
  query.with(session.runs.back().at).with_integer(session.worked.seconds).with(points).step();
  if (database.integer("SELECT changes()") > 0) {
    const std::int64_t id = database.last_row();
    for (const SessionForecast& made : session.forecasts) {
      const auto spec = std::ranges::find(folder.spec().forecasts, made.name, &ForecastSpec::name);
      if (spec != folder.spec().forecasts.end())
        record_forecast(database, id, made, *spec, unit_of_forecast(folder, *spec));
    }
    for (const Json& claim : session.claims)
      ProgressDatabase::Query(database, "INSERT INTO claims VALUES (?, ?, ?)")
          .with_integer(id)
          .with(text_in(claim, "text"))
          .with(text_in(claim, "outcome"))
          .step();
  }
  database.run("COMMIT");
}

namespace {

struct ProgressRequest {
  std::string file;
};

std::vector<ScoredForecast> scored(const ProgressDatabase& database) {
  std::vector<ScoredForecast> all;
  ProgressDatabase::Query query(
      database, "SELECT scale, size, level, lo, hi, outcome FROM forecasts ORDER BY rowid");
  while (query.step())
    all.push_back({{static_cast<ScaleKind>(query.integer(0)), query.number(1)},
                   {query.number(3), query.number(4), query.number(2)},
                   query.number(5)});
  return all;
}

std::string calibration_text(const std::vector<ScoredForecast>& all, double mean_points) {
  const Calibration found = calibration_of(all);
  if (found.count == 0) return "No forecasts yet.\n";
  std::string text = fmt::format("{} forecasts, mean {:.1f} points (100: exact, 0: ignorant).\n",
                                 found.count, std::max(0.0, mean_points));
  if (found.count < least_forecasts)
    return text + fmt::format(
                      "Whether your 80% intervals hold 80%: not yet known (needs about {}, "
                      "{} so far).\n",
                      least_forecasts, found.count);
  text += fmt::format(
      "Your 80% intervals held {} of {}: {:.0f}%, 95% interval {:.0f}% to {:.0f}%: ", found.hits,
      found.count, 100 * found.hit_rate.mean, 100 * found.hit_rate.lo, 100 * found.hit_rate.hi);
  text += found.finding == Calibrated::overconfident    ? "too narrow.\n"
          : found.finding == Calibrated::underconfident ? "too wide.\n"
                                                        : "consistent with 80%.\n";
  return text + fmt::format(
                    "Bias: outcomes lie {:+.2f} half-widths from your middle [{:+.2f}, "
                    "{:+.2f}] (above 0: higher than you expect).\n",
                    found.bias.mean, found.bias.lo, found.bias.hi);
}

std::string exported(const ProgressDatabase& database) {
  std::string text = "case,version,variant,ended,minutes,points,forecast,lo,hi,outcome,inside\n";
  ProgressDatabase::Query query(
      database,
      "SELECT s.name, s.version, s.variant, s.ended, s.seconds, s.points, f.name, f.lo, f.hi, "
      "f.outcome FROM sessions s LEFT JOIN forecasts f ON f.session = s.id ORDER BY s.id, f.rowid");
  while (query.step()) {
    text += fmt::format("{},{},{},{},{:.1f},{:g},", safe_cell(query.text(0)), query.integer(1),
                        query.integer(2), query.text(3), static_cast<double>(query.integer(4)) / 60,
                        query.number(5));
    const double lo = query.number(7);
    const double hi = query.number(8);
    const double outcome = query.number(9);
    text += query.text(6).empty()
                ? ",,,,\n"
                : fmt::format("{},{:.6g},{:.6g},{:.6g},{}\n", safe_cell(query.text(6)), lo, hi,
                              outcome, lo <= outcome && outcome <= hi ? "yes" : "no");
  }
  return text;
}

ExitCode progress(const ProgressRequest& request) {
  const ProgressDatabase database(progress_file());
  if (!request.file.empty()) {
    write_file(request.file, exported(database));
    say(fmt::format("wrote {}", request.file));
    return ExitCode::ok;
  }
  TextTable table;
  table.columns = {{"case", Align::left}, {"ended", Align::left}, {"minutes"}, {"points"}};
  ProgressDatabase::Query query(database,
                                "SELECT name, ended, seconds, points FROM sessions ORDER BY id");
  while (query.step())
    table.rows.push_back({{query.text(0), query.text(1),
                           fmt::format("{:.0f}", static_cast<double>(query.integer(2)) / 60),
                           fmt::format("{:g}", query.number(3))}});
  if (table.rows.empty()) {
    print("No session was submitted yet (`edgecase case list` lists the cases).\n");
    return ExitCode::ok;
  }
  ProgressDatabase::Query mean(database, "SELECT avg(points) FROM forecasts");
  const double points = mean.step() ? mean.number(0) : 0;
  print(as_text({{"Sessions", {table}}}, {.width = text_width()}));
  print("\n" + calibration_text(scored(database), points));
  return ExitCode::ok;
}

}  // namespace

Command case_progress_command() {
  const auto request = std::make_shared<ProgressRequest>();
  return {"progress",
          "what you have practised: scores, and whether your forecasts hold",
          "Kept in $EDGECASE_PROGRESS, else in edgecase/progress.sqlite of $XDG_DATA_HOME or\n"
          "~/.local/share.\n",
          {option("--export", "FILE.csv", request->file, "write all sessions and forecasts")},
          [request] { return progress(*request); }};
}

}  // namespace edgecase::cli
