#pragma once
// How latencies are spread, and where the time went: a histogram with buckets that widen with the
// value, each bucket carrying the exact nanoseconds per stage of the requests in it.
//
// Buckets: 64 per power of two, so a bucket is at most 1.6 % wide and a quantile off by at most
// that (about 0.8 % in the middle of a bucket; exact where all values of the neighbourhood are
// alike). Counts, means and stage sums are exact integers: merge and subtract are exact in any
// order. Range: 0 … 2^63 - 1 ns. So that sums of 64 bits hold two billion requests in any bucket,
// those of buckets above 8.6 s (2^33 ns) are in units of 2, 4, 8 … ns, which rounds each request's
// times by less than one part in 2^32; and a sample's weight multiplies counts, while sums
// stay those of the sample. Memory: nothing while empty, then one block of 64 buckets per power of
// two in use.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "core/check.hpp"
#include "core/prefetch.hpp"

namespace edgecase {

/// The bucket layout shared by all histograms: value -> bucket number and back.
struct LatencyScale {
  static constexpr int sub_bits = 6;
  static constexpr std::uint32_t per_octave = 1u << sub_bits;
  static constexpr std::uint32_t octaves = 64 - sub_bits;
  static constexpr std::uint32_t buckets = octaves * per_octave;

  static constexpr std::uint32_t bucket_of(std::int64_t ns) {
    const auto value = static_cast<std::uint64_t>(ns);
    const int shift = static_cast<int>(std::bit_width(value | (per_octave - 1))) - sub_bits;
    const int drop = shift > 0 ? shift - 1 : 0;
    // Octave 0 holds 0 … 63 exactly; octave k >= 1 holds 2^(k+5) … 2^(k+6) - 1 in 64 steps.
    return static_cast<std::uint32_t>(shift) * per_octave +
           (static_cast<std::uint32_t>(value >> drop) & (per_octave - 1));
  }
  static constexpr std::int64_t lower(std::uint32_t bucket) {
    const std::uint32_t octave = bucket / per_octave;
    const std::uint64_t step = bucket % per_octave;
    if (octave == 0) return static_cast<std::int64_t>(step);
    return static_cast<std::int64_t>((per_octave + step) << (octave - 1));
  }
  /// Sums of the bucket count 2^shift ns.
  static constexpr int shift_of(std::uint32_t bucket) {
    constexpr int first_long = 32 - sub_bits + 1;  // the octave that begins at 2^32 ns
    const int octave = static_cast<int>(bucket / per_octave);
    return octave < first_long ? 0 : octave - first_long;
  }
  static constexpr std::int64_t long_ns = std::int64_t{1} << 33;  // the first that is shifted
  /// One past the largest value of the bucket (the largest itself in the last bucket).
  static constexpr std::int64_t upper(std::uint32_t bucket) {
    return bucket + 1 < buckets ? lower(bucket + 1) : INT64_MAX;
  }
};

/// What one range of requests had in common; sums are in nanoseconds. Counts may be fractions where
/// a range begins or ends inside a bucket.
template <std::size_t Stages>
struct LatencySlice {
  double count = 0;
  double mean_ns = 0;
  std::array<double, Stages> stage_mean_ns{};
};

/// Stages = 0 is the lean variant: counts and means only.
template <std::size_t Stages>
class StageHistogram {
 public:
  struct Bucket {
    std::uint64_t count = 0;
    std::uint64_t total = 0;                    // in units of 2^shift_of(bucket) ns
    std::array<std::uint64_t, Stages> stage{};  // likewise
  };

  StageHistogram() = default;
  StageHistogram(const StageHistogram& other) { merge(other); }
  StageHistogram(StageHistogram&&) noexcept = default;
  StageHistogram& operator=(StageHistogram other) noexcept {
    octaves_.swap(other.octaves_);
    each_ = other.each_;
    return *this;
  }

  /// Counts one request; `first` are its nanoseconds by cause, without the last causes if they are
  /// 0. They need not add up to the total.
  template <std::size_t Some>
    requires(Some <= Stages)
  void add(std::int64_t total_ns, const std::array<std::int64_t, Some>& first) {
    EC_CHECK(total_ns >= 0, "a latency cannot be negative");
    const std::uint32_t number = LatencyScale::bucket_of(total_ns);
    Bucket& bucket = at(number);
    ++bucket.count;
    if (total_ns >= LatencyScale::long_ns) [[unlikely]]
      return add_long(bucket, LatencyScale::shift_of(number), total_ns, first);
    bucket.total += static_cast<std::uint64_t>(total_ns);
    for (std::size_t i = 0; i < Some; ++i) bucket.stage[i] += static_cast<std::uint64_t>(first[i]);
  }
  void add(std::int64_t total_ns) { add(total_ns, std::array<std::int64_t, 0>{}); }
  /// Merges the totals of another kind of histogram.
  template <std::size_t Others>
    requires(Stages == 0)
  void merge_totals(const StageHistogram<Others>& other) {
    weigh_like(other.each());
    other.for_each([&](std::uint32_t number, const auto& from) {
      Bucket& to = at(number);
      to.count += from.count;
      to.total += from.total;
    });
  }
  /// Everything counted so far was a sample of one in `times`. Requires: never scaled before.
  void scale_by(std::uint64_t times) {
    EC_CHECK(each_ == 1 && times > 0, "a histogram is scaled once");
    for (const std::unique_ptr<Octave>& octave : octaves_)
      if (octave)
        for (Bucket& bucket : *octave) bucket.count *= times;
    each_ = times;
  }
  /// Number of requests that each request in the sums represents.
  std::uint64_t each() const { return each_; }
  /// Asks the memory for what a later add() of this total, with so many causes, will touch.
  template <std::size_t Some = Stages>
  void prefetch(std::int64_t total_ns) const {
    const std::uint32_t bucket = LatencyScale::bucket_of(total_ns);
    const Octave* octave = octaves_[bucket / LatencyScale::per_octave].get();
    if (octave != nullptr) {
      const auto* place =
          reinterpret_cast<const char*>(&(*octave)[bucket % LatencyScale::per_octave]);
      constexpr std::size_t bytes = sizeof(Bucket) - (Stages - Some) * sizeof(std::uint64_t);
      for (std::size_t at = 0; at < bytes; at += 64) prefetch_to_write(place + at);
      prefetch_to_write(place + bytes - 1);
    }
  }

  void merge(const StageHistogram& other) { combine<std::plus<>>(other); }
  /// Removes what `other`, an earlier state of this histogram, had counted.
  void subtract(const StageHistogram& other) { combine<std::minus<>>(other); }
  void clear() {
    octaves_ = {};
    each_ = 1;
  }

  std::uint64_t count() const {
    std::uint64_t n = 0;
    for_each([&](std::uint32_t, const Bucket& b) { n += b.count; });
    return n;
  }
  /// Exact up to the final division; 0 when empty.
  double mean() const { return slice(0, 1).mean_ns; }
  /// Sum of the totals. Requires: it is below 2^64 ns.
  std::uint64_t total() const {
    std::uint64_t sum = 0;
    for_each([&](std::uint32_t number, const Bucket& b) {
      sum += (b.total << LatencyScale::shift_of(number)) * each_;
    });
    return sum;
  }
  std::array<std::uint64_t, Stages> stage_totals() const {
    std::array<std::uint64_t, Stages> sums{};
    for_each([&](std::uint32_t number, const Bucket& b) {
      for (std::size_t i = 0; i < Stages; ++i)
        sums[i] += (b.stage[i] << LatencyScale::shift_of(number)) * each_;
    });
    return sums;
  }

  /// The latency that a share q of the requests does not exceed, in ns; 0 <= q <= 1, 0 when empty.
  double quantile(double q) const;
  /// The share of requests whose latency is at most `ns`, interpolated within its bucket.
  double share_within(std::int64_t ns) const;
  /// The requests between two quantiles, with the mean time per stage; a bucket cut by the range
  /// counts by the part inside, at its own mean. slice(0.985, 0.995) is "around p99".
  LatencySlice<Stages> slice(double from, double to) const;

  /// Calls visit(bucket number, bucket) for every bucket in use, from low to high.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::uint32_t o = 0; o < LatencyScale::octaves; ++o) {
      if (!octaves_[o]) continue;
      for (std::uint32_t i = 0; i < LatencyScale::per_octave; ++i) {
        const Bucket& bucket = (*octaves_[o])[i];
        if (bucket.count != 0) visit(o * LatencyScale::per_octave + i, bucket);
      }
    }
  }

 private:
  using Octave = std::array<Bucket, LatencyScale::per_octave>;

  Bucket& at(std::uint32_t bucket) {
    std::unique_ptr<Octave>& octave = octaves_[bucket / LatencyScale::per_octave];
    if (!octave) [[unlikely]]
      octave = std::make_unique<Octave>();
    return (*octave)[bucket % LatencyScale::per_octave];
  }
  std::uint64_t count_at(std::uint32_t bucket) const {
    if (bucket >= LatencyScale::buckets) return 0;
    const Octave* octave = octaves_[bucket / LatencyScale::per_octave].get();
    return octave == nullptr ? 0 : (*octave)[bucket % LatencyScale::per_octave].count;
  }
  template <std::size_t Some>
  [[gnu::noinline]] static void add_long(Bucket& bucket, int shift, std::int64_t total_ns,
                                         const std::array<std::int64_t, Some>& first) {
    bucket.total += static_cast<std::uint64_t>(total_ns) >> shift;
    for (std::size_t i = 0; i < Some; ++i)
      bucket.stage[i] += static_cast<std::uint64_t>(first[i]) >> shift;
  }
  /// Before anything of a histogram with this weight is merged.
  void weigh_like(std::uint64_t each) {
    const bool empty = std::ranges::none_of(octaves_, [](const auto& o) { return o != nullptr; });
    if (empty) each_ = each;
    EC_CHECK(each_ == each, "histograms of different samples are merged");
  }
  /// Nanoseconds that one unit of a bucket's sums is worth.
  double unit_of(std::uint32_t bucket) const {
    return static_cast<double>(std::uint64_t{1} << LatencyScale::shift_of(bucket)) *
           static_cast<double>(each_);
  }
  /// Where the requests of a bucket lie: an atom at the mean if both neighbours are empty, else
  /// spread evenly and as widely as the bucket allows around its exact mean.
  struct Spread {
    double mean, half_width;
  };
  Spread spread_of(std::uint32_t bucket, const Bucket& content) const {
    const double mean =
        static_cast<double>(content.total) * unit_of(bucket) / static_cast<double>(content.count);
    const bool alone = (bucket == 0 || count_at(bucket - 1) == 0) && count_at(bucket + 1) == 0;
    if (alone || content.count == each_) return {mean, 0};
    return {mean, std::min(mean - static_cast<double>(LatencyScale::lower(bucket)),
                           static_cast<double>(LatencyScale::upper(bucket)) - mean)};
  }
  template <class Operation>
  void combine(const StageHistogram& other) {
    if (std::ranges::none_of(other.octaves_, [](const auto& o) { return o != nullptr; })) return;
    weigh_like(other.each_);
    other.for_each([&](std::uint32_t number, const Bucket& from) {
      Bucket& to = at(number);
      to.count = Operation{}(to.count, from.count);
      to.total = Operation{}(to.total, from.total);
      for (std::size_t i = 0; i < Stages; ++i) {
        to.stage[i] = Operation{}(to.stage[i], from.stage[i]);
      }
    });
  }

  std::array<std::unique_ptr<Octave>, LatencyScale::octaves> octaves_{};
  std::uint64_t each_ = 1;
};

using CountHistogram = StageHistogram<0>;

template <std::size_t Stages>
double StageHistogram<Stages>::quantile(double q) const {
  EC_CHECK(q >= 0 && q <= 1, "a quantile lies between 0 and 1");
  const double target = q * static_cast<double>(count());
  double before = 0;
  double answer = 0;
  bool found = false;
  for_each([&](std::uint32_t number, const Bucket& bucket) {
    if (found) return;
    const auto n = static_cast<double>(bucket.count);
    const Spread spread = spread_of(number, bucket);
    const double inside = std::min((target - before) / n, 1.0);
    answer = spread.mean + spread.half_width * (2 * inside - 1);
    before += n;
    found = before >= target;
  });
  return answer;
}

template <std::size_t Stages>
double StageHistogram<Stages>::share_within(std::int64_t ns) const {
  const std::uint64_t all = count();
  if (all == 0) return 0;
  double below = 0;
  for_each([&](std::uint32_t number, const Bucket& bucket) {
    const auto n = static_cast<double>(bucket.count);
    const Spread spread = spread_of(number, bucket);
    const double low = spread.mean - spread.half_width;
    const double value = static_cast<double>(ns);
    if (value >= spread.mean + spread.half_width) {
      below += n;
    } else if (value > low) {
      below += n * (value - low) / (2 * spread.half_width);
    }
  });
  return below / static_cast<double>(all);
}

template <std::size_t Stages>
LatencySlice<Stages> StageHistogram<Stages>::slice(double from, double to) const {
  EC_CHECK(from >= 0 && from <= to && to <= 1, "a slice runs from a lower to a higher quantile");
  const auto all = static_cast<double>(count());
  const double first = from * all;
  const double last = to * all;
  LatencySlice<Stages> result;
  double before = 0;
  for_each([&](std::uint32_t number, const Bucket& bucket) {
    const auto n = static_cast<double>(bucket.count);
    const double part = std::min(before + n, last) - std::max(before, first);
    before += n;
    if (part <= 0) return;
    result.count += part;
    const double share = part / n * unit_of(number);
    result.mean_ns += share * static_cast<double>(bucket.total);
    for (std::size_t i = 0; i < Stages; ++i) {
      result.stage_mean_ns[i] += share * static_cast<double>(bucket.stage[i]);
    }
  });
  if (result.count > 0) {
    result.mean_ns /= result.count;
    for (double& stage : result.stage_mean_ns) stage /= result.count;
  }
  return result;
}

}  // namespace edgecase
