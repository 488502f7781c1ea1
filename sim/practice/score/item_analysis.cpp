#include "practice/score/item_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/check.hpp"

namespace edgecase {

namespace {

double column_mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Mean product of the deviations: of a column with itself, its variance (over n).
double covariance(std::span<const double> a, std::span<const double> b) {
  const double of_a = column_mean(a);
  const double of_b = column_mean(b);
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - of_a) * (b[i] - of_b);
  return sum / static_cast<double>(a.size());
}

/// Variance below which equal values differ by rounding only; rows are shares, 0 to 1.
constexpr double no_variance = 1e-20;

double row_correlation(std::span<const double> a, std::span<const double> b) {
  const double of_a = covariance(a, a);
  const double of_b = covariance(b, b);
  if (!(of_a > no_variance && of_b > no_variance)) return std::numeric_limits<double>::quiet_NaN();
  return covariance(a, b) / std::sqrt(of_a * of_b);
}

/// How many candidates make 27%, at least one.
std::size_t group_size(std::size_t candidates) {
  return std::max<std::size_t>(
      1, static_cast<std::size_t>(std::lround(0.27 * static_cast<double>(candidates))));
}

double mean_share_of(std::span<const std::size_t> group, std::span<const double> row) {
  double sum = 0;
  for (const std::size_t candidate : group) sum += row[candidate];
  return sum / static_cast<double>(group.size());
}

}  // namespace

ItemAnalysis analyse_items(std::span<const std::vector<double>> shares,
                           std::span<const double> points) {
  ItemAnalysis result;
  result.reliability = result.discrimination_error = std::numeric_limits<double>::quiet_NaN();
  if (shares.empty()) return result;
  const std::size_t rows = shares.front().size();
  EC_CHECK(points.empty() || points.size() == rows);
  std::vector<std::vector<double>> columns(rows, std::vector<double>(shares.size()));
  std::vector<double> score(shares.size(), 0.0);
  const auto points_of = [&](std::size_t row) { return points.empty() ? 1.0 : points[row]; };
  for (std::size_t candidate = 0; candidate < shares.size(); ++candidate) {
    EC_CHECK(shares[candidate].size() == rows);
    for (std::size_t row = 0; row < rows; ++row) {
      columns[row][candidate] = shares[candidate][row];
      score[candidate] += points_of(row) * shares[candidate][row];
    }
  }
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return score[a] > score[b]; });
  const std::size_t group = group_size(shares.size());
  const auto top = std::span(order).first(group);
  const auto bottom = std::span(order).last(group);
  double variances = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<double> rest = score;
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= points_of(row) * columns[row][i];
    const std::vector<double>& column = columns[row];
    variances += points_of(row) * points_of(row) * covariance(column, column);
    result.rows.push_back({column_mean(column),
                           mean_share_of(top, column) - mean_share_of(bottom, column),
                           row_correlation(column, score), row_correlation(column, rest)});
  }
  const auto k = static_cast<double>(rows);
  const double of_score = covariance(score, score);
  if (rows > 1 && of_score > no_variance) {
    result.reliability = k / (k - 1) * (1 - variances / of_score);
  }
  result.discrimination_error = std::sqrt(0.5 / static_cast<double>(group));
  return result;
}

RowVerdict verdict_of(const RowAnalysis& row) {
  if (row.discrimination < 0) return RowVerdict::keyed_wrong;
  if (!(row.discrimination >= 0.20)) return RowVerdict::drop;
  const bool clear = row.discrimination >= 0.30 && row.with_rest >= 0.20;
  return clear && row.mean_share >= 0.2 && row.mean_share <= 0.9 ? RowVerdict::keep
                                                                 : RowVerdict::review;
}

const char* name_of(RowVerdict verdict) {
  switch (verdict) {
    case RowVerdict::keep:
      return "keep";
    case RowVerdict::review:
      return "review";
    case RowVerdict::drop:
      return "drop";
    case RowVerdict::keyed_wrong:
      break;
  }
  return "keyed wrong";
}

}  // namespace edgecase
