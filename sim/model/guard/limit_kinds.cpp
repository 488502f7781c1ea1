#include "model/guard/limit_kinds.hpp"

#include <array>

#include "core/check.hpp"

namespace edgecase {
namespace {

struct LimitKind {
  Alternative alternative;
  LimitAlgorithmPtr (*make)(const void* spec, Count limit, Duration window);
};

template <class Spec>
LimitKind kind(const char* name, const char* doc) {
  return {alternative<Spec>(name, doc), [](const void* spec, Count limit, Duration window) {
            return make_limit(*static_cast<const Spec*>(spec), limit, window);
          }};
}

const auto& kinds() {
  static const std::array all{
      kind<FixedWindowSpec>("fixed_window",
                            "counts by the clock; up to twice the limit across a boundary"),
      kind<SlidingWindowSpec>("sliding_window",
                              "this window's count and the weighted count of the last one"),
      kind<LimitTokensSpec>("token_bucket", "a burst, then the steady rate"),
      kind<LimitQueueSpec>("leaky_bucket", "delays to the steady rate; refuses what cannot wait"),
  };
  return all;
}

}  // namespace

Menu menu(Of<LimitMenu>) {
  Menu all;
  for (const LimitKind& k : kinds()) all.alternatives.push_back(k.alternative);
  return all;
}

LimitAlgorithmPtr make_limit(const LimitChoice& choice, Count limit, Duration window) {
  for (const LimitKind& k : kinds()) {
    if (k.alternative.name == choice.name()) return k.make(choice.spec(), limit, window);
  }
  EC_CHECK(false, "a rate limit that is not on the menu");
  return nullptr;
}

}  // namespace edgecase
