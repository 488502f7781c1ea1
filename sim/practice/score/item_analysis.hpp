#pragma once
// Whether the rows of a case tell good designs from bad ones: difficulty, discrimination and
// reliability of a test, by classical test theory.
// Assumes: all candidates meet all rows. Candidates with equal scores keep the order in which they
//   are given, also where the top and bottom groups end: shuffle them first if it has a meaning.
// Errors: none are thrown; NaN where a row or the score does not vary, or without candidates.
// Source: upper and lower 27%: Kelley 1939; KR-20: Kuder and Richardson 1937, for partly solved
//   rows it is Cronbach's alpha (1951).
// Not modelled: item response theory, corrections of the correlations for small samples.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace edgecase {

struct RowAnalysis {
  /// Difficulty p: the mean share of the row's points that candidates earn.
  double mean_share = 0;
  /// D: its mean among the 27% with the highest score, less that among the 27% with the lowest.
  double discrimination = 0;
  /// Correlation with the score (point-biserial). Inflated, because the score contains the row.
  double with_score = 0;
  /// Correlation with the score without this row: the one to judge by.
  double with_rest = 0;
};

struct ItemAnalysis {
  std::vector<RowAnalysis> rows;
  double reliability = 0;  ///< KR-20; at most 1, and negative when rows contradict each other
  /// Standard error of a discrimination, at most (rows of mean share one half).
  double discrimination_error = 0;
};

/// `shares[candidate][row]`: what the candidate earned of the row, 0 to 1. `points`: of each row;
/// empty: all equal. Requires: every candidate has the same number of rows, as many as `points`.
ItemAnalysis analyse_items(std::span<const std::vector<double>> shares,
                           std::span<const double> points = {});

enum class RowVerdict : std::uint8_t {
  keep,         ///< D >= 0.30, r_rest >= 0.20 and 0.2 <= p <= 0.9
  review,       ///< D >= 0.20, or one of the others misses its bound
  drop,         ///< D < 0.20: passing it says nothing of the rest
  keyed_wrong,  ///< D < 0: better designs fail it more often
};

RowVerdict verdict_of(const RowAnalysis& row);

/// "keep", "review", "drop", "keyed wrong".
const char* name_of(RowVerdict verdict);

}  // namespace edgecase
