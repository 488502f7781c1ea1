#include "load/fields.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/core.h>

#include "load/codes.hpp"
#include "load/suggest.hpp"

namespace edgecase::detail {

std::vector<Field> checked(std::vector<Field> fields) {
  for (auto it = fields.begin(); it != fields.end(); ++it) {
    const auto twin = std::find_if(it + 1, fields.end(), [&](const Field& other) {
      return other.key == it->key || other.offset == it->offset;
    });
    if (twin != fields.end())
      throw std::logic_error(
          fmt::format("fields: `{}` and `{}` share a key or a member", it->key, twin->key));
  }
  return fields;
}

std::optional<Complaint> no_such_name(std::string_view text, const std::vector<NamedValue>& names) {
  std::vector<std::string_view> all;
  for (const NamedValue& n : names) all.emplace_back(n.name);
  return Complaint{code::unknown_name, fmt::format("`{}` is none of the names known here", text),
                   did_you_mean(text, all), fmt::format("names here: {}", enumerate(all))};
}

}  // namespace edgecase::detail
