#include "model/store/dependencies.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/random.hpp"

namespace edgecase {
namespace {

using Elements = std::span<const std::int64_t>;

struct KeyedValue {
  std::uint32_t key;
  std::int64_t value;
  bool operator==(const KeyedValue&) const = default;
};
struct KeyedValueHash {
  std::size_t operator()(const KeyedValue& k) const {
    return static_cast<std::size_t>(mix(k.key, static_cast<std::uint64_t>(k.value)));
  }
};

struct Appended {
  std::uint32_t by;
  bool last;  // the transaction appended nothing to the key afterwards
};

/// A read of a list as it was outside of its transaction.
struct OuterRead {
  std::uint32_t by;
  std::uint32_t key;
  Elements list;
};

/// Transactions that appended to a key what no read shows, in the order of the history.
struct Unread {
  std::vector<std::uint32_t> by;
  std::uint32_t first_node = 0;
};

class DependencyBuilder {
 public:
  DependencyBuilder(const History& history, AnomalyReport& report)
      : history_(history),
        report_(report),
        graph_(static_cast<std::uint32_t>(history.transactions.size())),
        longest_(history.keys.size()),
        unread_(history.keys.size()),
        committed_(history.transactions.size()) {}

  DependencyGraph build() {
    for (std::uint32_t t = 0; t < committed_.size(); ++t) {
      committed_[t] = history_.transactions[t].end == OperationEnd::ok;
      collect_appends(t);
    }
    for (std::uint32_t t = 0; t < committed_.size(); ++t)
      if (committed_[t]) collect_reads(t);
    find_observed();
    order_versions();
    for (const OuterRead& read : reads_) depend(read);
    order_in_time();
    report_.committed = static_cast<std::uint64_t>(std::ranges::count(committed_, true));
    graph_.finish();
    return std::move(graph_);
  }

 private:
  void found(Anomaly anomaly, std::vector<std::uint32_t> example) {
    FoundAnomaly& one = report_.found[static_cast<std::size_t>(anomaly)];
    if (one.count++ == 0) one.example = std::move(example);
  }

  const Appended* appended(std::uint32_t key, std::int64_t value) const {
    const auto at = appends_.find({key, value});
    return at == appends_.end() ? nullptr : &at->second;
  }

  void collect_appends(std::uint32_t t) {
    const auto& steps = history_.transactions[t].steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (!steps[i].append) continue;
      const bool last = std::none_of(
          steps.begin() + static_cast<std::ptrdiff_t>(i) + 1, steps.end(),
          [&](const ListStep& later) { return later.append && later.key == steps[i].key; });
      const auto [at, fresh] = appends_.try_emplace({steps[i].key, steps[i].value}, t, last);
      if (!fresh) found(Anomaly::duplicate_append, {at->second.by, t});
    }
  }

  /// Separates what a transaction read from what it had appended itself.
  void collect_reads(std::uint32_t t) {
    const auto& steps = history_.transactions[t].steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (steps[i].append || !steps[i].known) continue;
      std::vector<std::int64_t> own;
      for (std::size_t j = 0; j < i; ++j)
        if (steps[j].append && steps[j].key == steps[i].key) own.push_back(steps[j].value);
      Elements list = steps[i].list;
      if (own.size() > list.size() || !std::ranges::equal(own, list.last(own.size()))) {
        found(Anomaly::internal, {t});
        continue;
      }
      list = list.first(list.size() - own.size());
      if (has_duplicate(list)) {
        found(Anomaly::duplicate_append, {t});
        continue;
      }
      reads_.push_back({t, steps[i].key, list});
    }
  }

  bool has_duplicate(Elements list) {
    scratch_.clear();
    return !std::ranges::all_of(list, [&](std::int64_t v) { return scratch_.insert(v).second; });
  }

  /// The longest list of each key is its order of versions. A transaction of unknown outcome that
  /// it shows has happened.
  void find_observed() {
    for (const OuterRead& read : reads_)
      if (read.list.size() > longest_[read.key].size()) longest_[read.key] = read.list;
    for (std::uint32_t key = 0; key < longest_.size(); ++key)
      for (const std::int64_t value : longest_[key])
        if (const Appended* a = appended(key, value);
            a != nullptr && history_.transactions[a->by].end == OperationEnd::info)
          committed_[a->by] = true;
  }

  /// ww: from each version's writer to the next one's, and to those that no read shows.
  void order_versions() {
    std::vector<std::uint32_t> last(longest_.size(), no_event);
    for (std::uint32_t key = 0; key < longest_.size(); ++key) {
      for (const std::int64_t value : longest_[key]) {
        const Appended* a = appended(key, value);
        if (a == nullptr || !committed_[a->by]) continue;
        if (last[key] != no_event) graph_.add_edge(last[key], a->by, Dependency::ww);
        last[key] = a->by;
        shown_.insert({key, value});
      }
    }
    for (std::uint32_t t = 0; t < committed_.size(); ++t) {
      if (history_.transactions[t].end != OperationEnd::ok) continue;
      for (const ListStep& step : history_.transactions[t].steps) {
        std::vector<std::uint32_t>& unread = unread_[step.key].by;
        if (step.append && !shown_.contains({step.key, step.value}) &&
            (unread.empty() || unread.back() != t))
          unread.push_back(t);
      }
    }
    for (std::uint32_t key = 0; key < last.size(); ++key) {
      unread_[key].first_node = add_unread(unread_[key].by);
      if (last[key] != no_event) lead_to_unread(last[key], key, Dependency::ww);
    }
  }

  /// Two chains of nodes, so that an edge leads to all of these transactions but one: the i-th node
  /// of the first chain leads to those up to the i-th, of the second to those from the i-th on.
  std::uint32_t add_unread(const std::vector<std::uint32_t>& by) {
    const std::uint32_t first = graph_.nodes();
    const auto count = static_cast<std::uint32_t>(by.size());
    for (std::uint32_t i = 0; i < 2 * count; ++i) graph_.add_node();
    for (std::uint32_t i = 0; i < count; ++i) {
      graph_.add_edge(first + i, by[i], Dependency::ww);
      graph_.add_edge(first + count + i, by[i], Dependency::ww);
      if (i == 0) continue;
      graph_.add_edge(first + i, first + i - 1, Dependency::ww);
      graph_.add_edge(first + count + i - 1, first + count + i, Dependency::ww);
    }
    return first;
  }

  /// To the other transactions that appended to the key what no read shows.
  void lead_to_unread(std::uint32_t from, std::uint32_t key, std::uint8_t kind) {
    const std::vector<std::uint32_t>& by = unread_[key].by;
    const std::uint32_t first = unread_[key].first_node;
    const auto count = static_cast<std::uint32_t>(by.size());
    const auto at = static_cast<std::uint32_t>(std::ranges::lower_bound(by, from) - by.begin());
    if (at == count || by[at] != from) {
      if (count > 0) graph_.add_edge(from, first + count, kind);
      return;
    }
    if (at > 0) graph_.add_edge(from, first + at - 1, kind);
    if (at + 1 < count) graph_.add_edge(from, first + count + at + 1, kind);
  }

  /// wr from the writer of the version read, rw to the writer of the next one.
  void depend(const OuterRead& read) {
    const Elements order = longest_[read.key];
    if (!std::ranges::equal(read.list, order.first(read.list.size()))) {
      found(Anomaly::incompatible_order, {read.by});
      return;
    }
    std::uint32_t failed = no_event;
    for (const std::int64_t value : read.list) {
      const Appended* a = appended(read.key, value);
      if (a == nullptr) return found(Anomaly::unwritten_read, {read.by});
      if (history_.transactions[a->by].end == OperationEnd::fail) failed = a->by;
    }
    if (failed != no_event) found(Anomaly::g1a, {failed, read.by});
    if (!read.list.empty()) {
      const Appended* version = appended(read.key, read.list.back());
      if (!version->last && version->by != read.by) {
        found(Anomaly::g1b, {version->by, read.by});
        graph_.add_edge(version->by, read.by, Dependency::wr);
        return;  // what follows is of the same transaction: no version was installed in between
      }
      if (committed_[version->by]) graph_.add_edge(version->by, read.by, Dependency::wr);
    }
    for (const std::int64_t value : order.subspan(read.list.size())) {
      const Appended* next = appended(read.key, value);
      if (next == nullptr || !committed_[next->by]) continue;
      graph_.add_edge(read.by, next->by, Dependency::rw);
      return;
    }
    lead_to_unread(read.by, read.key, Dependency::rw);
  }

  /// Real time, in a chain of moments: each end leads to its moment, each moment to the next, and
  /// the latest one to what is invoked then.
  void order_in_time() {
    std::uint32_t moment = no_event;
    for (const HistoryEvent& event : events_of(history_)) {
      if (!event.transaction || !committed_[event.number]) continue;
      if (!event.end) {
        if (moment != no_event) graph_.add_edge(moment, event.number, Dependency::realtime);
      } else if (history_.transactions[event.number].end == OperationEnd::ok) {
        const std::uint32_t next = graph_.add_node();
        if (moment != no_event) graph_.add_edge(moment, next, Dependency::realtime);
        graph_.add_edge(event.number, next, Dependency::realtime);
        moment = next;
      }
    }
  }

  const History& history_;
  AnomalyReport& report_;
  DependencyGraph graph_;
  std::unordered_map<KeyedValue, Appended, KeyedValueHash> appends_;
  std::unordered_set<KeyedValue, KeyedValueHash> shown_;
  std::unordered_set<std::int64_t> scratch_;
  std::vector<OuterRead> reads_;
  std::vector<Elements> longest_;  // by key
  std::vector<Unread> unread_;     // by key
  std::vector<bool> committed_;
};

}  // namespace

DependencyGraph dependencies_of(const History& history, AnomalyReport& report) {
  return DependencyBuilder(history, report).build();
}

}  // namespace edgecase
