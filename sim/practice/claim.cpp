#include "practice/claim.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include <fmt/core.h>

namespace edgecase {
namespace {

struct Relation {
  std::string_view words;
  Comparison op;
  int change;  // of a baseline: -1 down, +1 up; 0: none
};

// Longer ones first, so that "falls by at least" is not read as "at least".
constexpr std::array relations{
    Relation{"falls by at least", Comparison::at_least, -1},
    Relation{"falls by more than", Comparison::greater, -1},
    Relation{"falls by at most", Comparison::at_most, -1},
    Relation{"drops by at least", Comparison::at_least, -1},
    Relation{"drops by at most", Comparison::at_most, -1},
    Relation{"rises by at least", Comparison::at_least, 1},
    Relation{"rises by more than", Comparison::greater, 1},
    Relation{"rises by at most", Comparison::at_most, 1},
    Relation{"rises by less than", Comparison::less, 1},
    Relation{"at most", Comparison::at_most, 0},
    Relation{"at least", Comparison::at_least, 0},
    Relation{"less than", Comparison::less, 0},
    Relation{"more than", Comparison::greater, 0},
    Relation{"below", Comparison::less, 0},
    Relation{"under", Comparison::less, 0},
    Relation{"above", Comparison::greater, 0},
    Relation{"over", Comparison::greater, 0},
    Relation{"<=", Comparison::at_most, 0},
    Relation{">=", Comparison::at_least, 0},
    Relation{"<", Comparison::less, 0},
    Relation{">", Comparison::greater, 0},
};

std::string_view trimmed_of(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0)
    text.remove_prefix(1);
  while (!text.empty() &&
         (std::isspace(static_cast<unsigned char>(text.back())) != 0 || text.back() == '.'))
    text.remove_suffix(1);
  return text;
}

/// What stands in brackets at the end, else all of it.
std::string_view checkable_part(std::string_view text) {
  text = trimmed_of(text);
  const std::size_t open = text.rfind('[');
  if (text.ends_with(']') && open != std::string_view::npos && open > 0 && text[open - 1] == ' ')
    return trimmed_of(text.substr(open + 1, text.size() - open - 2));
  if (text.starts_with('[') && text.ends_with(']'))
    return trimmed_of(text.substr(1, text.size() - 2));
  return text;
}

std::string lowercase(std::string_view text) {
  std::string low(text);
  for (char& c : low) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return low;
}

class ClaimReader {
 public:
  explicit ClaimReader(std::string_view text) : rest_(checkable_part(text)) {}

  std::optional<Claim> read(std::string& problem) {
    problem.clear();
    metric();
    if (problem_.empty()) relation();
    if (problem_.empty()) baseline();
    if (problem_.empty()) value();
    problem = problem_;
    return problem_.empty() ? std::optional(claim_) : std::nullopt;
  }

 private:
  std::string_view word() {
    rest_ = trimmed_of(rest_);
    std::size_t end = 0;
    int depth = 0;
    while (end < rest_.size() && (depth > 0 || rest_[end] != ' ')) {
      depth += rest_[end] == '{' ? 1 : rest_[end] == '}' ? -1 : 0;
      ++end;
    }
    const std::string_view one = rest_.substr(0, end);
    rest_ = trimmed_of(rest_.substr(end));
    return one;
  }
  bool take(std::string_view words) {
    if (!lowercase(rest_).starts_with(words)) return false;
    const std::size_t end = words.size();
    const bool sign = words == "<" || words == ">" || words == "<=" || words == ">=";
    if (!sign && end < rest_.size() && rest_[end] != ' ') return false;
    rest_ = trimmed_of(rest_.substr(end));
    return true;
  }

  void metric() {
    claim_.metric = word();
    if (claim_.metric.empty()) problem_ = "the claim is empty";
    if (take("for")) {
      const std::string labels(word());
      if (labels.find('=') == std::string::npos)
        problem_ = fmt::format("`for {}` is no label with a value", labels);
      claim_.metric += "{" + labels + "}";
    }
    for (const char* verb : {"is", "are", "stays", "remains"}) (void)take(verb);
  }

  void relation() {
    for (const Relation& one : relations) {
      if (!take(one.words)) continue;
      claim_.op = one.op;
      claim_.is_change = one.change != 0;
      claim_.falls = one.change < 0;
      return;
    }
    problem_ = fmt::format("no comparison is seen at `{}`", rest_);
  }

  /// Splits off what the claim compares with; the value remains.
  void baseline() {
    const std::string low = lowercase(rest_);
    std::size_t at = low.find(" than ");
    std::size_t skip = 6;
    for (const char* word : {" without ", " with "}) {
      const std::size_t found = low.find(word);
      if (at == std::string::npos && found != std::string::npos) at = found, skip = 1;
    }
    if (at == std::string::npos) return;
    std::string_view what = trimmed_of(rest_.substr(at + skip));
    rest_ = trimmed_of(rest_.substr(0, at));
    const auto begins = [&](std::string_view word) {
      if (!lowercase(what).starts_with(word)) return false;
      what = trimmed_of(what.substr(word.size()));
      return true;
    };
    if (begins("without ")) {
      claim_.baseline = BaselineKind::without;
    } else if (begins("with ")) {
      claim_.baseline = BaselineKind::with;
      if (what.find('=') == std::string_view::npos)
        problem_ = fmt::format("`with {}` needs KEY=VALUE", what);
    } else if (begins("run ")) {
      claim_.baseline = BaselineKind::run;
      if (what.empty() || what.find_first_not_of("0123456789") != std::string_view::npos)
        problem_ = fmt::format("`run {}` is no run", what);
    } else if (begins("starter") || begins("the starter")) {
      claim_.baseline = BaselineKind::starter;
    } else {
      problem_ = fmt::format(
          "`{}` is nothing to compare with: starter, run N, without KEY, with "
          "KEY=VALUE",
          what);
    }
    claim_.of = what;
  }

  void value() {
    for (const auto& [word, falls] : {std::pair{" lower", true}, std::pair{" higher", false}}) {
      if (!lowercase(rest_).ends_with(word)) continue;
      rest_ = trimmed_of(rest_.substr(0, rest_.size() - std::string_view(word).size()));
      claim_.is_change = true;
      claim_.falls = falls;
    }
    claim_.value = rest_;
    if (claim_.value.empty()) problem_ = "the claim has no value";
    const bool compares = claim_.baseline != BaselineKind::none;
    if (problem_.empty() && claim_.is_change && !compares)
      problem_ = "a change needs something to compare with (than starter, than without KEY)";
    if (problem_.empty() && !claim_.is_change && compares)
      problem_ = "against a baseline, say by how much: falls by at least 10% than starter";
  }

  std::string_view rest_;
  Claim claim_;
  std::string problem_;
};

}  // namespace

std::optional<Claim> claim_of(std::string_view text, std::string& problem) {
  return ClaimReader(text).read(problem);
}

std::string claim_form() {
  return "METRIC [for LABEL=VALUE] (below | above | at most | at least | falls by at least | rises "
         "by at most …) VALUE [than (starter | run N | without KEY | with KEY=VALUE)]\n"
         "  latency.p99 is below 400ms\n"
         "  cost.monthly falls by at least 60% than starter\n";
}

std::string_view name_of(ClaimOutcome outcome) {
  return outcome == ClaimOutcome::holds   ? "holds"
         : outcome == ClaimOutcome::fails ? "fails"
                                          : "undecided";
}

ClaimResult judge_claim(const Claim& claim, const CaseMeasure& design,
                        const CaseMeasure* baseline) {
  ClaimResult result;
  const bool relative = claim.is_change && claim.value.ends_with('%');
  const auto limit = in_unit(claim.value, relative ? "1" : design.unit);
  if (!limit) {
    result.problem = fmt::format("`{}` is no value", claim.value);
    return result;
  }
  result.limit = *limit;
  result.unit = relative ? "%" : design.unit;
  if (baseline == nullptr) {
    result.measured = design.interval();
  } else {
    result.measured = relative ? within(Range::relative_change,
                                        relative_difference(baseline->values, design.values))
                               : paired_difference(baseline->values, design.values);
    // A fall is measured downwards, so that its limit is compared as it was said.
    if (claim.falls) {
      Interval& m = result.measured;
      m.mean = -m.mean;
      m = {m.mean, -m.hi, -m.lo, m.count, m.absent};
    }
  }
  Interval known = result.measured;
  if (!known.known() && !std::isnan(known.mean)) known.lo = known.hi = known.mean;
  const Verdict verdict = judge(known, claim.op, result.limit);
  result.outcome = verdict == Verdict::pass   ? ClaimOutcome::holds
                   : verdict == Verdict::fail ? ClaimOutcome::fails
                                              : ClaimOutcome::undecided;
  return result;
}

}  // namespace edgecase
