#include "load/distribution/sizes.hpp"

#include "load/distribution/specs.hpp"
#include "load/read.hpp"

namespace edgecase {

void check_sizes(const Document& document, Diagnostics& diagnostics) {
  static_cast<void>(read<SizesSpec>(document, diagnostics));
}

}  // namespace edgecase
