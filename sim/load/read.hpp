#pragma once
// Reads a document into a specification: all errors are reported, none is silently corrected.
//
//   Diagnostics problems;
//   auto document = load_document("shop.yaml", overrides, problems);
//   std::optional<ScenarioSpec> spec;
//   if (document) spec = read<ScenarioSpec>(*document, problems);

#include <optional>
#include <string>

#include "load/text/diagnostics.hpp"
#include "load/text/document.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

/// Fills `out` (a default-constructed value of `type`) and then runs the checks across fields.
/// Ensures: true exactly when it added no error; `out` is complete only then. Errors of the
/// document itself (such as an invalid override) are already in `diagnostics`.
bool read(const Document& document, const Type& type, void* out, Diagnostics& diagnostics);

template <class T>
std::optional<T> read(const Document& document, Diagnostics& diagnostics) {
  std::optional<T> value(std::in_place);
  if (!read(document, type_of<T>(), &*value, diagnostics)) value.reset();
  return value;
}

}  // namespace edgecase
