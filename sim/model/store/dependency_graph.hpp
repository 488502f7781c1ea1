#pragma once
// A directed graph whose edges have kinds; strongly connected components and paths over some kinds.
// Nodes below `transactions` are transactions, others stand for a moment or a place in an order.

#include <cstdint>
#include <vector>

namespace edgecase {

struct Dependency {
  static constexpr std::uint8_t ww = 1, wr = 2, rw = 4, realtime = 8;
};

/// Of each node its component, 0 ... count-1. A component may be a single node.
struct Components {
  std::vector<std::uint32_t> of;
  std::uint32_t count = 0;
};

class DependencyGraph {
 public:
  explicit DependencyGraph(std::uint32_t transactions)
      : transactions_(transactions), nodes_(transactions) {}

  std::uint32_t add_node() { return nodes_++; }
  /// An edge from a node to itself says nothing and is left out.
  void add_edge(std::uint32_t from, std::uint32_t to, std::uint8_t kind) {
    if (from != to) edges_.push_back({from, to, kind});
  }
  /// Sorts the edges by node; none may be added afterwards.
  void finish();

  bool is_transaction(std::uint32_t node) const { return node < transactions_; }
  std::uint32_t nodes() const { return nodes_; }

  template <class Visit>
  void each_edge(std::uint8_t kinds, Visit visit) const {
    for (const Edge& edge : edges_)
      if ((edge.kind & kinds) != 0) visit(edge.from, edge.to);
  }

  /// The nodes of a shortest path within a component, both ends included; empty: there is none, or
  /// `steps` reached 0.
  std::vector<std::uint32_t> path(std::uint32_t from, std::uint32_t to, std::uint8_t kinds,
                                  const Components& parts, std::uint64_t& steps) const;

 private:
  friend Components components(const DependencyGraph& graph, std::uint8_t kinds);
  struct Edge {
    std::uint32_t from, to;
    std::uint8_t kind;
  };
  std::uint32_t transactions_;
  std::uint32_t nodes_;
  std::vector<Edge> edges_;
  std::vector<std::size_t> first_;  // of each node's edges
};

/// Tarjan ("Depth-first search and linear graph algorithms", SIAM J. Comput. 1972), without
/// recursion.
Components components(const DependencyGraph& graph, std::uint8_t kinds);

}  // namespace edgecase
