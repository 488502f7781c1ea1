#include "model/cache/kinds.hpp"

#include <array>

#include "core/check.hpp"

namespace edgecase {
namespace {

struct PolicyKind {
  Alternative alternative;
  std::unique_ptr<Policy> (*make)(const void* spec, NodePool& pool);
};

template <class Spec>
PolicyKind kind(const char* name, const char* doc) {
  return {alternative<Spec>(name, doc), [](const void* spec, NodePool& pool) {
            return edgecase::make(*static_cast<const Spec*>(spec), pool);
          }};
}

const auto& kinds() {
  static const std::array all{
      kind<FifoSpec>("fifo", "first in, first out; cheap, and blind to what is popular"),
      kind<LruSpec>("lru", "evicts what was used longest ago"),
  };
  return all;
}

}  // namespace

Menu menu(Of<PolicyMenu>) {
  Menu all;
  for (const PolicyKind& k : kinds()) all.alternatives.push_back(k.alternative);
  return all;
}

std::unique_ptr<Policy> make_policy(const PolicyChoice& choice, NodePool& pool) {
  for (const PolicyKind& k : kinds()) {
    if (k.alternative.name == choice.name()) return k.make(choice.spec(), pool);
  }
  EC_CHECK(false, "a policy that is not on the menu");
  return nullptr;
}

}  // namespace edgecase
