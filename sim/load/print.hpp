#pragma once
// Prints a specification in full, defaults included, in the order of its fields. The output reads
// back as the same value.

#include <string>

#include "load/type/type.hpp"

namespace edgecase {

/// indent < 0: on one line.
std::string print_json(const Type& type, const void* value, int indent = 2);

template <class T>
std::string print_json(const T& value, int indent = 2) {
  return print_json(type_of<T>(), &value, indent);
}

}  // namespace edgecase
