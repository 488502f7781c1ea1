// Logs of Jepsen's operations: `INFO  jepsen.util - 3 :invoke :cas [0 4]`.
#include <array>
#include <charconv>

#include <fmt/core.h>

#include "model/store/history_lines.hpp"

namespace edgecase {
namespace {

/// Takes the next word off the text; brackets and commas separate words too.
std::string_view next_word(std::string_view& text) {
  constexpr std::string_view between = " \t\r[],()";
  const std::size_t from = std::min(text.find_first_not_of(between), text.size());
  const std::size_t to = std::min(text.find_first_of(between, from), text.size());
  const std::string_view word = text.substr(from, to - from);
  text.remove_prefix(to);
  return word;
}

template <class Number>
bool number_in(std::string_view word, Number& number) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return error == std::errc{} && end == word.data() + word.size() && !word.empty();
}

bool read_value(std::string_view word, RegisterValue& value) {
  value = std::nullopt;
  return word == "nil" || number_in(word, value.emplace());
}

bool has_type(std::string_view word) {
  return word == ":invoke" || word == ":ok" || word == ":fail" || word == ":info";
}

}  // namespace

std::optional<HistoryProblem> add_jepsen_line(std::string_view text, int line,
                                              HistoryBuilder& builder, bool& operation) {
  if (const std::size_t dash = text.find(" - "); dash != text.npos) text.remove_prefix(dash + 3);
  WrittenEvent event;
  operation = number_in(next_word(text), event.process);
  std::string_view word = next_word(text);
  operation = operation && has_type(word);
  if (!operation) return std::nullopt;
  event.type = word.substr(1);
  word = next_word(text);
  if (!word.starts_with(':') || !register_function(word.substr(1)) || word == ":rmw")
    return HistoryProblem{fmt::format("`{}` is not a function of a register", word),
                          "Jepsen's logs are read with :read, :write and :cas"};
  event.function = word.substr(1);
  word = next_word(text);
  if (word.starts_with(':') || word.empty()) {  // an error, as in :timed-out
    event.has_error = true;
    return builder.add(event, line);
  }
  event.has_value = true;
  if (!read_value(word, event.first))
    return HistoryProblem{fmt::format("`{}` is not a value", word), "whole numbers, or nil"};
  if (event.function == "cas") {
    word = next_word(text);
    if (!read_value(word, event.second))
      return HistoryProblem{"the value of a :cas is [expected new]"};
  }
  return builder.add(event, line);
}

}  // namespace edgecase
