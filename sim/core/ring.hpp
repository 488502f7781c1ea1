#pragma once
// A first-in-first-out queue of small values in one growing array. No memory is returned.

#include <bit>
#include <cstddef>
#include <vector>

namespace edgecase {

template <class T>
class Ring {
 public:
  bool empty() const { return head_ == tail_; }
  std::size_t size() const { return tail_ - head_; }
  T& front() { return items_[head_ & (items_.size() - 1)]; }
  const T& front() const { return items_[head_ & (items_.size() - 1)]; }

  void push(T item) {
    if (size() == items_.size()) grow();
    items_[tail_++ & (items_.size() - 1)] = item;
  }
  T pop() { return items_[head_++ & (items_.size() - 1)]; }
  void clear() { head_ = tail_ = 0; }

 private:
  void grow() {
    std::vector<T> larger(items_.empty() ? 16 : items_.size() * 2);
    const std::size_t n = size();
    for (std::size_t i = 0; i < n; ++i) larger[i] = items_[(head_ + i) & (items_.size() - 1)];
    items_.swap(larger);
    head_ = 0;
    tail_ = n;
  }
  std::vector<T> items_;  // a power of two long
  std::size_t head_ = 0;  // both count on and are masked on use
  std::size_t tail_ = 0;
};

}  // namespace edgecase
