#pragma once
// How much memory this process may use: what the machine has, or less where the system limits the
// process (`ulimit -v`).

#include <cstdint>

namespace edgecase {

/// In bytes; UINT64_MAX where the system does not say.
std::uint64_t machine_memory();

}  // namespace edgecase
