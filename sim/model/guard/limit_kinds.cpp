#include "model/guard/limit_kinds.hpp"

#include "load/type/kind_table.hpp"

namespace edgecase {
namespace {

using LimitTable = KindTable<LimitAlgorithmPtr (*)(const void* spec, Count limit, Duration window)>;

template <class Spec>
LimitTable::Row limit_kind(const char* name, const char* doc) {
  return {alternative<Spec>(name, doc), [](const void* spec, Count limit, Duration window) {
            return make_limit(*static_cast<const Spec*>(spec), limit, window);
          }};
}

const LimitTable& limit_table() {
  static const LimitTable all{
      limit_kind<FixedWindowSpec>(
          "fixed_window",
          "counts per clock-aligned window; allows up to twice the limit across a boundary"),
      limit_kind<SlidingWindowSpec>(
          "sliding_window", "this window's count plus the weighted count of the previous one"),
      limit_kind<LimitTokensSpec>("token_bucket", "allows a burst, then the steady rate"),
      limit_kind<LimitQueueSpec>(
          "leaky_bucket", "queues requests to a steady rate; refuses when the queue is full"),
  };
  return all;
}

}  // namespace

Menu menu(Of<LimitMenu>) { return limit_table().menu(); }

LimitAlgorithmPtr make_limit(const LimitChoice& choice, Count limit, Duration window) {
  return limit_table().of(choice)(choice.spec(), limit, window);
}

}  // namespace edgecase
