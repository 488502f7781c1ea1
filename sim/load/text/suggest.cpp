#include "load/text/suggest.hpp"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "load/text/synonyms.hpp"

namespace edgecase {

namespace {

char plain(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return c == '-' ? '_' : c;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  constexpr std::size_t longest = 64;  // the cost is quadratic in the length; keys are short
  a = a.substr(0, longest);
  b = b.substr(0, longest);
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = plain(a[i - 1]) == plain(b[j - 1]);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && plain(a[i - 1]) == plain(b[j - 2]) &&
          plain(a[i - 2]) == plain(b[j - 1]))
        now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

std::string_view closest(std::string_view word, std::span<const std::string_view> candidates) {
  for (std::string_view candidate : candidates)
    if (!candidate.empty() && same_word(word, candidate)) return candidate;
  if (const std::string_view meant = synonym_of(word, candidates); !meant.empty()) return meant;
  std::string_view best;
  std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (std::string_view candidate : candidates) {
    const std::size_t d = edit_distance(word, candidate);
    if (d < least) {
      least = d;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const std::string_view best = closest(word, candidates);
  return best.empty() ? std::string{} : fmt::format("did you mean `{}`?", best);
}

std::string enumerate(std::span<const std::string_view> words, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == most) return text + fmt::format(" … and {} more", words.size() - most);
    if (i > 0) text += ", ";
    text += words[i];
  }
  return text;
}

}  // namespace edgecase
