#pragma once
// Whether a run was asked to end early, by another thread or a signal. Code that may run for more
// than a few milliseconds, such as a loop whose length the scenario sets, calls check() meanwhile.

#include <atomic>

#include <edgecase/error.hpp>

namespace edgecase {

class StopFlag {
 public:
  StopFlag() = default;  ///< never
  /// `told` may be null; it must outlive this.
  explicit StopFlag(const std::atomic<bool>* told) : told_(told) {}

  /// Throws Interrupted once the run was asked to end.
  void check() const {
    if (told_ != nullptr && told_->load(std::memory_order_relaxed)) [[unlikely]]
      throw Interrupted();
  }

 private:
  const std::atomic<bool>* told_ = nullptr;
};

}  // namespace edgecase
