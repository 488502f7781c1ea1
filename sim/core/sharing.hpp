#pragma once
// A station whose capacity is shared evenly by all jobs in it (processor sharing): a link, a CPU.
//
// n jobs in it: each advances at min(1, cores / n) of full speed. Job work is given in the time it would
// take alone. O(log n) per arrival and departure. Rounded up to whole ns at each departure.
// Assumes: equal weights. Not modelled: priorities, a queue limit (ask in_service() before entering).

#include <coroutine>
#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "core/engine.hpp"
#include "core/traveller.hpp"

namespace edgecase {

class SharingStation {
 public:
  class Service;
  SharingStation(Engine& engine, double cores = 1);

  /// co_await: continue when `work` has been done.
  Service serve(Duration work);
  std::int64_t in_service() const { return static_cast<std::int64_t>(jobs_.size()); }

  Engine& engine() { return engine_; }

 private:
  struct Job {
    double finish;  // in the station's own clock: work done per job since it was last empty
    std::uint32_t order, frame;
  };
  Engine& engine_;
  double cores_;
  std::vector<Job> jobs_;
};

}  // namespace edgecase
