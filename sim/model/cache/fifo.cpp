// FIFO: what came first leaves first; being asked for does not help.
// Assumes: nothing about sizes. Not modelled: admission. Oracle: tests/oracles/cache.cpp

#include "model/cache/kinds.hpp"

namespace edgecase {
namespace {

class Fifo final : public Policy {
 public:
  explicit Fifo(NodePool& pool) : pool_(pool), list_(pool.make_list()) {}

  void on_hit(NodeId) override {}
  void on_insert(NodeId id) override { pool_.link_after(list_, id); }
  void on_remove(NodeId id) override { pool_.unlink(id); }
  NodeId front_list() const override { return list_; }
  NodeId victim() override { return pool_[list_].prev; }

 private:
  NodePool& pool_;
  NodeId list_;
};

}  // namespace

std::unique_ptr<Policy> make(const FifoSpec&, NodePool& pool) {
  return std::make_unique<Fifo>(pool);
}

}  // namespace edgecase
