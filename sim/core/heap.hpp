#pragma once
// A 4-ary min-heap in one array: half the depth of a binary heap, siblings side by side in memory.
// Equal items leave in no particular order; put a sequence number into the order if it matters.

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

namespace edgecase {

template <class T, class Less = std::less<T>>
class QuaternaryHeap {
 public:
  bool empty() const { return items_.empty(); }
  std::size_t size() const { return items_.size(); }
  const T& top() const { return items_.front(); }
  const std::vector<T>& items() const { return items_; }
  void clear() { items_.clear(); }

  void push(T item) {
    std::size_t hole = items_.size();
    items_.push_back(item);
    while (hole > 0) {
      const std::size_t parent = (hole - 1) / 4;
      if (!Less{}(item, items_[parent])) break;
      items_[hole] = items_[parent];
      hole = parent;
    }
    items_[hole] = item;
  }
  T pop() {
    const T first = items_.front();
    const T last = items_.back();
    items_.pop_back();
    if (!items_.empty()) replace_top(last);
    return first;
  }
  /// pop() and push(item) in one go.
  void replace_top(T item) {
    const std::size_t n = items_.size();
    std::size_t hole = 0;
    for (std::size_t child = 1; child < n; child = 4 * hole + 1) {
      std::size_t least = child;
      const std::size_t end = std::min(child + 4, n);
      for (std::size_t i = child + 1; i < end; ++i) {
        least = Less{}(items_[i], items_[least]) ? i : least;
      }
      if (!Less{}(items_[least], item)) break;
      items_[hole] = items_[least];
      hole = least;
    }
    items_[hole] = item;
  }
  /// n equal items; any order is a heap.
  void assign(std::size_t n, T item) { items_.assign(n, item); }

 private:
  std::vector<T> items_;
};

}  // namespace edgecase
