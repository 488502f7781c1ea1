#include "cli/command.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "load/text/suggest.hpp"

namespace edgecase::cli {
namespace {

Take into(std::string& target) {
  return [&target](const std::string& text) -> std::optional<std::string> {
    target = text;
    return std::nullopt;
  };
}

Take into(std::vector<std::string>& target) {
  return [&target](const std::string& text) -> std::optional<std::string> {
    target.push_back(text);
    return std::nullopt;
  };
}

/// Number: std::uint64_t, or optional.
template <class Number>
Take into_number(Number& target, NumberRange range) {
  return [&target, range](const std::string& text) -> std::optional<std::string> {
    std::uint64_t n = 0;
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, n);
    if (error == std::errc::result_out_of_range)
      return fmt::format("must be at most {}", range.most);
    if (error != std::errc{} || at != end) return "takes a whole number, not `" + text + "`";
    if (n < range.least) return fmt::format("must be at least {}", range.least);
    if (n > range.most) return fmt::format("must be at most {}", range.most);
    target = n;
    return std::nullopt;
  };
}

}  // namespace

std::vector<std::string_view> spellings(const Argument& argument) {
  std::vector<std::string_view> names;
  std::string_view rest = argument.names;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    names.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return names;
}

Argument positional(std::string name, std::string& target, std::string doc) {
  return {std::move(name), "", std::move(doc), into(target), true, true, false};
}

Argument optional_positional(std::string name, std::string& target, std::string doc) {
  return {std::move(name), "", std::move(doc), into(target), true, false, false};
}

Argument positionals(std::string name, std::vector<std::string>& target, std::string doc) {
  return {std::move(name), "", std::move(doc), into(target), true, true, true};
}

Argument optional_positionals(std::string name, std::vector<std::string>& target, std::string doc) {
  return {std::move(name), "", std::move(doc), into(target), true, false, true};
}

Argument option(std::string names, std::string value, std::string& target, std::string doc) {
  Argument made{std::move(names), std::move(value), std::move(doc), into(target)};
  made.usual = target;
  return made;
}

Argument options(std::string names, std::string value, std::vector<std::string>& target,
                 std::string doc) {
  return {std::move(names), std::move(value), std::move(doc), into(target), false, false, true};
}

Argument number(std::string names, std::string value, std::uint64_t& target, NumberRange range,
                std::string doc) {
  Argument made{std::move(names), std::move(value), std::move(doc), into_number(target, range)};
  made.usual = std::to_string(target);
  made.range = range;
  return made;
}

Argument number(std::string names, std::string value, std::optional<std::uint64_t>& target,
                NumberRange range, std::string doc) {
  Argument made{std::move(names), std::move(value), std::move(doc), into_number(target, range)};
  made.range = range;
  return made;
}

Argument choice(std::string names, const std::vector<std::string>& choices, std::string& target,
                std::string doc) {
  const auto take = [&target, choices](const std::string& text) -> std::optional<std::string> {
    if (std::ranges::find(choices, text) != choices.end()) {
      target = text;
      return std::nullopt;
    }
    const std::vector<std::string_view> known(choices.begin(), choices.end());
    const std::string near = did_you_mean(text, known);
    return fmt::format("takes one of {}, not `{}`{}{}", enumerate(known), text,
                       near.empty() ? "" : "; ", near);
  };
  std::string value;
  for (const std::string& one : choices) value += (value.empty() ? "" : "|") + one;
  return {std::move(names), value, std::move(doc), take, false, false, false, choices, target};
}

Argument flag(std::string names, bool& target, std::string doc) {
  const auto take = [&target](const std::string&) -> std::optional<std::string> {
    target = true;
    return std::nullopt;
  };
  return {std::move(names), "", std::move(doc), take};
}

Argument outside_flag(bool& target) {
  return flag("--allow-outside", target,
              "allow files outside the scenario's folder (extends, traces, price sheets)");
}

}  // namespace edgecase::cli
