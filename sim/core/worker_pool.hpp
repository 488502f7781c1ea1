#pragma once
// A pool of c workers with a queue whose order, patience or capacity may change what a waiting job
// gets, so that its start is not known on arrival. Where it is (first come first served, nothing
// shed), ServerPool needs no events and is far cheaper.
//
//   const WorkerPool::Grant grant = co_await workers.wait({.priority = 0});
//   if (grant.end != WorkerPool::End::granted) co_return refuse(grant.end);
//   co_await engine.delay(service);
//   workers.release(grant.life);
//
// Of several classes of priority the most important goes first (0 before 1); within a class the
// order is that of the rules. A job of a more important class that finds the queue full displaces
// the newest job of the least important class that waits. What is shed or expired is told so when
// a worker next becomes free.
//
// Controlled delay: Maurer, "Fail at Scale", ACM Queue 13(8), 2015, after CoDel (RFC 8289). A queue
// that was empty within the last `interval` lets a job wait that long; one that was not, and so has
// a standing backlog, only `target`.
//
// Assumes: workers are equal, jobs are not interrupted. Not modelled: preemption, the drop rate of
// RFC 8289, which grows with the square root of the number of drops.

#include <array>
#include <coroutine>
#include <cstdint>
#include <deque>

#include <edgecase/units.hpp>

#include "core/engine.hpp"

namespace edgecase {

enum class QueueOrder : std::uint8_t { fifo, lifo };

struct WaitRules {
  QueueOrder order = QueueOrder::fifo;
  bool by_priority = false;
  Duration target{};
  Duration interval{};     ///< 0: nothing is shed
  bool deadlines = false;  ///< whether jobs past their deadline are dropped instead of started
};

class WorkerPool {
 public:
  static constexpr std::size_t classes = 3;
  enum class End : std::uint8_t {
    granted,
    full,       ///< the queue was full
    displaced,  ///< by a job of a more important class
    shed,       ///< it waited longer than controlled delay allows
    expired,    ///< its deadline passed while it waited
    lost        ///< the pool crashed
  };
  struct Ticket {
    std::uint8_t priority = 0;  ///< below `classes`
    Instant deadline = Instant::max();
  };
  struct Grant {
    End end = End::granted;
    std::uint32_t life = 0;  ///< for release()
  };

  /// `workers` >= 1; `places` to wait in (0: refused unless a worker is free).
  WorkerPool(Engine& engine, Count workers, Count places, const WaitRules& rules);

  class [[nodiscard]] Wait {
   public:
    Wait(WorkerPool& pool, const Ticket& ticket) : pool_(pool), ticket_(ticket) {}
    bool await_ready() { return pool_.admits(*this); }
    void await_suspend(std::coroutine_handle<> traveller) {
      pool_.enqueue(*this, pool_.engine_.park(traveller));
    }
    Grant await_resume() const noexcept { return grant_; }

   private:
    friend class WorkerPool;
    WorkerPool& pool_;
    Ticket ticket_;
    Grant grant_{};
    std::uint32_t frame_ = 0;
    Instant since_{};
  };
  /// co_await: until a worker is ours (release() it later), or will never be.
  Wait wait(const Ticket& ticket) { return {*this, ticket}; }
  /// Gives a worker back that was granted in this life. Of an earlier one: does nothing.
  void release(std::uint32_t life);

  /// So many workers leave (jobs in service end first), or come back.
  void withdraw(std::int64_t workers);
  void restore(std::int64_t workers);
  /// Crashes and begins anew, with an empty queue.
  void crash();

  std::int64_t busy() const { return busy_; }
  std::int64_t waiting() const { return waiting_; }

 private:
  bool admits(Wait& wait);
  void enqueue(Wait& wait, std::uint32_t frame);
  bool displaces(std::uint8_t priority);
  void finish(Wait& wait, End end);
  /// Takes the next job out of the queue; null: none is left.
  Wait* next();
  void shed_old(std::deque<Wait*>& line);
  void fill();

  Engine& engine_;
  std::int64_t workers_;
  std::int64_t places_;
  WaitRules rules_;
  std::int64_t busy_ = 0;
  std::int64_t waiting_ = 0;
  std::uint32_t life_ = 0;
  Instant last_empty_{};                          // of the queue, before what waits now
  std::array<std::deque<Wait*>, classes> lines_;  // in the order of arrival
};

}  // namespace edgecase
