#include "load/text/line_shape.hpp"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "load/text/characters.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

namespace {

constexpr auto not_found = std::string_view::npos;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

/// A line without its comment and the blanks at both ends; `from`: where that begins.
struct LineContent {
  std::string_view text;
  std::size_t from = 0;
};

LineContent content_of(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i)
    if (line[i] == '#' && (i == 0 || line[i - 1] == ' ')) line = line.substr(0, i);
  std::size_t from = std::min(line.find_first_not_of(' '), line.size());
  while (line.substr(from).starts_with("- "))
    from = std::min(line.find_first_not_of(' ', from + 1), line.size());
  const std::size_t end = line.find_last_not_of(' ');
  return {from < line.size() ? line.substr(from, end + 1 - from) : std::string_view{}, from};
}

SyntaxCause caused_at(int line, std::size_t column, std::size_t length, std::string message,
                      std::string label, std::string hint = {}) {
  return {line,
          static_cast<int>(column),
          static_cast<int>(std::max<std::size_t>(length, 1)),
          {code::syntax, std::move(message), std::move(label), std::move(hint)}};
}

/// The value of `key: value`; empty: there is none.
std::string_view value_on_line(std::string_view text) {
  const std::size_t colon = text.find(": ");
  if (colon == not_found) return {};
  const std::size_t from = text.find_first_not_of(' ', colon + 1);
  return from == not_found ? std::string_view{} : text.substr(from);
}

std::optional<SyntaxCause> missing_space(std::string_view text, int line, std::size_t from) {
  const std::size_t colon = colon_without_space(text);
  if (colon == not_found) return std::nullopt;
  return caused_at(line, from, text.size(), "a space is missing after the colon",
                   fmt::format("write {}: {}", text.substr(0, colon), text.substr(colon + 1)));
}

std::optional<SyntaxCause> equals_for_colon(std::string_view text, int line, std::size_t from) {
  std::size_t end = 0;
  while (end < text.size() && is_word(text[end])) ++end;
  std::size_t sign = std::min(text.find_first_not_of(' ', end), text.size());
  if (end == 0 || sign == text.size() || text[sign] != '=') return std::nullopt;
  const std::size_t value = std::min(text.find_first_not_of(" =", sign), text.size());
  return caused_at(line, from, text.size(), "a key and its value are separated by a colon",
                   fmt::format("write {}: {}", text.substr(0, end), text.substr(value)));
}

/// Values that begin with a character that YAML reserves, or that hold `: `.
std::optional<SyntaxCause> reserved_value(std::string_view text, int line, std::size_t from) {
  const std::string_view value = value_on_line(text);
  if (value.empty() || value[0] == '"' || value[0] == '\'') return std::nullopt;
  const std::size_t column = from + static_cast<std::size_t>(value.data() - text.data());
  const auto quoted = [&](std::string why) {
    return caused_at(line, column, value.size(), std::move(why),
                     fmt::format("write \"{}\"", value));
  };
  if (value[0] == '>' || value[0] == '|')
    if (!is_block_header(value))
      return caused_at(line, column, value.size(),
                       fmt::format("a value that begins with `{}` needs quotes", value[0]),
                       fmt::format("write \"{}\"", value),
                       "for `op` the names are lt, lte, gt and gte");
  if (std::string_view("%@`").find(value[0]) != not_found)
    return quoted(fmt::format("a value that begins with `{}` needs quotes", value[0]));
  if (value[0] != '{' && value[0] != '[' && value.find(": ") != not_found)
    return quoted("a text that contains `: ` needs quotes");
  return std::nullopt;
}

std::optional<SyntaxCause> mark_at_end(std::string_view text, int line, std::size_t from) {
  if (text.size() < 2 || (text.back() != ',' && text.back() != ';')) return std::nullopt;
  return caused_at(line, from + text.size() - 1, 1,
                   fmt::format("there is no `{}` at the end of a line", text.back()), "remove it");
}

/// Signs in front of values inside brackets: [> 5%], {op: >=}.
std::optional<SyntaxCause> sign_in_brackets(std::string_view text, int line, std::size_t from) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool starts = text[i - 1] == '[' || text[i - 1] == ' ' || text[i - 1] == ',';
    if (!starts || std::string_view(">|%@`").find(text[i]) == not_found) continue;
    const std::size_t end = std::min(text.find_first_of(",]}", i), text.size());
    const std::string_view value = text.substr(i, end - i);
    return caused_at(line, from + i, value.size(),
                     fmt::format("a value that begins with `{}` needs quotes", text[i]),
                     fmt::format("write \"{}\"", value),
                     "for `op` the names are lt, lte, gt and gte");
  }
  return std::nullopt;
}

using ShapeCheck = std::optional<SyntaxCause> (*)(std::string_view, int, std::size_t);
constexpr ShapeCheck shape_checks[] = {missing_space, equals_for_colon, reserved_value, mark_at_end,
                                       sign_in_brackets};

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

/// A line whose indentation is none of those of the lines that enclose it.
std::optional<SyntaxCause> odd_indentation(const std::vector<std::string_view>& lines,
                                           std::size_t line) {
  const std::size_t mine = indent_of(lines[line]);
  std::vector<std::size_t> open;  // indentations of the lines above, the innermost first
  for (std::size_t i = line; i-- > 0;) {
    if (content_of(lines[i]).text.empty()) continue;
    const std::size_t its = indent_of(lines[i]);
    if (open.empty() || its < open.back()) open.push_back(its);
    if (its == 0) break;
  }
  if (open.empty() || std::find(open.begin(), open.end(), mine) != open.end()) return std::nullopt;
  std::string allowed = fmt::format("{}", open.front());
  for (const std::size_t one : open)
    if (one < mine) {
      if (one != open.front()) allowed += fmt::format(" or {}", one);
      break;
    }
  return caused_at(static_cast<int>(line), mine, 1,
                   fmt::format("this line is indented by {} spaces, unlike those above it", mine),
                   fmt::format("indent it by {}", allowed),
                   "keys of one mapping begin in the same column");
}

}  // namespace

bool is_block_header(std::string_view text) {
  if (text.empty() || (text[0] != '|' && text[0] != '>')) return false;
  const std::size_t end = text.find_first_not_of("+-0123456789", 1);
  return end == not_found || text.find_first_not_of(' ', end) == not_found ||
         text[text.find_first_not_of(' ', end)] == '#';
}

std::size_t colon_without_space(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_word(text[end])) ++end;
  const bool shape = end > 0 && end + 1 < text.size() && text[end] == ':' && text[end + 1] != ' ' &&
                     text[end + 1] != ':' && text[end + 1] != '/';
  const bool number = text.substr(0, end).find_first_not_of("0123456789") == not_found;
  return shape && !number ? end : not_found;
}

std::optional<SyntaxCause> cause_near(std::string_view text, int line) {
  std::vector<std::string_view> lines;
  for (std::string_view rest = text;;) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines.push_back(rest.substr(0, end));
    if (end == rest.size()) break;
    rest.remove_prefix(end + 1);
  }
  // A parser notices a missing colon at the next one, so the line above comes in question too.
  for (const int n : {line, line - 1}) {
    if (n < 0 || static_cast<std::size_t>(n) >= lines.size()) continue;
    const LineContent content = content_of(lines[static_cast<std::size_t>(n)]);
    std::size_t offset = 0;
    if (const Lookalike* odd = first_lookalike(content.text, offset))
      return caused_at(n, content.from + offset, odd->character.size(),
                       fmt::format("the {} `{}` has no meaning in YAML", odd->name, odd->character),
                       replace_it(*odd));
    for (const ShapeCheck check : shape_checks)
      if (auto found = check(content.text, n, content.from)) return found;
  }
  if (line < 0 || static_cast<std::size_t>(line) >= lines.size()) return std::nullopt;
  return odd_indentation(lines, static_cast<std::size_t>(line));
}

}  // namespace edgecase
