#pragma once
// Memory for the tables of a run: one range of addresses, which may grow and move as it does.
//
// On Linux it comes straight from the operating system: it costs an address range, is paid for page
// by page as it is touched, and comes in huge pages where the system grants them, because tables of
// a run are read at random and small pages would cost an address translation per read. Elsewhere
// (a web page has no mmap), or where the build defines EDGECASE_PORTABLE, it is allocated and
// zeroed like any other memory: slower, same results.

#include <cstddef>
#include <cstdint>

namespace edgecase {

/// Owns a zero-filled reservation. Throws Error if the system refuses, or cannot address it; the
/// message says what it was for (`what`), how much, and how to need less.
class Pages {
 public:
#if defined(__linux__) && !defined(EDGECASE_PORTABLE)
  static constexpr bool costs_when_touched = true;
#else
  static constexpr bool costs_when_touched = false;
#endif

  /// 64 bits everywhere: what a run may need can exceed what this machine can address.
  explicit Pages(std::uint64_t bytes, const char* what = "a table of the run");
  ~Pages();
  Pages(Pages&& other) noexcept;
  Pages& operator=(Pages&& other) noexcept;
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;

  /// Grows to at least this many bytes. Contents stay, at another address; new bytes are zero.
  void grow(std::uint64_t bytes);

  void* data() const { return data_; }
  std::size_t size() const { return size_; }

 private:
  const char* what_;
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace edgecase
