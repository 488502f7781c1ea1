#include "model/store/dependency_graph.hpp"

#include <algorithm>
#include <unordered_map>

namespace edgecase {

void DependencyGraph::finish() {
  std::ranges::stable_sort(edges_, {}, &Edge::from);
  first_.assign(std::size_t{nodes_} + 1, 0);
  for (const Edge& edge : edges_) ++first_[edge.from + 1];
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
}

std::vector<std::uint32_t> DependencyGraph::path(std::uint32_t from, std::uint32_t to,
                                                 std::uint8_t kinds, const Components& parts,
                                                 std::uint64_t& steps) const {
  std::unordered_map<std::uint32_t, std::uint32_t> reached_from{{from, from}};
  std::vector<std::uint32_t> queue{from};
  for (std::size_t at = 0; at < queue.size() && !reached_from.contains(to); ++at) {
    const std::uint32_t node = queue[at];
    for (std::size_t e = first_[node]; e < first_[node + 1]; ++e) {
      if (steps == 0) return {};
      --steps;
      const Edge& edge = edges_[e];
      if ((edge.kind & kinds) == 0 || parts.of[edge.to] != parts.of[from]) continue;
      if (reached_from.try_emplace(edge.to, node).second) queue.push_back(edge.to);
    }
  }
  if (!reached_from.contains(to)) return {};
  std::vector<std::uint32_t> nodes{to};
  while (nodes.back() != from) nodes.push_back(reached_from.at(nodes.back()));
  std::ranges::reverse(nodes);
  return nodes;
}

Components components(const DependencyGraph& graph, std::uint8_t kinds) {
  constexpr std::uint32_t none = UINT32_MAX;
  const std::uint32_t n = graph.nodes_;
  Components parts{std::vector<std::uint32_t>(n, none), 0};
  std::vector<std::uint32_t> order(n, none), lowest(n, 0), open;
  struct Visit {
    std::uint32_t node;
    std::size_t edge;
  };
  std::vector<Visit> visits;
  std::uint32_t next = 0;
  const auto enter = [&](std::uint32_t node) {
    order[node] = lowest[node] = next++;
    open.push_back(node);
    visits.push_back({node, graph.first_[node]});
  };
  const auto leave = [&](std::uint32_t node) {
    visits.pop_back();
    if (!visits.empty())
      lowest[visits.back().node] = std::min(lowest[visits.back().node], lowest[node]);
    if (lowest[node] != order[node]) return;
    while (parts.of[node] == none) {
      parts.of[open.back()] = parts.count;
      open.pop_back();
    }
    ++parts.count;
  };
  for (std::uint32_t root = 0; root < n; ++root) {
    if (order[root] != none) continue;
    enter(root);
    while (!visits.empty()) {
      const std::uint32_t node = visits.back().node;
      if (visits.back().edge == graph.first_[node + 1]) {
        leave(node);
        continue;
      }
      const auto& edge = graph.edges_[visits.back().edge++];
      if ((edge.kind & kinds) == 0) continue;
      if (order[edge.to] == none)
        enter(edge.to);
      else if (parts.of[edge.to] == none)
        lowest[node] = std::min(lowest[node], order[edge.to]);
    }
  }
  return parts;
}

}  // namespace edgecase
