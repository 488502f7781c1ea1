#include "practice/drill/interval_text.hpp"

#include <charconv>
#include <cmath>
#include <vector>

#include <fmt/core.h>

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

std::optional<double> number_of(const std::string& word) {
  double value = 0;
  const char* end = word.data() + word.size();
  const auto read = std::from_chars(word.data(), end, value);
  if (read.ec != std::errc{} || !std::isfinite(value)) return std::nullopt;
  const std::string_view suffix(read.ptr, static_cast<std::size_t>(end - read.ptr));
  if (suffix.empty()) return value;
  if (suffix == "k" || suffix == "K") return value * 1e3;
  if (suffix == "M") return value * 1e6;
  if (suffix == "G" || suffix == "B") return value * 1e9;
  return std::nullopt;
}

}  // namespace

std::optional<IntervalForecast> interval_of(std::string_view text, std::string& problem) {
  const std::vector<std::string> words = words_in(text);
  if (words.size() != 2) {
    problem = words.size() == 1 ? "one number is no interval" : "this is no interval";
    return std::nullopt;
  }
  const auto lo = number_of(words[0]);
  const auto hi = number_of(words[1]);
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
