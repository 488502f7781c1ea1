#include "model/store/anomalies.hpp"

#include <algorithm>

#include "model/store/dependencies.hpp"
#include "model/store/dependency_graph.hpp"

namespace edgecase {
namespace {

constexpr AnomalyMeaning meanings[] = {
    {Anomaly::g0, "G0", "a cycle of writes: two transactions overwrote each other",
     "read uncommitted"},
    {Anomaly::g1a, "G1a", "a read of what a failed transaction wrote", "read committed"},
    {Anomaly::g1b, "G1b", "a read of what its transaction overwrote later", "read committed"},
    {Anomaly::g1c, "G1c",
     "a cycle of writes and reads: each transaction saw or overwrote the other", "read committed"},
    {Anomaly::g_single, "G-single",
     "read skew: a transaction saw one effect of another and missed another (one anti-dependency)",
     "repeatable read"},
    {Anomaly::g2_item, "G2-item",
     "write skew: transactions missed each other's writes (two or more anti-dependencies)",
     "repeatable read"},
    {Anomaly::g0_realtime, "G0-realtime", "a write was ordered before one that had ended earlier",
     "strict serializability"},
    {Anomaly::g1c_realtime, "G1c-realtime",
     "a transaction saw, or overwrote, one that began after its end", "strict serializability"},
    {Anomaly::g_single_realtime, "G-single-realtime",
     "a stale read: a transaction missed a write that had ended before it began",
     "strong snapshot isolation"},
    {Anomaly::g2_item_realtime, "G2-item-realtime",
     "two or more anti-dependencies close a cycle with real time", "strict serializability"},
    {Anomaly::internal, "internal", "a transaction did not see its own earlier append",
     "read committed"},
    {Anomaly::incompatible_order, "incompatible-order",
     "two reads of a key show orders of which neither continues the other", "read committed"},
    {Anomaly::duplicate_append, "duplicate-elements",
     "a value occurs twice in a list, or was appended twice", "read uncommitted"},
    {Anomaly::unwritten_read, "unwritten", "a read of a value that nothing appended",
     "read uncommitted"}};
static_assert(std::size(meanings) == anomaly_count);

/// How a component is judged: cycles over edges of `kinds` that contain one of `needed`.
struct CycleLevel {
  Anomaly anomaly;
  std::uint8_t kinds;
  std::uint8_t needed;
  std::uint8_t without;  // only where edges of these kinds alone form no cycle; 0: anywhere
};

class CycleFinder {
 public:
  CycleFinder(const DependencyGraph& graph, AnomalyReport& report)
      : graph_(graph), report_(report) {}

  /// Counts the components that have such a cycle, with the first as an example.
  void judge(const CycleLevel& level) {
    const Components parts = components(graph_, level.kinds);
    const std::vector<bool> known = with_cycles(parts, level.without);
    std::vector<bool> counted(parts.count, false);
    graph_.each_edge(level.needed, [&](std::uint32_t from, std::uint32_t to) {
      const std::uint32_t part = parts.of[from];
      if (part != parts.of[to] || known[part] || counted[part]) return;
      counted[part] = true;
      count(level.anomaly, from, to, parts, level.kinds);
    });
  }

  /// Of cycles with anti-dependencies: those with one, else those with more.
  void judge_anti(const CycleLevel& single, Anomaly several) {
    constexpr std::uint8_t rw = Dependency::rw;
    const Components parts = components(graph_, single.kinds);
    const std::vector<bool> known = with_cycles(parts, single.without);
    std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> edges(parts.count);
    graph_.each_edge(rw, [&](std::uint32_t from, std::uint32_t to) {
      if (parts.of[from] == parts.of[to] && !known[parts.of[from]])
        edges[parts.of[from]].emplace_back(from, to);
    });
    for (const auto& part : edges) {
      if (part.empty()) continue;
      const auto kinds = static_cast<std::uint8_t>(single.kinds & ~rw);
      const auto [found, exhausted] = closed_by(part, parts, kinds);
      if (found != nullptr)
        count(single.anomaly, found->first, found->second, parts, kinds);
      else if (exhausted)
        ++report_.unclassified;
      else
        count(several, part[0].first, part[0].second, parts, single.kinds);
    }
  }

 private:
  using Edge = std::pair<std::uint32_t, std::uint32_t>;

  /// Which parts hold a cycle of edges of these kinds.
  std::vector<bool> with_cycles(const Components& parts, std::uint8_t kinds) const {
    std::vector<bool> known(parts.count, false);
    if (kinds == 0) return known;
    const Components inner = components(graph_, kinds);
    graph_.each_edge(kinds, [&](std::uint32_t from, std::uint32_t to) {
      if (inner.of[from] == inner.of[to]) known[parts.of[from]] = true;
    });
    return known;
  }

  /// An edge whose end leads back to its start over edges of these kinds.
  std::pair<const Edge*, bool> closed_by(const std::vector<Edge>& edges, const Components& parts,
                                         std::uint8_t kinds) {
    std::uint64_t steps = 20'000'000;
    for (const Edge& edge : edges) {
      if (!graph_.path(edge.second, edge.first, kinds, parts, steps).empty()) return {&edge, false};
      if (steps == 0) return {nullptr, true};
    }
    return {nullptr, false};
  }

  void count(Anomaly anomaly, std::uint32_t from, std::uint32_t to, const Components& parts,
             std::uint8_t kinds) {
    FoundAnomaly& found = report_.found[static_cast<std::size_t>(anomaly)];
    if (found.count++ > 0) return;
    std::uint64_t steps = UINT64_MAX;
    for (const std::uint32_t node : graph_.path(to, from, kinds, parts, steps))
      if (graph_.is_transaction(node)) found.example.push_back(node);
  }

  const DependencyGraph& graph_;
  AnomalyReport& report_;
};

}  // namespace

std::span<const AnomalyMeaning, anomaly_count> anomaly_meanings() { return meanings; }

bool AnomalyReport::none() const {
  return unclassified == 0 &&
         std::ranges::all_of(found, [](const FoundAnomaly& one) { return one.count == 0; });
}

AnomalyReport find_anomalies(const History& history) {
  AnomalyReport report;
  const DependencyGraph graph = dependencies_of(history, report);
  constexpr std::uint8_t ww = Dependency::ww, wr = Dependency::wr, rw = Dependency::rw,
                         time = Dependency::realtime;
  CycleFinder cycles(graph, report);
  cycles.judge({Anomaly::g0, ww, ww, 0});
  cycles.judge({Anomaly::g1c, ww | wr, wr, 0});
  cycles.judge_anti({Anomaly::g_single, ww | wr | rw, rw, 0}, Anomaly::g2_item);
  cycles.judge({Anomaly::g0_realtime, ww | time, ww, ww});
  cycles.judge({Anomaly::g1c_realtime, ww | wr | time, wr, ww | wr});
  cycles.judge_anti({Anomaly::g_single_realtime, ww | wr | rw | time, rw, ww | wr | rw},
                    Anomaly::g2_item_realtime);
  return report;
}

}  // namespace edgecase
