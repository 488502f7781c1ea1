#pragma once
// Memory straight from the operating system: reserved at once, touched (and paid for) page by page,
// with huge pages where the system grants them, because tables of a run are read at random and
// small pages would cost an address translation per read.

#include <cstddef>

namespace edgecase {

/// Owns a zero-filled reservation. Throws Error where the system refuses.
class Pages {
 public:
  explicit Pages(std::size_t bytes);
  ~Pages();
  Pages(Pages&& other) noexcept;
  Pages& operator=(Pages&& other) noexcept;
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;

  void* data() const { return data_; }
  std::size_t size() const { return size_; }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace edgecase
