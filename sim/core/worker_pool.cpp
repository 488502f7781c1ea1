#include "core/worker_pool.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace edgecase {

WorkerPool::WorkerPool(Engine& engine, Count workers, Count places, const WaitRules& rules)
    : engine_(engine), workers_(workers.value), places_(places.value), rules_(rules) {
  EC_CHECK(workers_ >= 1 && places_ >= 0, "a pool has workers and perhaps a queue");
}

bool WorkerPool::admits(Wait& wait) {
  wait.grant_ = {End::granted, life_};
  if (!rules_.by_priority) wait.ticket_.priority = 0;
  if (busy_ < workers_) {  // then the queue is empty
    ++busy_;
    return true;
  }
  if (waiting_ < places_ || displaces(wait.ticket_.priority)) return false;
  wait.grant_.end = End::full;
  return true;
}

void WorkerPool::enqueue(Wait& wait, std::uint32_t frame) {
  wait.frame_ = frame;
  wait.since_ = engine_.now();
  if (waiting_ == 0) last_empty_ = engine_.now();
  ++waiting_;
  lines_[wait.ticket_.priority].push_back(&wait);
}

bool WorkerPool::displaces(std::uint8_t priority) {
  for (std::size_t least = classes - 1; least > priority; --least) {
    if (lines_[least].empty()) continue;
    Wait& newest = *lines_[least].back();
    lines_[least].pop_back();
    finish(newest, End::displaced);
    return true;
  }
  return false;
}

void WorkerPool::finish(Wait& wait, End end) {
  --waiting_;
  wait.grant_.end = end;
  engine_.wake(wait.frame_);
}

void WorkerPool::shed_old(std::deque<Wait*>& line) {
  const Instant now = engine_.now();
  const bool standing = now - last_empty_ > rules_.interval;
  const Duration longest = standing ? rules_.target : rules_.interval;
  while (!line.empty() && now - line.front()->since_ > longest) {
    finish(*line.front(), End::shed);
    line.pop_front();
  }
}

WorkerPool::Wait* WorkerPool::next() {
  for (std::deque<Wait*>& line : lines_) {
    if (rules_.interval > Duration{0}) shed_old(line);
    while (!line.empty()) {
      Wait* job = rules_.order == QueueOrder::fifo ? line.front() : line.back();
      if (rules_.order == QueueOrder::fifo) {
        line.pop_front();
      } else {
        line.pop_back();
      }
      if (!rules_.deadlines || job->ticket_.deadline > engine_.now()) return job;
      finish(*job, End::expired);
    }
  }
  return nullptr;
}

void WorkerPool::fill() {
  while (busy_ < workers_) {
    Wait* job = next();
    if (job == nullptr) return;
    ++busy_;
    finish(*job, End::granted);
  }
}

void WorkerPool::release(std::uint32_t life) {
  if (life != life_) return;
  EC_CHECK(busy_ > 0, "a worker is released that is not held");
  --busy_;
  fill();
}

void WorkerPool::withdraw(std::int64_t workers) { workers_ -= workers; }

void WorkerPool::restore(std::int64_t workers) {
  workers_ += workers;
  fill();
}

void WorkerPool::crash() {
  for (std::deque<Wait*>& line : lines_) {
    for (Wait* job : line) finish(*job, End::lost);
    line.clear();
  }
  busy_ = 0;
  ++life_;
}

}  // namespace edgecase
