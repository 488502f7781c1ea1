#include "practice/drill/interval_text.hpp"

#include <utility>
#include <vector>

#include <fmt/core.h>

#include "load/text/number.hpp"

namespace edgecase {
namespace {

/// Separators become blanks, ornaments vanish.
std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words(1);
  const auto end_word = [&] {
    if (!words.back().empty()) words.emplace_back();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool dots = text.substr(i, 2) == "..";
    if (c == '$' || c == '%' || c == ',') continue;
    if (c == ' ' || c == '\t' || c == '\r' || dots || (c == '-' && !words.back().ends_with('e'))) {
      end_word();
      if (dots) ++i;
      continue;
    }
    words.back() += c;
  }
  end_word();
  words.pop_back();
  std::erase(words, "to");
  return words;
}

std::optional<double> amount_in(std::string_view word) {
  double scale = 1;
  for (const auto& [suffix, of] :
       {std::pair{'k', 1e3}, {'K', 1e3}, {'M', 1e6}, {'G', 1e9}, {'B', 1e9}})
    if (word.ends_with(suffix)) scale = of;
  if (scale > 1) word.remove_suffix(1);
  double value = 0;
  if (!read_double(word, value)) return std::nullopt;
  return value * scale;
}

}  // namespace

std::optional<IntervalForecast> interval_of(std::string_view text, std::string& problem) {
  const std::vector<std::string> words = words_in(text);
  if (words.size() != 2) {
    problem = words.size() == 1 ? "one number is no interval" : "this is no interval";
    return std::nullopt;
  }
  const auto lo = amount_in(words[0]);
  const auto hi = amount_in(words[1]);
  if (!lo || !hi) {
    problem = fmt::format("`{}` is not a number", lo ? words[1] : words[0]);
    return std::nullopt;
  }
  if (!(*lo < *hi)) {
    problem = "the low end must be below the high end";
    return std::nullopt;
  }
  return IntervalForecast{*lo, *hi};
}

}  // namespace edgecase
