#include "load/text/spellings.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "load/text/characters.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

namespace {

using Spelling = std::pair<std::string_view, std::string_view>;
constexpr auto npos = std::string_view::npos;

std::string in_lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

bool is_numeral(char c) { return c >= '0' && c <= '9'; }

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// The second of the pair whose first is the word; empty: there is none.
template <std::size_t N>
std::string_view looked_up(const std::array<Spelling, N>& table, std::string_view word) {
  for (const auto& [said, meant] : table)
    if (said == word) return meant;
  return {};
}

constexpr std::array magnitudes{
    Spelling{"k", "k"},        Spelling{"K", "k"},       Spelling{"thousand", "k"},
    Spelling{"tsd", "k"},      Spelling{"m", "M"},       Spelling{"M", "M"},
    Spelling{"mio", "M"},      Spelling{"mn", "M"},      Spelling{"mm", "M"},
    Spelling{"mil", "M"},      Spelling{"million", "M"}, Spelling{"millions", "M"},
    Spelling{"b", "G"},        Spelling{"B", "G"},       Spelling{"bn", "G"},
    Spelling{"g", "G"},        Spelling{"G", "G"},       Spelling{"billion", "G"},
    Spelling{"billions", "G"}, Spelling{"bio", "G"},
};

constexpr std::array nouns{"requests", "request", "reqs", "req", "queries", "query", "calls",
                           "call",     "hits",    "hit",  "ops", "events",  "msgs",  "users",
                           "views",    "r",       "q",    "rq",  "tx",      "rps",   "op"};

constexpr std::array periods{
    Spelling{"s", " rps"},      Spelling{"sec", " rps"},     Spelling{"secs", " rps"},
    Spelling{"second", " rps"}, Spelling{"seconds", " rps"}, Spelling{"m", "/min"},
    Spelling{"min", "/min"},    Spelling{"mins", "/min"},    Spelling{"minute", "/min"},
    Spelling{"h", "/h"},        Spelling{"hr", "/h"},        Spelling{"hour", "/h"},
    Spelling{"d", "/d"},        Spelling{"day", "/d"},
};

constexpr std::array rate_words{
    Spelling{"rps", " rps"}, Spelling{"qps", " rps"}, Spelling{"tps", " rps"},
    Spelling{"ops", " rps"}, Spelling{"hz", " rps"},  Spelling{"rpm", "/min"},
    Spelling{"qpm", "/min"}, Spelling{"rph", "/h"},   Spelling{"rpd", "/d"},
    Spelling{"ps", " rps"},
};

/// "req/sec", "requests per second", "/minute" -> " rps", " rps", "/min".
std::string_view period_of(std::string_view unit) {
  if (const auto whole = looked_up(rate_words, unit); !whole.empty()) return whole;
  for (const std::string_view noun : nouns) {
    if (!unit.starts_with(noun)) continue;
    const std::string_view rest = without_blanks(unit.substr(noun.size()));
    if (!rest.starts_with("/") && !rest.starts_with("per ") && !rest.starts_with("a ")) continue;
    unit = rest;
    break;
  }
  for (const std::string_view per : {"/", "per ", "a "})
    if (unit.starts_with(per)) return looked_up(periods, without_blanks(unit.substr(per.size())));
  return {};
}

/// A multiplier in front of a unit: "k req/s", "million rps".
std::string_view take_magnitude(std::string_view& unit) {
  std::string_view best, rest = unit;
  for (const auto& [said, meant] : magnitudes) {
    if (!in_lower_case(unit).starts_with(in_lower_case(said)) || said.size() >= unit.size())
      continue;
    const std::string_view after = unit.substr(said.size());
    const bool word = said.size() > 1;
    if (word && after[0] != ' ') continue;
    if (after.size() < rest.size()) {
      best = meant;
      rest = after;
    }
  }
  unit = without_blanks(rest);
  return best;
}

}  // namespace

std::string rate_meant(const Quantity& quantity) {
  if (const auto period = period_of(in_lower_case(quantity.unit)); !period.empty())
    return fmt::format("{}{}", quantity.number_text, period);
  std::string_view unit = quantity.unit;
  const std::string_view magnitude = take_magnitude(unit);
  const std::string_view period = period_of(in_lower_case(unit));
  if (magnitude.empty() || period.empty()) return {};
  return fmt::format("{}{}{}", quantity.number_text, magnitude, period);
}

std::string bandwidth_meant(const Quantity& quantity) {
  std::string unit = in_lower_case(quantity.unit);
  const bool bytes = quantity.unit.find('B') != npos;
  const auto prefix = std::string_view("kmgt").find(unit.empty() ? 'x' : unit[0]);
  if (prefix != npos) unit.erase(0, 1);
  constexpr std::array spellings{"bps", "b/s",     "bit/s",  "bits/s",  "bit",   "bits",    "b",
                                 "",    "bytes/s", "byte/s", "bit/sec", "b/sec", "bits/sec"};
  if (std::find(spellings.begin(), spellings.end(), unit) == spellings.end()) return {};
  const std::string letter = prefix == npos ? "" : std::string(1, "kMGT"[prefix]);
  if (letter.empty() && unit.empty()) return {};
  if (!bytes && unit.find("byte") == npos)
    return fmt::format("{}{}bps", quantity.number_text, letter);
  return fmt::format("{}{}bps", shortest(nearest_double(quantity.number) * 8), letter);
}

std::string count_meant(const Quantity& quantity) {
  const std::string_view meant = looked_up(magnitudes, quantity.unit);
  const std::string_view folded =
      meant.empty() ? looked_up(magnitudes, in_lower_case(quantity.unit)) : meant;
  return folded.empty() ? std::string{} : fmt::format("{}{}", quantity.number_text, folded);
}

std::string large_size_meant(const Quantity& quantity) {
  const std::string unit = in_lower_case(quantity.unit);
  if (unit == "pb") return fmt::format("{}TB", shortest(nearest_double(quantity.number) * 1000));
  if (unit == "pib") return fmt::format("{}TiB", shortest(nearest_double(quantity.number) * 1024));
  return {};
}

namespace {

Complaint no_duration(std::string_view text, std::string label, std::string hint = {}) {
  return {code::not_a_number, fmt::format("`{}` is not a duration", text), std::move(label),
          std::move(hint)};
}

/// The whole numbers of "00:10:00"; empty: another form.
std::vector<int> clock_parts(std::string_view text) {
  std::vector<int> parts;
  while (true) {
    std::size_t n = 0;
    while (n < text.size() && is_numeral(text[n])) ++n;
    if (n == 0 || n > 4) return {};
    int value = 0;
    for (const char c : text.substr(0, n)) value = value * 10 + (c - '0');
    parts.push_back(value);
    if (n == text.size()) break;
    if (text[n] != ':') return {};
    text.remove_prefix(n + 1);
  }
  return parts.size() == 2 || parts.size() == 3 ? parts : std::vector<int>{};
}

std::string in_units(int hours, int minutes, int seconds) {
  std::string text;
  if (hours > 0) text += fmt::format("{}h", hours);
  if (minutes > 0) text += fmt::format("{}min", minutes);
  if (seconds > 0 || text.empty()) text += fmt::format("{}s", seconds);
  return text;
}

bool is_date(std::string_view text) {
  constexpr std::string_view form = "dddd-dd-dd";
  if (text.size() < form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i)
    if (form[i] == 'd' ? !is_numeral(text[i]) : (text[i] != '-' && text[i] != '/')) return false;
  return true;
}

/// "PT1H30M" -> "1h30min"; empty: another form.
std::string iso_duration(std::string_view text) {
  if (text.size() < 3 || text[0] != 'P') return {};
  std::string out;
  bool time = false;
  for (std::size_t i = 1; i < text.size();) {
    if (text[i] == 'T') {
      time = true;
      ++i;
      continue;
    }
    const std::size_t from = i;
    while (i < text.size() && (is_numeral(text[i]) || text[i] == '.')) ++i;
    if (i == from || i == text.size()) return {};
    constexpr std::array with_time{Spelling{"H", "h"}, Spelling{"M", "min"}, Spelling{"S", "s"}};
    constexpr std::array days{Spelling{"D", "d"}};
    const std::string_view unit =
        time ? looked_up(with_time, text.substr(i, 1)) : looked_up(days, text.substr(i, 1));
    if (unit.empty()) return {};
    out += fmt::format("{}{}", text.substr(from, i - from), unit);
    ++i;
  }
  return out;
}

}  // namespace

std::optional<Complaint> odd_duration(std::string_view text) {
  if (is_date(text))
    return no_duration(text, "a date is not a duration",
                       "times are lengths, counted from the start of the run: 10min, 2h");
  if (const auto parts = clock_parts(text); parts.size() == 3)
    return no_duration(text, fmt::format("write {}", in_units(parts[0], parts[1], parts[2])));
  else if (parts.size() == 2)
    return no_duration(
        text, fmt::format("write {} (min:s) or {} (h:min)", in_units(0, parts[0], parts[1]),
                          in_units(parts[0], parts[1], 0)));
  if (const std::string meant = iso_duration(text); !meant.empty())
    return no_duration(text, fmt::format("write {}", meant));
  const std::string word = in_lower_case(text);
  for (const std::string_view endless :
       {"never", "forever", "infinite", "infinity", "inf", ".inf", "unlimited", "always", "max"})
    if (word == endless) return no_duration(text, "write a long time, for example 365d");
  return std::nullopt;
}

std::optional<Complaint> odd_money(std::string_view text) {
  constexpr std::array others{Spelling{"€", "euros"},
                              Spelling{"EUR", "euros"},
                              Spelling{"eur", "euros"},
                              Spelling{"euros", "euros"},
                              Spelling{"euro", "euros"},
                              Spelling{"£", "pounds"},
                              Spelling{"GBP", "pounds"},
                              Spelling{"gbp", "pounds"},
                              Spelling{"¥", "yen"},
                              Spelling{"JPY", "yen"},
                              Spelling{"CNY", "yuan"},
                              Spelling{"₹", "rupees"},
                              Spelling{"INR", "rupees"},
                              Spelling{"Rs", "rupees"},
                              Spelling{"CHF", "francs"},
                              Spelling{"R$", "reais"},
                              Spelling{"BRL", "reais"},
                              Spelling{"C$", "Canadian dollars"},
                              Spelling{"CAD", "Canadian dollars"},
                              Spelling{"A$", "Australian dollars"},
                              Spelling{"AUD", "Australian dollars"}};
  constexpr std::array dollars{"US$", "USD", "usd", "dollars", "dollar", "bucks", "$"};
  std::string rest(text);
  std::string_view currency;
  const auto take = [&](std::string_view sign) {
    const std::size_t at = rest.find(sign);
    if (at == std::string::npos) return false;
    rest.erase(at, sign.size());
    return true;
  };
  for (const auto& [sign, name] : others) {
    if (!take(sign)) continue;
    currency = name;
    break;
  }
  bool in_dollars = false;
  for (const std::string_view sign : dollars) in_dollars = take(sign) || in_dollars;
  Quantity q;
  std::string amount(without_blanks(rest));
  std::string groups;
  for (const char c : amount)
    if (c != ',') groups += c;
  const std::string_view body = odd_number(amount) ? std::string_view(groups) : amount;
  if (parse_quantity(body, q) || (currency.empty() && !in_dollars)) return std::nullopt;
  const std::string_view letter = looked_up(magnitudes, q.unit);
  if (!q.unit.empty() && letter != "k" && letter != "M") return std::nullopt;
  const std::string fixed = fmt::format("${}{}", q.number_text, letter);
  std::string written;  // `$20 k` is as good as `$20k`
  for (const char c : text)
    if (c != ' ') written += c;
  if (fixed == written || text.starts_with("-$")) return std::nullopt;
  if (currency.empty())
    return Complaint{code::unknown_unit, fmt::format("`{}` is not an amount of money", text),
                     fmt::format("write {}", fixed)};
  return Complaint{code::unknown_unit, fmt::format("`{}` is in {}", text, currency),
                   fmt::format("write {}", fixed),
                   "amounts are in US dollars only; convert it first"};
}

std::optional<Complaint> odd_number(std::string_view text) {
  const auto wrong = [&](std::string label) {
    return Complaint{code::not_a_number, fmt::format("`{}` is not a number", text),
                     std::move(label)};
  };
  std::size_t at = 0;
  if (const Lookalike* odd = first_lookalike(text, at))
    return wrong(odd->name == "typographic quote" ? replace_it(*odd)
                                                  : fmt::format("write {}", in_ascii(text)));
  if (const std::size_t hash = text.find('#'); hash != npos && hash > 0)
    return wrong("a comment needs a blank before the #");
  if (const std::size_t slashes = text.find(" //"); slashes != npos)
    return wrong(fmt::format("write {}   # {}", without_blanks(text.substr(0, slashes)),
                             without_blanks(text.substr(slashes + 3))));
  if (text.size() > 1 && (text.back() == ',' || text.back() == ';'))
    return wrong(fmt::format("write {}", text.substr(0, text.size() - 1)));
  std::size_t n = !text.empty() && text[0] == '-' ? 1 : 0;
  const std::size_t from = n;
  while (n < text.size() && is_numeral(text[n])) ++n;
  if (n == from || n + 1 >= text.size()) return std::nullopt;
  const char mark = text[n];
  std::size_t end = n + 1;
  while (end < text.size() && is_numeral(text[end])) ++end;
  const std::size_t behind = end - n - 1;
  if (behind == 0) return std::nullopt;
  const bool again = end < text.size() && text[end] == mark &&
                     is_numeral(text[std::min(end + 1, text.size() - 1)]);
  if (mark == ',' && behind != 3)
    return wrong(fmt::format("write {}.{}", text.substr(0, n), text.substr(n + 1)));
  const bool groups =
      mark == ',' || mark == '_' || mark == '\'' || mark == ' ' || (mark == '.' && again);
  if (groups) return wrong("write the digits without separators");
  return std::nullopt;
}

}  // namespace edgecase
