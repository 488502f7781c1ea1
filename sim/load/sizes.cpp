#include "load/sizes.hpp"

#include "load/distribution_specs.hpp"
#include "load/read.hpp"

namespace edgecase {

void check_sizes(const Document& document, Diagnostics& diagnostics) {
  static_cast<void>(read<SizesSpec>(document, diagnostics));
}

}  // namespace edgecase
