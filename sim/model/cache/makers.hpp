#pragma once
// The factories of a policy, for simulations and for replays. The replay loop is compiled once per
// policy, next to it, so that its steps are inlined.

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <utility>

#include "core/prefetch.hpp"
#include "model/cache/cache.hpp"
#include "model/cache/dense_index.hpp"
#include "model/cache/replay.hpp"

namespace edgecase {

struct ReplayContext {
  CacheLimits limits;
  std::uint32_t objects;
  Stream random;
  std::unique_ptr<Admission> admission;
};

template <class P>
class ReplayLoop final : public ReplayRun {
 public:
  template <class Spec>
  ReplayLoop(const Spec& spec, ReplayContext context)
      : pool_(std::uint64_t{context.objects} + most_lists),
        cache_(context.limits, pool_, DenseIndex(context.objects),
               std::make_unique<P>(spec, PolicyContext{pool_, context.limits, context.random}),
               std::move(context.admission)) {}

  void run(std::span<const ReplayRequest> requests) override {
    while (!requests.empty()) {
      const auto some = requests.first(std::min(requests.size(), batch));
      touch(some);
      for (const ReplayRequest& request : some) step(request);
      requests = requests.subspan(some.size());
    }
    counts_.evictions = cache_.evictions();
  }
  const ReplayCounts& counts() const override { return counts_; }
  ReplayHoldings holdings() const override {
    return {cache_.objects(), cache_.ghosts(), cache_.used().count, cache_.policy_bytes(),
            cache_.bookkeeping_bytes() - cache_.policy_bytes()};
  }

 private:
  static constexpr std::size_t batch = 32;
  static constexpr std::uint64_t most_lists = 64;
  // Objects whose nodes fit in the CPU cache: prefetching neighbours would not pay.
  static constexpr std::uint32_t fits_near = 40'000;

  // The memory latencies of a whole batch overlap. Each pass reads what the previous one
  // prefetched.
  void touch(std::span<const ReplayRequest> some) {
    std::array<NodeId, batch> nodes;
    for (const ReplayRequest& r : some) {
      prefetch_to_write(cache_.line(r.object + 1));
      if constexpr (requires(const P& policy) { policy.line(ObjectKey{}); }) {
        prefetch_to_write(cache_.policy().line(r.object + 1));
      }
    }
    // Without a branch on the loaded value, since a misprediction would serialise the loads. If
    // there is no node, the first one is prefetched instead, which is in the CPU cache.
    for (std::size_t i = 0; i < some.size(); ++i) nodes[i] = cache_.find(some[i].object + 1);
    for (std::size_t i = 0; i < some.size(); ++i) {
      pool_.prefetch(nodes[i] == no_node ? 0 : nodes[i]);
    }
    if constexpr (requires { P::hits_move; }) {
      if (cache_.objects() < fits_near) return;
      for (std::size_t i = 0; i < some.size(); ++i) {
        const CacheNode& node = pool_[nodes[i] == no_node ? 0 : nodes[i]];
        pool_.prefetch(node.prev);
        pool_.prefetch(node.next);
      }
    }
  }
  void step(const ReplayRequest& request) {
    if constexpr (requires(P& policy) { policy.foresee(request.next_use); }) {
      cache_.policy().foresee(request.next_use);
    }
    ++counts_.requests;
    counts_.bytes += static_cast<std::uint64_t>(request.size);
    if (cache_.ask(request.object + 1, request.size)) return;
    ++counts_.misses;
    counts_.missed_bytes += static_cast<std::uint64_t>(request.size);
  }

  NodePool pool_;
  BasicCache<P, DenseIndex> cache_;
  ReplayCounts counts_;
};

struct PolicyMakers {
  std::unique_ptr<Policy> (*policy)(const void* spec, const PolicyContext& context);
  std::unique_ptr<ReplayRun> (*replay)(const void* spec, ReplayContext context);
};

template <class Spec, class P>
PolicyMakers makers_of() {
  return {[](const void* spec, const PolicyContext& context) -> std::unique_ptr<Policy> {
            return std::make_unique<P>(*static_cast<const Spec*>(spec), context);
          },
          [](const void* spec, ReplayContext context) -> std::unique_ptr<ReplayRun> {
            return std::make_unique<ReplayLoop<P>>(*static_cast<const Spec*>(spec),
                                                   std::move(context));
          }};
}

}  // namespace edgecase
