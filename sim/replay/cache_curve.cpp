#include "replay/cache_curve.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <span>

#include "model/cache/kinds.hpp"
#include "replay/trace_sample.hpp"
#include "study/jobs.hpp"

namespace edgecase {
namespace {

/// CPU time of this thread, so that other load on the machine does not count.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Bound of the finite-size error, in multiples of the difference between a sample and its halves:
/// 1 if it falls with the number of objects in a cache, 1 / (sqrt(2) - 1) if with its square root,
/// as for policies that adapt (arc, w_tinylfu) or look ahead.
constexpr double grain_reach = 2.4142135623730951;

/// The replayed sequence: the trace itself or a sample of it.
struct Sequence {
  std::span<const std::uint32_t> objects;  // of each request
  std::uint32_t count = 0;                 // of different objects
  const TraceSample* sample = nullptr;     // null: the trace itself
  std::vector<std::uint32_t> next_use;     // empty if no policy looks ahead
};

/// For each request the index of the object's next one.
std::vector<std::uint32_t> next_uses(std::span<const std::uint32_t> objects, std::uint32_t count) {
  std::vector<std::uint32_t> next(objects.size());
  std::vector<std::uint32_t> seen(count, ReplayRequest::never);
  for (std::size_t i = objects.size(); i-- > 0;) {
    next[i] = seen[objects[i]];
    seen[objects[i]] = static_cast<std::uint32_t>(i);
  }
  return next;
}

/// The requests [from, from + out.size()) in replay format.
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
        options_(options),
        warm_up_(options.warm_up.of(trace.requests.size())) {
    if (options.sample > 0) {
      samples_ = sample_trace(trace, options.sample, samples_at(options.sample), options.seed);
      for (const auto* list : {&samples_.samples, &samples_.halves}) {
        for (const TraceSample& sample : *list) {
          sequences_.push_back(
              {sample.objects, static_cast<std::uint32_t>(sample.whole.size()), &sample, {}});
        }
      }
    } else {
      sequences_.push_back({trace.requests, trace.objects(), nullptr, {}});
    }
    const bool looks_ahead =
        std::ranges::any_of(policies, [](const NamedPolicy& one) { return offline(one.policy); });
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
      curve.sample = {options_.sample, samples_.samples.size(), fewest_objects(curve.points)};
    return curve;
  }

 private:
  CacheLimits limits(const Job& job) const {
    return limits_for(capacities_[job.capacity].capacity, trace_);
  }

  /// A cache scaled down by the share of the sample.
  CacheLimits scaled(CacheLimits whole, const Sequence& sequence) const {
    if (sequence.sample == nullptr) return whole;
    const auto part = [](std::int64_t n, double sampled, double all) {
      return n == INT64_MAX
                 ? n
                 : std::max<std::int64_t>(1, std::llround(static_cast<double>(n) * sampled / all));
    };
    return {{part(whole.bytes.count, static_cast<double>(sequence.sample->footprint),
                  static_cast<double>(trace_.footprint))},
            {part(whole.objects.value, sequence.count, trace_.objects())}};
  }

  Done replay(const Job& job) const {
    constexpr std::size_t block = 4096;  // 64 KiB: fits in the L2 cache
    const Sequence& sequence = sequences_[job.sequence];
    const double start = cpu_seconds();
    Replay replay(policies_[job.policy].policy, admission_, scaled(limits(job), sequence),
                  sequence.count, options_.seed);
    std::array<ReplayRequest, block> requests;
    ReplayCounts uncounted;
    for (std::size_t at = 0; at < sequence.objects.size();) {
      if (options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed)) return {};
      const std::size_t end = at < warm_up_ ? warm_up_ : sequence.objects.size();
      const std::span out(requests.data(), std::min(block, end - at));
      fill(trace_, sequence, at, out);
      replay.run(out);
      at += out.size();
      if (at == warm_up_) uncounted = replay.counts();
    }
    return {since(uncounted, replay.counts()), cpu_seconds() - start};
  }

  static ReplayCounts since(const ReplayCounts& before, ReplayCounts now) {
    now.requests -= before.requests;
    now.misses -= before.misses;
    now.bytes -= before.bytes;
    now.missed_bytes -= before.missed_bytes;
    now.evictions -= before.evictions;
    return now;
  }

  std::vector<Done> replay_all(const std::vector<Job>& jobs) const {
    std::vector<Done> done(jobs.size());
    run_all(jobs.size(),
            {.threads = options_.threads, .stop = options_.stop, .progress = options_.progress},
            [&](std::size_t i) { done[i] = replay(jobs[i]); });
    return done;
  }

  CacheCurvePoint point(const Job& job, std::span<const Done> done) const {
    CacheCurvePoint out{.policy = policies_[job.policy].text,
                        .capacity = capacities_[job.capacity].text,
                        .limits = limits(job),
                        .counts = done[0].counts};
    for (std::size_t i = 0; i < done.size(); ++i) {
      out.replayed += static_cast<double>(sequences_[i].objects.size());
      out.seconds += done[i].seconds;
    }
    if (options_.sample > 0) {
      estimate(out, done);
    } else {
      const double misses =
          static_cast<double>(out.counts.misses) / static_cast<double>(out.counts.requests);
      const double missed =
          static_cast<double>(out.counts.missed_bytes) / static_cast<double>(out.counts.bytes);
      out.miss_ratio = {misses, misses, misses, 1, 0};
      out.byte_miss_ratio = {missed, missed, missed, 1, 0};
    }
    return out;
  }

  /// Estimates the whole trace's count from the sequences' counts: first requests are known, the
  /// rest is scaled. `extra(k)`: that of sequence k.
  template <class Extra>
  Interval scaled_up(double known, double total, Extra extra) const {
    const std::size_t count = samples_.samples.size();
    std::vector<double> samples, refined;
    for (std::size_t k = 0; k < count; ++k) {
      const double whole = extra(k) / options_.sample;
      const double halves = (extra(count + 2 * k) + extra(count + 2 * k + 1)) / options_.sample;
      samples.push_back((known + whole) / total);
      refined.push_back((known + whole + grain_reach * (whole - halves)) / total);
    }
    Interval chance = mean_interval(samples);
    const Interval grain = mean_interval(refined);
    const double half_width = chance.half_width();
    chance.lo = std::clamp(std::min(chance.lo, grain.mean - half_width), 0.0, 1.0);
    chance.hi = std::clamp(std::max(chance.hi, grain.mean + half_width), 0.0, 1.0);
    chance.mean = std::clamp(chance.mean, 0.0, 1.0);
    return chance;
  }

  void estimate(CacheCurvePoint& out, std::span<const Done> done) const {
    const auto requests = static_cast<double>(trace_.requests.size());
    const auto bytes = static_cast<double>(trace_.bytes);
    out.miss_ratio = scaled_up(trace_.objects(), requests, [&](std::size_t k) {
      return static_cast<double>(done[k].counts.misses - sequences_[k].count);
    });
    out.byte_miss_ratio =
        scaled_up(static_cast<double>(trace_.footprint), bytes, [&](std::size_t k) {
          return static_cast<double>(done[k].counts.missed_bytes) -
                 static_cast<double>(sequences_[k].sample->footprint);
        });
    double evictions = 0;
    for (std::size_t k = 0; k < samples_.samples.size(); ++k)
      evictions += static_cast<double>(done[k].counts.evictions);
    evictions /= options_.sample * static_cast<double>(samples_.samples.size());
    const auto whole = [](double x) { return static_cast<std::uint64_t>(std::llround(x)); };
    out.counts = {.requests = trace_.requests.size(),
                  .misses = whole(out.miss_ratio.mean * requests),
                  .bytes = static_cast<std::uint64_t>(trace_.bytes),
                  .missed_bytes = whole(out.byte_miss_ratio.mean * bytes),
                  .evictions = whole(evictions)};
  }

  /// The number of objects in a sample's smallest cache, by their mean size.
  double fewest_objects(const std::vector<CacheCurvePoint>& points) const {
    const double mean_size =
        static_cast<double>(trace_.footprint) / static_cast<double>(trace_.objects());
    double fewest = INFINITY;
    for (const CacheCurvePoint& one : points) {
      fewest = std::min({fewest, static_cast<double>(one.limits.bytes.count) / mean_size,
                         static_cast<double>(one.limits.objects.value)});
    }
    return fewest * options_.sample;
  }

  const Trace& trace_;
  const std::vector<NamedPolicy>& policies_;
  const AdmissionChoice& admission_;
  const std::vector<NamedCapacity>& capacities_;
  const CacheCurveOptions& options_;
  std::size_t warm_up_;  // requests that are not counted
  TraceSamples samples_;
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
