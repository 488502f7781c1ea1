#pragma once
// What a request does to the object it names.

#include <cstdint>

namespace edgecase {

/// Only reads are for caches.
enum class Operation : std::uint8_t { read, write, read_modify_write };

constexpr bool writes(Operation operation) { return operation != Operation::read; }

}  // namespace edgecase
