#include "model/cache/cache.hpp"

namespace edgecase {

template class BasicCache<Policy, Index>;

}  // namespace edgecase
