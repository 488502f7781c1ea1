#include "core/popularity.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/check.hpp"

namespace edgecase {
namespace {

constexpr std::uint64_t ranks_per_step = 64;  // a block spans at most first / 64 ranks
constexpr std::uint64_t summed_directly = 2048;

/// Sum of (rank / unit)^-exponent for first … last: directly for the first ranks, then Euler and
/// Maclaurin's formula, whose next term is below 1e-15 of the sum from rank 2048 on. The unit keeps
/// steep falls far from rank 1 in the range of a double.
double power_sum(double exponent, std::uint64_t unit, std::uint64_t first, std::uint64_t last) {
  const auto power = [exponent, one = static_cast<double>(unit)](double rank) {
    return std::pow(rank / one, -exponent);
  };
  const std::uint64_t direct = std::min(last, first + summed_directly - 1);
  double sum = 0;
  for (std::uint64_t rank = direct; rank >= first; --rank) {
    sum += power(static_cast<double>(rank));  // small terms first
  }
  if (direct == last) return sum;
  const auto m = static_cast<double>(direct + 1);
  const auto n = static_cast<double>(last);
  const double a = exponent;
  const double log_ratio = std::log(n / m);
  const double x = (1 - a) * log_ratio;
  const double growth = std::abs(x) < 1e-12 ? 1 : std::expm1(x) / x;
  const double integral = m * power(m) * log_ratio * growth;
  const auto slope = [&](double r) { return -a * power(r) / r; };
  const auto third = [&](double r) { return slope(r) * (a + 1) * (a + 2) / (r * r); };
  return sum + integral + (power(m) + power(n)) / 2 + (slope(n) - slope(m)) / 12 -
         (third(n) - third(m)) / 720;
}

}  // namespace

Popularity Popularity::zipf(double exponent, std::uint64_t objects) {
  EC_CHECK(std::isfinite(exponent) && exponent >= 0, "popularity falls with the rank");
  EC_CHECK(objects >= 1 && objects < UINT32_MAX, "between 1 and 2^32 - 2 objects");
  return Popularity({Piece{1, objects, 1, exponent}});
}

// The first hundred blocks have their exact weights, from there on every fiftieth of a rank.
Popularity Popularity::zipf_blocks(double exponent, std::uint64_t ranks, std::uint64_t each) {
  EC_CHECK(std::isfinite(exponent) && exponent >= 0, "popularity falls with the rank");
  EC_CHECK(ranks >= 1 && each >= 1);
  const std::uint64_t blocks = (ranks + each - 1) / each;
  if (blocks == 1 || exponent == 0) return zipf(0, blocks);
  std::vector<PopularityPoint> points;
  for (std::uint64_t block = 1;;) {
    const double weight = power_sum(exponent, 1, (block - 1) * each + 1, block * each);
    points.push_back({block, points.empty() ? weight : std::min(weight, points.back().weight)});
    if (block == blocks) return piecewise(points);
    block = std::min(blocks, block + std::max<std::uint64_t>(1, block / 50));
  }
}

Popularity Popularity::piecewise(std::span<const PopularityPoint> points) {
  EC_CHECK(points.size() >= 2 && points.front().rank == 1, "at least two points, from rank 1");
  EC_CHECK(points.back().rank < UINT32_MAX, "at most 2^32 - 2 objects");
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const PopularityPoint& from = points[i];
    const PopularityPoint& to = points[i + 1];
    EC_CHECK(from.rank < to.rank, "ranks rise");
    EC_CHECK(from.weight >= to.weight && to.weight > 0, "weights do not rise and are above 0");
    const auto rank = static_cast<double>(from.rank);
    const double exponent =
        std::log(from.weight / to.weight) / std::log(static_cast<double>(to.rank) / rank);
    const bool at_the_end = i + 2 == points.size();
    pieces.push_back(Piece{from.rank, at_the_end ? to.rank : to.rank - 1, from.weight, exponent});
  }
  return Popularity(std::move(pieces));
}

Popularity::Popularity(std::vector<Piece> pieces) : pieces_(std::move(pieces)) {
  std::vector<double> bounds;
  for (Piece& piece : pieces_) {
    piece.weight_before = total_;
    total_ += piece.weight * power_sum(piece.exponent, piece.first, piece.first, piece.last);
    for (std::uint64_t first = piece.first; first <= piece.last;) {
      const std::uint64_t size =
          std::min(std::max<std::uint64_t>(1, first / ranks_per_step), piece.last - first + 1);
      const auto rank = static_cast<double>(first);
      const double kept = std::pow(rank / static_cast<double>(first + size - 1), piece.exponent);
      blocks_.push_back(Block{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(size),
                              static_cast<std::uint32_t>(std::min(kept * 0x1p32, 0x1p32 - 1)),
                              static_cast<std::uint32_t>(&piece - pieces_.data())});
      bounds.push_back(static_cast<double>(size) * piece.weight_of(first));
      first += size;
    }
  }
  pick_block_ = AliasTable(bounds);
}

bool Popularity::keeps(const Block& block, std::uint32_t rank, std::uint64_t fraction) const {
  const double ratio = static_cast<double>(block.first) / static_cast<double>(rank);
  return unit_open(fraction) < std::pow(ratio, pieces_[block.piece].exponent);
}

std::uint32_t Popularity::draw_again(const Stream& stream, std::uint64_t index,
                                     std::uint32_t lane) const {
  std::uint32_t object = 0;
  while (!attempt(stream.block(index, ++lane), object)) continue;
  return object;
}

const Popularity::Piece& Popularity::piece_of(std::uint64_t rank) const {
  const auto after = std::upper_bound(pieces_.begin() + 1, pieces_.end(), rank,
                                      [](std::uint64_t r, const Piece& p) { return r < p.first; });
  return after[-1];
}

double Popularity::probability(std::uint64_t object) const {
  EC_CHECK(object < objects());
  const Piece& piece = piece_of(object + 1);
  return piece.weight_of(object + 1) / total_;
}

double Popularity::cumulative(std::uint64_t count) const {
  EC_CHECK(count <= objects());
  if (count == 0) return 0;
  const Piece& piece = piece_of(count);
  const double inside = piece.weight * power_sum(piece.exponent, piece.first, piece.first, count);
  return std::min((piece.weight_before + inside) / total_, 1.0);
}

}  // namespace edgecase
