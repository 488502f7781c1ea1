#include "study/parameters.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "load/arguments.hpp"
#include "load/text/render.hpp"

namespace edgecase {
namespace {

constexpr const char* how_written =
    "write path=[a, b, c], path=LOW..HIGH:N, or path=LOW..HIGH:N:log";

std::string_view stripped_part(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool read_list_values(const std::string& path, std::string_view list, Parameter& into,
                      std::string& problem) {
  list.remove_prefix(1);
  if (!list.ends_with(']')) {
    problem = fmt::format("`{}` lacks its closing `]`", path);
    return false;
  }
  list.remove_suffix(1);
  Diagnostics wrong;
  for (const ListedText& one : split_list("--param " + path, std::string(list), wrong))
    into.values.push_back(one.text);
  if (wrong.has_errors()) {
    problem = render_text(wrong);
    return false;
  }
  if (into.values.empty()) problem = fmt::format("the list of `{}` is empty", path);
  return !into.values.empty();
}

/// "LOW..HIGH[:N][:log]"
bool read_range(const std::string& path, std::string_view text, Parameter& into,
                std::string& problem) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) {
    problem = fmt::format("`{}={}` is neither a list nor a range: {}", path, text, how_written);
    return false;
  }
  const std::string_view lo = stripped_part(text.substr(0, dots));
  std::string_view rest = text.substr(dots + 2);
  std::vector<std::string_view> parts;
  for (std::size_t colon = rest.find(':'); colon != std::string_view::npos;
       colon = rest.find(':')) {
    parts.push_back(stripped_part(rest.substr(0, colon)));
    rest.remove_prefix(colon + 1);
  }
  parts.push_back(stripped_part(rest));
  const bool logarithmic = parts.size() > 1 && parts.back() == "log";
  if (logarithmic) parts.pop_back();
  std::size_t n = 0;
  if (parts.size() == 2) {
    const std::string_view digits = parts[1];
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    if (error == std::errc::result_out_of_range) n = SIZE_MAX;
    const bool number = end == digits.data() + digits.size() && !digits.empty();
    if (!number || (error != std::errc() && error != std::errc::result_out_of_range) || n < 2) {
      problem = fmt::format("`{}`: the number of values is a whole number from 2 on, not `{}`",
                            path, digits);
      return false;
    }
  } else if (parts.size() != 1) {
    problem = fmt::format("`{}={}` is not a range: {}", path, text, how_written);
    return false;
  }
  into.range = QuantityRange::of(lo, parts[0], logarithmic, problem);
  if (!into.range) {
    problem = fmt::format("`{}`: {}", path, problem);
    return false;
  }
  if (n > most_points) {
    problem =
        fmt::format("`{}` has {} values; at most {} points are studied", path, n, most_points);
    return false;
  }
  if (n > 0) into.values = into.range->spaced(n);
  return true;
}

std::string too_many(std::size_t points) {
  return fmt::format(
      "that is {}{} points, more than the {} that are studied: give fewer values, or sample the "
      "ranges with --plan sobol --points 200",
      points == SIZE_MAX ? "over " : "", points, most_points);
}

std::vector<PointValues> factorial_points(const std::vector<Parameter>& parameters,
                                          const std::vector<std::size_t>& sizes) {
  std::vector<PointValues> all;
  for (const std::vector<std::size_t>& at : full_factorial(sizes)) {
    PointValues& point = all.emplace_back();
    for (std::size_t i = 0; i < at.size(); ++i) point.push_back(parameters[i].values[at[i]]);
  }
  return all;
}

std::vector<PointValues> single_changes(const std::vector<Parameter>& parameters) {
  std::vector<PointValues> all{PointValues(parameters.size())};
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    for (const std::string& value : parameters[i].values) {
      all.emplace_back(parameters.size());
      all.back()[i] = value;
    }
  }
  return all;
}

}  // namespace

std::string Parameter::at(double position) const {
  if (range) return range->text_at(position);
  const auto n = static_cast<double>(values.size());
  return values[std::min(values.size() - 1, static_cast<std::size_t>(position * n))];
}

std::optional<Parameter> parameter_of(const std::string& text, std::string& problem) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    problem = fmt::format("`{}` is not a parameter: {}", text, how_written);
    return std::nullopt;
  }
  Parameter parameter{.path = std::string(stripped_part(std::string_view(text).substr(0, equals))),
                      .values = {},
                      .range = std::nullopt};
  const std::string_view value = stripped_part(std::string_view(text).substr(equals + 1));
  const bool read = value.starts_with('[')
                        ? read_list_values(parameter.path, value, parameter, problem)
                        : read_range(parameter.path, value, parameter, problem);
  return read ? std::optional(std::move(parameter)) : std::nullopt;
}

std::optional<std::vector<PointValues>> points_of(const std::vector<Parameter>& parameters,
                                                  PlanKind plan, std::size_t points,
                                                  std::uint64_t seed, std::string& problem) {
  std::vector<Parameter> all = parameters;
  const bool sampled = plan == PlanKind::latin_hypercube || plan == PlanKind::sobol;
  std::vector<std::size_t> sizes;
  std::size_t single = 1;
  for (Parameter& one : all) {
    if (one.values.empty() && one.range) one.values = one.range->spaced(usual_values);
    sizes.push_back(one.values.size());
    single += one.values.size();
  }
  const std::size_t count = sampled                       ? points
                            : plan == PlanKind::factorial ? factorial_size(sizes)
                                                          : single;
  if (count > most_points) {
    problem = too_many(count);
    return std::nullopt;
  }
  if (plan == PlanKind::factorial) return factorial_points(all, sizes);
  if (plan == PlanKind::one_at_a_time) return single_changes(all);
  const Stream stream(seed, 0, "sweep_points");
  const auto unit = plan == PlanKind::sobol ? shifted_sobol_points(count, all.size(), stream)
                                            : latin_hypercube(count, all.size(), stream);
  std::vector<PointValues> sample;
  for (const UnitPoint& at : unit) {
    PointValues& point = sample.emplace_back();
    for (std::size_t i = 0; i < at.size(); ++i) point.push_back(all[i].at(at[i]));
  }
  return sample;
}

std::vector<std::string> overrides_of(const std::vector<Parameter>& parameters,
                                      const PointValues& values) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!values[i].empty()) all.push_back(parameters[i].path + "=" + values[i]);
  return all;
}

}  // namespace edgecase
