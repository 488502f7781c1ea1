#include "model/store/linearizability.hpp"

#include <algorithm>

#include "model/store/linearizability_search.hpp"

namespace edgecase {
namespace {

/// The operation whose answer ends the shortest prefix that is not linearizable. Prefixes of a
/// linearizable history are linearizable, so it is found by halving.
std::uint32_t first_impossible(const History& history, const std::vector<std::uint32_t>& numbers,
                               std::size_t configurations) {
  std::vector<std::uint32_t> answered;
  for (const std::uint32_t number : numbers)
    if (history.operations[number].ended != no_event) answered.push_back(number);
  std::ranges::sort(answered, {}, [&](std::uint32_t n) { return history.operations[n].ended; });
  std::size_t low = 0, high = answered.size() - 1;  // the answer is in [low, high]
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    LinearizationSearch search(history, numbers, history.operations[answered[middle]].ended);
    switch (search.run(configurations)) {
      case Linearizability::holds:
        low = middle + 1;
        break;
      case Linearizability::violated:
        high = middle;
        break;
      case Linearizability::undecided:
        return no_event;
    }
  }
  return answered[low];
}

}  // namespace

std::vector<KeyVerdict> check_linearizability(const History& history,
                                              LinearizabilityLimits limits) {
  std::vector<std::vector<std::uint32_t>> by_key(history.keys.size());
  for (std::uint32_t i = 0; i < history.operations.size(); ++i)
    by_key[history.operations[i].key].push_back(i);
  std::vector<KeyVerdict> verdicts;
  for (std::uint32_t key = 0; key < by_key.size(); ++key) {
    const std::vector<std::uint32_t>& numbers = by_key[key];
    if (numbers.empty()) continue;
    KeyVerdict verdict{key, static_cast<std::uint32_t>(numbers.size())};
    verdict.verdict = LinearizationSearch(history, numbers, no_event).run(limits.configurations);
    if (verdict.verdict == Linearizability::violated)
      verdict.first_impossible = first_impossible(history, numbers, limits.configurations);
    verdicts.push_back(verdict);
  }
  return verdicts;
}

}  // namespace edgecase
