#pragma once
// How much memory a run may still take.

#include <cstdint>

namespace edgecase::cli {

/// In bytes: of the machine, or of what its limits leave to this process or its group (a
/// container); UINT64_MAX if the system does not say.
std::uint64_t free_memory();

}  // namespace edgecase::cli
