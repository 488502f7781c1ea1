#include "study/points.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <thread>
#include <tuple>

#include "core/random.hpp"
#include "load/print.hpp"
#include "study/precision.hpp"
#include "study/row_pool.hpp"
#include "study/warm_up.hpp"

namespace edgecase {
namespace {

constexpr int most_doublings_of_all = 6;

/// A point that can be simulated.
struct OpenedPoint {
  std::size_t number = 0;  // of all points
  Runs runs;
  std::vector<StudyMeasure> measures;
  std::vector<Indicator> metrics;  // of its rows
  std::vector<Row> rows;           // by replication
  std::size_t wanted = 0;          // replications
  RowKey key;                      // of its replication 0
  int doublings = 0;               // of its warm-up
};

/// What is asked for, and with a store everything that a result lists: other studies of the same
/// design may ask for it.
std::vector<Indicator> metrics_of_rows(const OpenedPoint& point, bool all) {
  std::vector<Indicator> metrics;
  std::set<std::string> listed;
  const auto add = [&](const Indicator& one) {
    if (listed.insert(to_text(one)).second) metrics.push_back(one);
  };
  IndicatorProblem none;
  add(*parse_indicator("hit_ratio", *point.runs.plan, none));
  for (const StudyMeasure& measure : point.measures)
    for (const Indicator& one : measure.metrics) add(one);
  if (!all) return metrics;
  for (const Promise& promise : promises_of(*point.runs.plan)) add(promise.indicator);
  for (const Indicator& one : standard_indicators(*point.runs.plan)) add(one);
  return metrics;
}

double value_in(const Row& row, const std::string& metric) {
  const auto at = std::ranges::find(row.metrics, metric);
  return at == row.metrics.end() ? std::nan("")
                                 : row.values[static_cast<std::size_t>(at - row.metrics.begin())];
}

std::vector<double> values_of(const StudyMeasure& measure, const std::vector<Row>& rows) {
  std::vector<std::string> names;
  for (const Indicator& one : measure.metrics) names.push_back(to_text(one));
  std::vector<double> all;
  std::vector<double> terms(names.size());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < names.size(); ++i) terms[i] = value_in(row, names[i]);
    all.push_back(measure.value(terms));
  }
  return all;
}

bool rows_have_settled(const std::vector<Row>& before, const std::vector<Row>& after) {
  std::vector<double> requests(after.front().requests.size(), 0);
  std::vector<double> series(requests.size(), 0);
  for (const Row& row : after) {
    for (std::size_t i = 0; i < requests.size(); ++i) {
      requests[i] += row.requests[i];
      series[i] += row.edge_hits[i];
    }
  }
  for (std::size_t i = 0; i < requests.size(); ++i) series[i] /= requests[i];
  const auto hit_ratios = [](const std::vector<Row>& rows) {
    std::vector<double> all;
    for (const Row& row : rows) all.push_back(value_in(row, "hit_ratio"));
    return all;
  };
  return has_settled(series, hit_ratios(before), hit_ratios(after));
}

/// The contents of networks, price sheets, runtimes, traces and whatever else is in files. Sources
/// are in the order in which they were read: the scenario, what it extends and the overrides come
/// first.
std::uint64_t hash_of_references(const Setting& setting) {
  std::uint64_t hash = 0;
  const Sources& sources = *setting.document->sources;
  bool referred_to = false;
  for (SourceId i = 1; i < sources.size(); ++i) {
    referred_to |= sources[i].layer == 0;
    if (referred_to) hash = mix(hash, hash_name(sources[i].text));
  }
  for (const auto& [route, content] : setting.traces) {
    const Trace& trace = content.trace();
    for (const std::uint32_t object : trace.requests) hash = mix(hash, object);
    for (const std::int64_t size : trace.object_sizes)
      hash = mix(hash, static_cast<std::uint64_t>(size));
  }
  return hash;
}

class Evaluation {
 public:
  Evaluation(const std::vector<std::vector<std::string>>& points, const OpenPoint& open,
             const PointsOptions& options)
      : points_(points), open_(open), options_(options) {
    result_.points.resize(points.size());
    const StudyOptions& study = options.study;
    first_ = study.precision > 0 ? std::max(first_for_precision, study.replications)
                                 : study.replications;
    const std::size_t threads =
        study.threads > 0 ? study.threads : std::max(1U, std::thread::hardware_concurrency());
    chunk_ = std::max<std::size_t>(
        {8, 2 * threads, options.pool == nullptr ? 0 : std::size_t{2} * options.pool->hands()});
  }

  PointsResult run() {
    try {
      for_each_chunk([&](std::vector<OpenedPoint>& chunk) { lengthen_warm_up(chunk); }, 1);
      for_each_chunk([&](std::vector<OpenedPoint>& chunk) { finish(chunk); }, 0);
    } catch (const Interrupted&) {
      result_.interrupted = true;
    }
    for (PointResult& point : result_.points) point.done |= !point.problem.empty();
    return std::move(result_);
  }

 private:
  /// `less`: doublings of the warm-up to leave out.
  template <class Work>
  void for_each_chunk(const Work& work, int less) {
    for (std::size_t from = 0; from < points_.size(); from += chunk_) {
      doublings_ = std::max(0, result_.warm_up_doublings - less);
      std::vector<OpenedPoint> chunk = opened(from, std::min(from + chunk_, points_.size()));
      work(chunk);
    }
  }

  JobOptions jobs() const {
    return {.threads = options_.study.threads, .stop = options_.study.stop, .progress = {}};
  }

  /// Those that can be opened.
  std::vector<OpenedPoint> opened(std::size_t from, std::size_t to) {
    std::vector<std::optional<OpenedPoint>> all(to - from);
    run_all(all.size(), jobs(), [&](std::size_t i) { all[i] = open_one(from + i); });
    std::vector<OpenedPoint> chunk;
    for (std::optional<OpenedPoint>& one : all) {
      if (!one) continue;
      if (result_.measures.empty()) {
        result_.measures = one->measures;
        result_.promises = promises_of(*one->runs.plan);
      }
      chunk.push_back(std::move(*one));
    }
    return chunk;
  }

  std::optional<OpenedPoint> open_one(std::size_t number) {
    PointResult& point = result_.points[number];
    if (!point.problem.empty()) return std::nullopt;
    auto plan = open_(points_[number], point.problem);
    if (plan == nullptr) return std::nullopt;
    for (int i = 0; i < doublings_; ++i)
      if (auto longer = longer_warm_up(*plan)) plan = std::move(longer);
    OpenedPoint opened{.number = number,
                       .runs = prepared(plan, options_.study),
                       .measures = {},
                       .metrics = {},
                       .rows = {},
                       .wanted = first_,
                       .key = {},
                       .doublings = doublings_};
    for (const std::string& text : options_.measures) {
      auto measure = measure_of(text, *plan, point.problem);
      if (!measure) return std::nullopt;
      opened.measures.push_back(std::move(*measure));
    }
    opened.metrics = metrics_of_rows(opened, options_.store != nullptr);
    if (options_.store != nullptr) opened.key = row_key(*plan, options_.study.seed);
    return opened;
  }

  /// Caches that begin empty: doubles the warm-up of all points until those of this chunk settle.
  void lengthen_warm_up(std::vector<OpenedPoint>& chunk) {
    std::erase_if(chunk, [](const OpenedPoint& point) {
      return !begins_empty(*point.runs.plan) || !longer_warm_up(*point.runs.plan);
    });
    simulate(chunk);
    int doublings = doublings_;
    while (!chunk.empty() && doublings < most_doublings_of_all) {
      std::vector<OpenedPoint> longer;
      std::vector<std::vector<Row>> before;
      for (OpenedPoint& point : chunk) {
        auto plan = longer_warm_up(*point.runs.plan);
        if (!plan || point.rows.empty()) continue;
        before.push_back(std::move(point.rows));
        point.rows.clear();
        if (options_.store != nullptr) point.key = row_key(*plan, options_.study.seed);
        point.runs = prepared(std::move(plan), options_.study);
        ++point.doublings;
        longer.push_back(std::move(point));
      }
      if (longer.empty()) break;
      ++doublings;
      simulate(longer);
      chunk.clear();
      for (std::size_t i = 0; i < longer.size(); ++i) {
        const bool failed = longer[i].rows.empty();
        if (!failed && !rows_have_settled(before[i], longer[i].rows))
          chunk.push_back(std::move(longer[i]));
      }
    }
    result_.warm_up_doublings = std::max(result_.warm_up_doublings, doublings);
  }

  /// Until every point of the chunk has as many replications as it needs.
  void finish(std::vector<OpenedPoint>& chunk) {
    do {
      simulate(chunk);
    } while (std::ranges::count_if(chunk, [&](OpenedPoint& point) { return needs_more(point); }) >
             0);
    for (OpenedPoint& point : chunk) {
      PointResult& result = result_.points[point.number];
      result.done = true;
      for (const StudyMeasure& measure : point.measures)
        result.values.push_back(values_of(measure, point.rows));
    }
  }

  /// Raises the number of replications, at most to the double.
  bool needs_more(OpenedPoint& point) const {
    const StudyOptions& study = options_.study;
    if (!(study.precision > 0) || point.rows.empty()) return false;
    const double target = target_of(study.precision);
    std::size_t needed = point.wanted;
    for (const StudyMeasure& measure : point.measures)
      needed =
          std::max(needed, needed_replications(values_of(measure, point.rows), target).value_or(0));
    const std::size_t have = point.wanted;
    point.wanted = std::min({needed, 2 * have, std::max(study.most_replications, have)});
    return point.wanted > have;
  }

  struct Job {
    OpenedPoint* point;
    std::size_t replication;
  };

  /// Fills the rows of each point up to `wanted`; a point with a problem loses its rows.
  void simulate(std::vector<OpenedPoint>& chunk) {
    std::vector<Job> all;
    for (OpenedPoint& point : chunk) {
      const std::size_t have = point.rows.size();
      point.rows.resize(point.wanted);
      for (std::size_t i = have; i < point.wanted; ++i) all.push_back({&point, i});
    }
    std::vector<std::string> problems(all.size());
    std::vector<char> reused(all.size(), 0);
    std::vector<std::uint64_t> requests(all.size(), 0);
    JobOptions options = jobs();
    if (options_.pool != nullptr) options.threads = options_.pool->hands();
    if (options_.study.progress)
      options.progress = [&](std::size_t done, std::size_t) {
        options_.study.progress(rows_done_ + done,
                                std::max(points_.size() * first_, rows_done_ + all.size()));
      };
    run_all(all.size(), options, [&](std::size_t i) {
      try {
        const auto [simulated, known] = fill(*all[i].point, all[i].replication);
        requests[i] = simulated;
        reused[i] = known ? 1 : 0;
      } catch (const Interrupted&) {
        throw;
      } catch (const std::exception& error) {
        problems[i] = error.what();
      }
    });
    rows_done_ += all.size();
    for (std::size_t i = 0; i < all.size(); ++i) {
      PointResult& point = result_.points[all[i].point->number];
      point.reused += reused[i] != 0 ? 1 : 0;
      (reused[i] != 0 ? result_.reused : result_.simulated) += 1;
      result_.requests += requests[i];
      if (point.problem.empty()) point.problem = problems[i];
    }
    std::erase_if(chunk, [&](const OpenedPoint& point) {
      return !result_.points[point.number].problem.empty();
    });
  }

  /// How many requests it took, and whether the row was known.
  std::pair<std::uint64_t, bool> fill(OpenedPoint& point, std::size_t replication) {
    Row& row = point.rows[replication];
    RowKey key = point.key;
    key.replication = replication;
    if (options_.store != nullptr) {
      std::vector<std::string> names;
      for (const StudyMeasure& measure : point.measures)
        for (const Indicator& one : measure.metrics) names.push_back(to_text(one));
      names.emplace_back("hit_ratio");
      if (auto known = options_.store->find(key, names)) {
        row = std::move(*known);
        return {0, true};
      }
    }
    RowDelivery made = simulated(point, replication);
    row = std::move(made.row);
    if (options_.store != nullptr) options_.store->put(key, row);
    return {made.requests, false};
  }

  RowDelivery simulated(const OpenedPoint& point, std::size_t replication) const {
    if (options_.pool == nullptr) {
      const Replication one = replication_of(point.runs, replication);
      return {row_of(one, *point.runs.plan, point.metrics), one.seen.simulated_requests};
    }
    RowOrder order{.overrides = points_[point.number],
                   .warm_up_doublings = point.doublings,
                   .seed = options_.study.seed,
                   .replication = replication,
                   .metrics = {}};
    for (const Indicator& one : point.metrics) order.metrics.push_back(to_text(one));
    return options_.pool->row(order, options_.study.stop);
  }

  const std::vector<std::vector<std::string>>& points_;
  const OpenPoint& open_;
  const PointsOptions& options_;
  PointsResult result_;
  std::size_t first_ = 0;
  std::size_t chunk_ = 0;
  int doublings_ = 0;  // of the warm-up, of the points that are opened
  std::size_t rows_done_ = 0;
};

}  // namespace

RowKey row_key(const Blueprint& plan, std::uint64_t seed) {
  return {print_json(plan.spec, -1), hash_of_references(plan.setting), seed, 0};
}

PointsResult evaluate_points(const std::vector<std::vector<std::string>>& points,
                             const OpenPoint& open, const PointsOptions& options) {
  return Evaluation(points, open, options).run();
}

}  // namespace edgecase
