#pragma once
// Names that refer to things elsewhere in the same specification (`cache: static` to
// design.caches.static) must name something. Looked up in the values read, so that defaults count.

#include "load/text/document.hpp"
#include "load/type/type.hpp"

namespace edgecase {

/// Throws std::logic_error: a refers_to() path that the root type does not have.
void check_references(const Document& document, const Type& type, const void* root,
                      Diagnostics& diagnostics);

}  // namespace edgecase
