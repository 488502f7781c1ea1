#pragma once
// Which object a request asks for: ranks from a popularity law, exact, for up to 2^32 - 1 objects,
// without a table of objects (a few ten KB whatever their number, a few ns a draw).
//
// How: ranks are grouped into blocks of at most 1/64 of their first rank; an alias table picks a
// block by an upper bound of its weight, a rank is drawn evenly in the block and kept with
// probability weight(rank) / weight(first rank of the block); else the next lane of the same index
// is used, so no other draw shifts. A squeeze spares nearly all pow(). Exact to 2^-32 of a block.
// Not modelled: popularity that changes with time, correlation between requests (see traffic).

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "core/alias.hpp"
#include "core/random.hpp"

namespace edgecase {

/// A known point of an empirical popularity: the relative weight of the object of that rank (1 =
/// most popular). Between two points the law is a power of the rank (a line on log-log paper).
struct PopularityPoint {
  std::uint64_t rank = 1;
  double weight = 1;
};

class Popularity {
 public:
  /// Weight of rank r is r^-exponent; exponent >= 0 (0: all alike), objects in 1 … 2^32 - 1.
  static Popularity zipf(double exponent, std::uint64_t objects);
  /// The same law seen through a sample: one object for each `each` consecutive ranks, as popular
  /// as they are together (the last, of fewer ranks, as if they were as many). Any number of ranks;
  /// at least 1 and below 2^32 - 1 objects. Weights to 1e-5 of themselves.
  static Popularity zipf_blocks(double exponent, std::uint64_t ranks, std::uint64_t each);
  /// Rising ranks from 1, weights > 0 that never rise; the last point's rank is the number of
  /// objects.
  static Popularity piecewise(std::span<const PopularityPoint> points);

  std::uint64_t objects() const { return pieces_.back().last; }

  /// The object (0 = most popular … objects()-1) that request `index` of this stream asks for.
  /// `first` is stream.block(index, lane), usually from a fill(); further lanes are read only after
  /// a rejection (about one draw in 150 at exponent 1). Leave lanes lane+1 … lane+63 to this.
  std::uint32_t draw(const RandomBlock& first, const Stream& stream, std::uint64_t index,
                     std::uint32_t lane = 0) const {
    std::uint32_t object = 0;
    if (attempt(first, object)) [[likely]]
      return object;
    return draw_again(stream, index, lane);
  }
  std::uint32_t draw(const Stream& stream, std::uint64_t index, std::uint32_t lane = 0) const {
    return draw(stream.block(index, lane), stream, index, lane);
  }

  /// Probability of the object; relative error below 1e-12.
  double probability(std::uint64_t object) const;
  /// Probability that a request asks for one of the `count` most popular objects. Error as above.
  double cumulative(std::uint64_t count) const;

 private:
  struct Piece {  // ranks first … last, weight of the first * (rank / first)^-exponent
    std::uint64_t first, last;
    double weight, exponent;
    double weight_of(std::uint64_t rank) const {
      return weight * std::pow(static_cast<double>(rank) / static_cast<double>(first), -exponent);
    }
    double weight_before = 0;  // of all earlier pieces
  };
  struct Block {
    std::uint32_t first, size;  // ranks first … first+size-1
    std::uint32_t squeeze;      // keep at once while the fraction is below squeeze / 2^32
    std::uint32_t piece;
  };
  explicit Popularity(std::vector<Piece> pieces);
  const Piece& piece_of(std::uint64_t rank) const;
  bool attempt(const RandomBlock& bits, std::uint32_t& object) const {
    __extension__ using Wide = unsigned __int128;
    const Block& block = blocks_[pick_block_.pick(low_word(bits))];
    const Wide product = static_cast<Wide>(high_word(bits)) * block.size;
    const auto rank = block.first + static_cast<std::uint32_t>(product >> 64);
    const auto fraction = static_cast<std::uint64_t>(product);
    object = rank - 1;
    return (fraction >> 32) < block.squeeze || keeps(block, rank, fraction);
  }
  bool keeps(const Block& block, std::uint32_t rank, std::uint64_t fraction) const;
  std::uint32_t draw_again(const Stream& stream, std::uint64_t index, std::uint32_t lane) const;

  std::vector<Piece> pieces_;
  double total_ = 0;
  AliasTable pick_block_;
  std::vector<Block> blocks_;
};

}  // namespace edgecase
