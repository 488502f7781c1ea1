// LRU: what was used longest ago leaves first.
// Assumes: nothing about sizes. Not modelled: admission. Oracle: tests/oracles/cache.cpp

#include "model/cache/kinds.hpp"

namespace edgecase {
namespace {

class Lru final : public Policy {
 public:
  explicit Lru(NodePool& pool) : pool_(pool), list_(pool.make_list()) {}

  void on_hit(NodeId id) override {
    if (pool_[list_].next == id) return;
    pool_.unlink(id);
    pool_.link_after(list_, id);
  }
  void on_insert(NodeId id) override { pool_.link_after(list_, id); }
  void on_remove(NodeId id) override { pool_.unlink(id); }
  NodeId front_list() const override { return list_; }
  NodeId victim() override { return pool_[list_].prev; }

 private:
  NodePool& pool_;
  NodeId list_;
};

}  // namespace

std::unique_ptr<Policy> make(const LruSpec&, NodePool& pool) { return std::make_unique<Lru>(pool); }

}  // namespace edgecase
