#pragma once
// Resolves which alternative of a menu a node selects, and which node holds its parameters. The
// reader, the list of resolved values and the checks must agree, so it is decided here once.

#include <optional>

#include "load/text/document.hpp"
#include "load/type/kind.hpp"

namespace edgecase {

struct ResolvedChoice {
  const Alternative* alternative = nullptr;
  const Node* parameters = nullptr;  // null: all defaults
  bool as_shorthand = false;         // `parameters` is the shorthand field's own value
  bool nested = false;               // the parameters are nested under the alternative's name
  std::optional<Finding> problem = {};
  Place place = {};  // of the problem, or of the kind's name when nested
};

ResolvedChoice resolve_choice(const Node& node, const Menu& menu, const Sources& sources);

/// The shorthand field, by which a record may be written as a single value; null if none.
const Field* shorthand_field(const RecordType& record);

std::vector<std::string_view> names_of(const Menu& menu);
std::vector<std::string_view> keys_of(const RecordType& record);

/// The format of a value of this type, for messages: "a duration (300s, 20ms)".
std::string written_as(const Type& type);

}  // namespace edgecase
