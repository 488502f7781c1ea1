#pragma once
// The menu of cache policies. To add one: a file with its spec, its class and its `make`, and a
// line in kinds.cpp; the YAML name, `explain`, the schema and the law tests follow.

#include <memory>

#include "load/fields.hpp"
#include "model/cache/policy.hpp"
#include "model/cache/spec.hpp"

namespace edgecase {

struct LruSpec {};
inline auto fields(Of<LruSpec>) { return list<LruSpec>(); }
std::unique_ptr<Policy> make(const LruSpec& spec, NodePool& pool);

struct FifoSpec {};
inline auto fields(Of<FifoSpec>) { return list<FifoSpec>(); }
std::unique_ptr<Policy> make(const FifoSpec& spec, NodePool& pool);

/// The policy a scenario chose, for one cache.
std::unique_ptr<Policy> make_policy(const PolicyChoice& choice, NodePool& pool);

}  // namespace edgecase
