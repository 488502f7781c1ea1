#pragma once
// Checks that names which refer to other parts of the specification (`cache: static` to
// design.caches.static) are defined. They are looked up in the values read, so defaults count.

#include <span>
#include <string>

#include "load/text/document.hpp"
#include "load/type/type.hpp"

namespace edgecase {

/// `elsewhere`: keys that were found at another level; references into them are not reported again.
/// Throws std::logic_error: a refers_to() path that the root type does not have.
void check_references(const Document& document, const Type& type, const void* root,
                      std::span<const std::string> elsewhere, Diagnostics& diagnostics);

}  // namespace edgecase
