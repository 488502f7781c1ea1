#pragma once
// A station whose capacity is shared evenly by all jobs in it (processor sharing): a link, a CPU.
//
//   co_await cpu.serve(4ms);     // 4 ms alone, 8 ms with one other all the way
//
// n jobs in it: each advances at min(1, cores / n) of full speed. O(log n) per arrival and
// departure. Jobs leave in the order of remaining work, ties in the order of arrival; a departure
// is rounded up to the next ns. Work is kept as floating point since the station was last empty.
// Assumes: equal weights. Not modelled: priorities, a queue limit (ask in_service() before).

#include <coroutine>
#include <cstdint>

#include <edgecase/units.hpp>

#include "core/engine.hpp"
#include "core/heap.hpp"
#include "core/traveller.hpp"

namespace edgecase {

class SharingStation {
 public:
  explicit SharingStation(Engine& engine, double cores = 1);

  class [[nodiscard]] Service {
   public:
    Service(SharingStation& station, Duration work) : station_(station), work_(work) {}
    bool await_ready() const noexcept { return work_ <= Duration{0}; }
    void await_suspend(std::coroutine_handle<> traveller) {
      station_.enter(station_.engine_.park(traveller), work_);
    }
    void await_resume() const noexcept {}

   private:
    SharingStation& station_;
    Duration work_;
  };

  /// co_await: continue when `work` has been done for us.
  Service serve(Duration work) { return {*this, work}; }

  std::int64_t in_service() const { return static_cast<std::int64_t>(jobs_.size()); }
  Engine& engine() { return engine_; }
  /// Forgets all jobs; for use after Engine::destroy_travellers().
  void clear();

 private:
  struct Job {
    double finish;  // on the station's clock
    std::uint64_t order;
    std::uint32_t frame;
    friend bool operator<(const Job& a, const Job& b) {
      return a.finish < b.finish || (!(b.finish < a.finish) && a.order < b.order);
    }
  };

  void enter(std::uint32_t frame, Duration work);
  /// Brings the station's clock to now.
  void advance();
  /// Schedules a check at the next departure.
  void arm();
  Traveller watch(Instant time, std::uint64_t generation);
  void depart();
  double speed() const;

  Engine& engine_;
  double cores_;
  // The station's clock: nanoseconds of work that each job present has received since the station
  // was last empty. A job's finish on this clock is fixed when it enters.
  double clock_ = 0;
  Instant updated_{};
  QuaternaryHeap<Job> jobs_;
  std::uint64_t entered_ = 0;
  // Only the newest watch acts; an older one finds another generation and ends.
  std::uint64_t generation_ = 0;
  Instant armed_for_ = Instant::max();
};

}  // namespace edgecase
