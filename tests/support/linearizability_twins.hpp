#pragma once
// Other ways to decide linearizability, for histories that are small or have a simple form.

#include <algorithm>
#include <map>
#include <vector>

#include "model/store/history.hpp"

namespace edgecase::test {

/// Tries every order of one register's operations: at most nine, without unknown outcomes.
inline bool some_order_fits(const std::vector<RegisterOperation>& operations,
                            std::vector<bool>& placed, RegisterValue state) {
  std::uint32_t first_answer = no_event;
  for (std::size_t i = 0; i < operations.size(); ++i)
    if (!placed[i]) first_answer = std::min(first_answer, operations[i].ended);
  bool must = false;  // an answered operation is left
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const RegisterOperation& o = operations[i];
    if (placed[i]) continue;
    const bool answered = o.ended != no_event;
    must |= answered;
    if (o.invoked > first_answer) continue;
    RegisterValue after = state;
    bool fits = true;
    switch (o.function) {
      case RegisterFunction::read:
        fits = !answered || o.seen == state;
        break;
      case RegisterFunction::write:
        after = o.written;
        break;
      case RegisterFunction::update:
        fits = !answered || o.seen == state;
        after = o.written;
        break;
      case RegisterFunction::cas:
        if (o.end == OperationEnd::fail)
          fits = o.seen != state;
        else if (answered)
          fits = o.seen == state;
        if (o.end != OperationEnd::fail && o.seen == state) after = o.written;
        break;
    }
    if (!fits) continue;
    placed[i] = true;
    const bool found = some_order_fits(operations, placed, after);
    placed[i] = false;
    if (found) return true;
  }
  return !must;
}

inline bool some_order_fits(const History& history) {
  std::vector<bool> placed(history.operations.size());
  return some_order_fits(history.operations, placed, std::nullopt);
}

/// For one register whose values are written once each, by writes that are all answered, and read
/// by reads: the zones of Gibbons and Korach ("Testing Shared Memories", SIAM J. Comput. 1997). A
/// value's zone lies between the first end and the last start of its operations. The history is
/// linearizable if no read ends before its write begins, no two forward zones (first end before
/// last start) overlap, and no backward zone lies within a forward one.
inline bool zones_fit(const std::vector<RegisterOperation>& operations) {
  struct Zone {
    std::int64_t first_end = INT64_MAX, last_start = -1, write_start = INT64_MAX;
    bool forward() const { return first_end < last_start; }
  };
  std::map<RegisterValue, Zone> zones;
  zones[std::nullopt] = {-1, -2, -2};  // written before everything
  for (const RegisterOperation& o : operations) {
    const bool writes = o.function == RegisterFunction::write;
    if (!writes && o.ended == no_event) continue;
    Zone& zone = zones[writes ? o.written : o.seen];
    zone.first_end = std::min(zone.first_end, std::int64_t{o.ended});
    zone.last_start = std::max(zone.last_start, std::int64_t{o.invoked});
    if (writes) zone.write_start = o.invoked;
  }
  std::vector<Zone> forward, backward;
  for (const auto& [value, zone] : zones) {
    if (zone.first_end < zone.write_start) return false;
    (zone.forward() ? forward : backward).push_back(zone);
  }
  std::ranges::sort(forward, {}, &Zone::first_end);
  for (std::size_t i = 1; i < forward.size(); ++i)
    if (forward[i].first_end < forward[i - 1].last_start) return false;
  for (const Zone& inner : backward) {  // from its last start to its first end
    const auto after = std::ranges::upper_bound(forward, inner.last_start, {}, &Zone::first_end);
    if (after != forward.begin() && inner.first_end < std::prev(after)->last_start) return false;
  }
  return true;
}

/// The same of every key.
inline bool zones_fit(const History& history) {
  std::vector<std::vector<RegisterOperation>> by_key(history.keys.size());
  for (const RegisterOperation& o : history.operations) by_key[o.key].push_back(o);
  return std::ranges::all_of(by_key, [](const auto& all) { return zones_fit(all); });
}

}  // namespace edgecase::test
