#pragma once
// How much memory this process may use: the machine's, or less if the system limits the process
// (`ulimit -v`) or its group (a container).

#include <cstdint>

namespace edgecase {

/// In bytes; UINT64_MAX if the system does not say.
std::uint64_t machine_memory();

}  // namespace edgecase
