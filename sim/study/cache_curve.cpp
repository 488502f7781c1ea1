#include "study/cache_curve.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <mutex>
#include <span>
#include <thread>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include "model/cache/kinds.hpp"
#include "study/study.hpp"
#include "study/trace_sample.hpp"

namespace edgecase {
namespace {

using Clock = std::chrono::steady_clock;

/// What is replayed: the trace itself or a sample of it.
struct Sequence {
  std::span<const std::uint32_t> objects;  // of each request
  std::uint32_t count = 0;                 // of different objects
  const TraceSample* sample = nullptr;     // null: the trace itself
  std::vector<std::uint32_t> next_use;     // empty: no policy looks ahead
};

/// For each request the number of the object's next one.
std::vector<std::uint32_t> next_uses(std::span<const std::uint32_t> objects, std::uint32_t count) {
  std::vector<std::uint32_t> next(objects.size());
  std::vector<std::uint32_t> seen(count, ReplayRequest::never);
  for (std::size_t i = objects.size(); i-- > 0;) {
    next[i] = seen[objects[i]];
    seen[objects[i]] = static_cast<std::uint32_t>(i);
  }
  return next;
}

/// The requests [from, from + out.size()) as a replay takes them.
void fill(const Trace& trace, const Sequence& sequence, std::size_t from,
          std::span<ReplayRequest> out) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::size_t at = from + i;
    const std::size_t whole = sequence.sample ? sequence.sample->position[at] : at;
    out[i].object = sequence.objects[at];
    out[i].size = trace.size_of(whole);
    if (!sequence.next_use.empty()) out[i].next_use = sequence.next_use[at];
  }
}

struct Done {
  ReplayCounts counts;
  double seconds = 0;
};

struct Job {
  std::size_t policy;
  std::size_t capacity;
  std::size_t sequence;
};

class CurveRun {
 public:
  CurveRun(const Trace& trace, const std::vector<NamedPolicy>& policies,
           const AdmissionChoice& admission, const std::vector<NamedCapacity>& capacities,
           const CacheCurveOptions& options)
      : trace_(trace),
        policies_(policies),
        admission_(admission),
        capacities_(capacities),
        options_(options) {
    if (options.sample > 0) {
      samples_ = sample_trace(trace, options.sample, samples_at(options.sample), options.seed);
      for (const TraceSample& sample : samples_) {
        sequences_.push_back(
            {sample.objects, static_cast<std::uint32_t>(sample.whole.size()), &sample, {}});
      }
    } else {
      sequences_.push_back({trace.requests, trace.objects(), nullptr, {}});
    }
    const bool looks_ahead = std::ranges::any_of(
        policies, [](const NamedPolicy& one) { return offline(one.policy); });
    for (Sequence& sequence : sequences_) {
      if (looks_ahead) sequence.next_use = next_uses(sequence.objects, sequence.count);
    }
  }

  CacheCurve run() {
    std::vector<Job> jobs;
    for (std::size_t p = 0; p < policies_.size(); ++p) {
      for (std::size_t c = 0; c < capacities_.size(); ++c) {
        for (std::size_t s = 0; s < sequences_.size(); ++s) jobs.push_back({p, c, s});
      }
    }
    const std::vector<Done> done = replay_all(jobs);
    CacheCurve curve;
    for (std::size_t at = 0; at < jobs.size(); at += sequences_.size()) {
      curve.points.push_back(point(jobs[at], {done.data() + at, sequences_.size()}));
    }
    if (options_.sample > 0)
      curve.sample = {options_.sample, samples_.size(), fewest_objects(curve.points)};
    return curve;
  }

 private:
  CacheLimits limits(const Job& job) const {
    return limits_for(capacities_[job.capacity].capacity, trace_);
  }

  /// A cache smaller by the share of the sample.
  CacheLimits scaled(CacheLimits whole) const {
    if (!(options_.sample > 0)) return whole;
    const auto part = [&](std::int64_t n) {
      return n == INT64_MAX ? n
                            : std::max<std::int64_t>(
                                  1, std::llround(static_cast<double>(n) * options_.sample));
    };
    return {{part(whole.bytes.count)}, {part(whole.objects.value)}};
  }

  Done replay(const Job& job) const {
    constexpr std::size_t block = 4096;  // 64 KiB: stays in the second-level cache
    const Sequence& sequence = sequences_[job.sequence];
    const Clock::time_point start = Clock::now();
    Replay replay(policies_[job.policy].policy, admission_, scaled(limits(job)), sequence.count,
                  options_.seed);
    std::array<ReplayRequest, block> requests;
    for (std::size_t at = 0; at < sequence.objects.size(); at += block) {
      if (options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed)) return {};
      const std::span out(requests.data(), std::min(block, sequence.objects.size() - at));
      fill(trace_, sequence, at, out);
      replay.run(out);
    }
    const std::chrono::duration<double> took = Clock::now() - start;
    return {replay.counts(), took.count()};
  }

  std::vector<Done> replay_all(const std::vector<Job>& jobs) const {
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    const auto threads =
        std::min<std::size_t>(options_.threads == 0 ? cores : options_.threads, jobs.size());
    std::vector<Done> done(jobs.size());
    std::exception_ptr failure;
    std::mutex guard;
    std::size_t finished = 0;
    boost::asio::thread_pool pool(threads);
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      boost::asio::post(pool, [&, i] {
        try {
          done[i] = replay(jobs[i]);
          const std::lock_guard lock(guard);
          if (options_.progress) options_.progress(++finished, jobs.size());
        } catch (...) {
          const std::lock_guard lock(guard);
          if (!failure) failure = std::current_exception();
        }
      });
    }
    pool.join();
    if (failure) std::rethrow_exception(failure);
    if (options_.stop != nullptr && options_.stop->load()) throw Interrupted();
    return done;
  }

  CacheCurvePoint point(const Job& job, std::span<const Done> done) const {
    CacheCurvePoint out{policies_[job.policy].text,
                        capacities_[job.capacity].text,
                        limits(job),
                        {},
                        {},
                        {},
                        0,
                        0};
    const auto requests = static_cast<double>(trace_.requests.size());
    const auto bytes = static_cast<double>(trace_.bytes);
    const double share = options_.sample > 0 ? options_.sample : 1;
    std::vector<double> misses, missed, evictions;
    for (const Done& one : done) {
      misses.push_back(static_cast<double>(one.counts.misses) / (requests * share));
      missed.push_back(static_cast<double>(one.counts.missed_bytes) / (bytes * share));
      evictions.push_back(static_cast<double>(one.counts.evictions) / share);
      out.replayed += static_cast<double>(one.counts.requests);
      out.seconds += one.seconds;
    }
    if (options_.sample > 0) {
      out.miss_ratio = mean_interval(misses);
      out.byte_miss_ratio = mean_interval(missed);
      const auto whole = [](double x) { return static_cast<std::uint64_t>(std::llround(x)); };
      out.counts = {.requests = trace_.requests.size(),
                    .misses = whole(out.miss_ratio.mean * requests),
                    .bytes = static_cast<std::uint64_t>(trace_.bytes),
                    .missed_bytes = whole(out.byte_miss_ratio.mean * bytes),
                    .evictions = whole(mean_interval(evictions).mean)};
    } else {
      out.counts = done[0].counts;
      out.miss_ratio = {misses[0], misses[0], misses[0], 1, 0};
      out.byte_miss_ratio = {missed[0], missed[0], missed[0], 1, 0};
    }
    return out;
  }

  /// What the smallest cache of a sample holds, by the mean size of objects.
  double fewest_objects(const std::vector<CacheCurvePoint>& points) const {
    const double mean_size =
        static_cast<double>(trace_.footprint) / static_cast<double>(trace_.objects());
    double fewest = INFINITY;
    for (const CacheCurvePoint& one : points) {
      const CacheLimits limits = scaled(one.limits);
      fewest = std::min({fewest, static_cast<double>(limits.bytes.count) / mean_size,
                         static_cast<double>(limits.objects.value)});
    }
    return fewest;
  }

  const Trace& trace_;
  const std::vector<NamedPolicy>& policies_;
  const AdmissionChoice& admission_;
  const std::vector<NamedCapacity>& capacities_;
  const CacheCurveOptions& options_;
  std::vector<TraceSample> samples_;
  std::vector<Sequence> sequences_;
};

}  // namespace

CacheCurve cache_curve(const Trace& trace, const std::vector<NamedPolicy>& policies,
                       const AdmissionChoice& admission,
                       const std::vector<NamedCapacity>& capacities,
                       const CacheCurveOptions& options) {
  return CurveRun(trace, policies, admission, capacities, options).run();
}

}  // namespace edgecase
