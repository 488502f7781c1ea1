// Packets are lost: on the users' way to PoPs, or on a path of the backbone. What is lost is sent
// again after a timeout that doubles (200 ms beyond a round trip at first).
// Not modelled: the lower bandwidth of a lossy connection. Test: tests/laws/fault_kinds.cpp

#include "model/fault/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<LossSpec>) {
  return list<LossSpec>(field("target", &LossSpec::target,
                              "where, e.g. {pop: GRU}, or {path: [europe, asia]}", required()),
                        field("share", &LossSpec::share, "share of packets lost", required(),
                              more_than(Share{0}), less_than(Share{1})));
}

Outage outage(const LossSpec& spec) {
  return Trouble{.target = spec.target, .effect = {.loss = spec.share.value}};
}

}  // namespace edgecase
