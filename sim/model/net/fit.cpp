#include "model/net/fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "core/check.hpp"
#include "load/csv/cells.hpp"

namespace edgecase {

namespace {

constexpr std::array<double, 6> band_edges_km = {0, 500, 1500, 4000, 8000, 21000};

/// Linear between order statistics. Requires: not empty.
double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const double at = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (values[above] - values[below]) * (at - static_cast<double>(below));
}

/// 1 for the smallest; equal values share the mean of their ranks.
std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> rank(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first + 1;
    while (end < order.size() && values[order[end]] <= values[order[first]]) ++end;
    const double mean = static_cast<double>(first + 1 + end) / 2;
    for (; first < end; ++first) rank[order[first]] = mean;
  }
  return rank;
}

/// Of pairs: means, and sums of products of what each differs from them.
struct PairSums {
  double mean_x = 0, mean_y = 0;
  double xx = 0, xy = 0, yy = 0;
};
PairSums pair_sums(std::span<const double> x, std::span<const double> y) {
  const auto n = static_cast<double>(x.size());
  PairSums m{.mean_x = std::accumulate(x.begin(), x.end(), 0.0) / n,
             .mean_y = std::accumulate(y.begin(), y.end(), 0.0) / n};
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double dx = x[i] - m.mean_x, dy = y[i] - m.mean_y;
    m.xx += dx * dx;
    m.xy += dx * dy;
    m.yy += dy * dy;
  }
  return m;
}

double correlation(std::span<const double> a, std::span<const double> b) {
  const PairSums m = pair_sums(a, b);
  const double scale = std::sqrt(m.xx * m.yy);
  return scale > 0 ? m.xy / scale : 0;
}

/// Finds the ends of a row: by coordinates where there are some, else by name.
class Ends {
 public:
  Ends(const Table& table, const Network& network) : table_(table), network_(network) {}

  std::optional<Site> find(const TableRow& row, std::string_view side,
                           std::vector<TableProblem>& problems) const {
    const std::string& lat = cell(row, fmt::format("{}_lat", side));
    const std::string& lon = cell(row, fmt::format("{}_lon", side));
    if (lat.empty() && lon.empty()) return by_name(row, side);
    const auto latitude = parse_decimal(lat), longitude = parse_decimal(lon);
    if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180) {
      problems.push_back(
          {row.line, fmt::format("`{}`, `{}` are not coordinates of `{}`", lat, lon, side)});
      return std::nullopt;
    }
    return network_.site_at(cell(row, side), {*latitude, *longitude});
  }

 private:
  const std::string& cell(const TableRow& row, std::string_view column) const {
    static const std::string none;
    const auto at = table_.column(column);
    return at ? row.cells[*at] : none;
  }
  std::optional<Site> by_name(const TableRow& row, std::string_view side) const {
    for (const std::string& column : {fmt::format("{}_iata", side), std::string(side)})
      if (const std::string& name = cell(row, column); !name.empty())
        if (const auto site = network_.find(name)) return site;
    return std::nullopt;
  }

  const Table& table_;
  const Network& network_;
};

double error_of(double model_ms, double measured_ms) {
  return std::abs(model_ms - measured_ms) / measured_ms;
}

std::vector<FitBand> bands_of(const std::vector<MatrixRow>& rows,
                              const std::vector<double>& errors) {
  std::vector<FitBand> bands;
  for (std::size_t b = 0; b + 1 < band_edges_km.size(); ++b) {
    std::vector<double> inside;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i].km >= band_edges_km[b] && rows[i].km < band_edges_km[b + 1])
        inside.push_back(errors[i]);
    if (!inside.empty())
      bands.push_back({band_edges_km[b], band_edges_km[b + 1], inside.size(), quantile(inside, 0.5),
                       quantile(inside, 0.9)});
  }
  return bands;
}

}  // namespace

Matrix read_matrix(std::string_view text, const Network& network) {
  const Table table(text);
  Matrix matrix{.rows = {}, .problems = table.problems()};
  const auto rtt_column = table.column("rtt_ms");
  if (!rtt_column) {
    matrix.problems.insert(matrix.problems.begin(), {1, "column `rtt_ms` is missing"});
    return matrix;
  }
  const Ends ends(table, network);
  for (const TableRow& row : table.rows()) {
    const auto rtt = parse_decimal(row.cells[*rtt_column]);
    if (!rtt || *rtt < 0)
      matrix.problems.push_back(
          {row.line, fmt::format("`{}` is not a round trip in ms", row.cells[*rtt_column])});
    const std::size_t before = matrix.problems.size();
    const auto from = ends.find(row, "from", matrix.problems);
    const auto to = ends.find(row, "to", matrix.problems);
    if (!rtt || *rtt < 0 || matrix.problems.size() > before) continue;
    if (!from || !to) {
      ++matrix.without_coordinates;
      continue;
    }
    const double km = great_circle_km(from->at, to->at);
    if (km < 1)
      ++matrix.same_place;
    else if (*rtt <= 0)
      matrix.problems.push_back(
          {row.line, fmt::format("a round trip over {:.0f} km cannot be 0", km)});
    else
      matrix.rows.push_back({*from, *to, km, *rtt});
  }
  return matrix;
}

Fit judge(const RoundTripModel& model, const std::vector<MatrixRow>& rows) {
  EC_CHECK(!rows.empty(), "no measurements");
  std::vector<double> predicted, measured, errors, biases;
  for (const MatrixRow& row : rows) {
    predicted.push_back(model.between(row.from, row.to).ms);
    measured.push_back(row.rtt_ms);
    errors.push_back(error_of(predicted.back(), row.rtt_ms));
    biases.push_back((predicted.back() - row.rtt_ms) / row.rtt_ms);
  }
  return {.pairs = rows.size(),
          .median_error = quantile(errors, 0.5),
          .p90_error = quantile(errors, 0.9),
          .rank_correlation = correlation(ranks(predicted), ranks(measured)),
          .median_bias = quantile(biases, 0.5),
          .bands = bands_of(rows, errors)};
}

RoundTripModel without_source(const RoundTripModel& model, std::string_view source) {
  std::vector<Corridor> kept;
  for (const Corridor& c : model.corridors())
    if (c.source != source && !c.source.starts_with(fmt::format("{}-", source))) kept.push_back(c);
  return {model.sites(), std::move(kept), model.parameters()};
}

LineFit fit_line(const std::vector<MatrixRow>& rows) {
  EC_CHECK(rows.size() > 1, "a line needs two points");
  std::vector<double> km, rtt_ms;
  for (const MatrixRow& row : rows) {
    km.push_back(row.km);
    rtt_ms.push_back(row.rtt_ms);
  }
  const PairSums m = pair_sums(km, rtt_ms);
  const double per_km = m.xx > 0 ? m.xy / m.xx : 0;
  const double fixed = m.mean_y - per_km * m.mean_x;
  std::vector<double> errors;
  errors.reserve(rows.size());
  for (const MatrixRow& row : rows) errors.push_back(error_of(fixed + per_km * row.km, row.rtt_ms));
  return {fixed, per_km, quantile(errors, 0.5), quantile(errors, 0.9)};
}

}  // namespace edgecase
