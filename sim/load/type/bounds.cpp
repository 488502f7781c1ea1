#include "load/type/bounds.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace edgecase {

namespace {

bool is_lower(const Bound& b) {
  return b.side == Bound::Side::at_least || b.side == Bound::Side::more_than;
}

bool holds(const Bound& bound, long double value) {
  switch (bound.side) {
    case Bound::Side::at_least:
      return value >= bound.limit;
    case Bound::Side::more_than:
      return value > bound.limit;
    case Bound::Side::at_most:
      return value <= bound.limit;
    case Bound::Side::less_than:
      return value < bound.limit;
  }
  return false;
}

std::string bound_text(const Bound& bound) {
  const char* words[] = {"at least", "more than", "at most", "less than"};
  return fmt::format("{} {}", words[static_cast<std::size_t>(bound.side)], bound.text);
}

}  // namespace

std::vector<Bound> effective_bounds(const ScalarType& scalar, const Field* field) {
  std::vector<Bound> all = field ? field->bounds : std::vector<Bound>{};
  const bool lower = std::any_of(all.begin(), all.end(), is_lower);
  const bool upper =
      std::any_of(all.begin(), all.end(), [](const Bound& b) { return !is_lower(b); });
  if (scalar.form.lowest && !lower)
    all.push_back({Bound::Side::at_least, *scalar.form.lowest,
                   fmt::format("{}", static_cast<double>(*scalar.form.lowest))});
  if (scalar.form.highest && !upper)
    all.push_back(
        {Bound::Side::at_most, *scalar.form.highest, std::string(scalar.form.highest_text)});
  return all;
}

std::string range_text(const ScalarType& scalar, const Field* field) {
  std::string text;
  if (!scalar.number) return text;
  for (const Bound& bound : effective_bounds(scalar, field))
    text += (text.empty() ? "" : ", ") + bound_text(bound);
  return text;
}

std::string outside(const ScalarType& scalar, const Field* field, const void* value) {
  // What is unlimited is above every bound of its unit, but not above one that its field states.
  const bool unlimited = scalar.form.json == JsonForm::integer_or_text &&
                         scalar.number(value) >= static_cast<long double>(Count::no_limit);
  const bool stated = field != nullptr && std::ranges::any_of(field->bounds, [](const Bound& b) {
                        return !is_lower(b);
                      });
  if (unlimited && !stated) return {};
  const std::optional<long double>& smallest = scalar.form.smallest;
  if (smallest && scalar.number(value) > 0 && scalar.number(value) < *smallest)
    return fmt::format("must be at least {}", scalar.form.smallest_text);
  for (const Bound& bound : effective_bounds(scalar, field))
    if (!holds(bound, scalar.number(value))) return fmt::format("must be {}", bound_text(bound));
  return {};
}

}  // namespace edgecase
