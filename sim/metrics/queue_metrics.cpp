// Metrics of queues: how long messages wait, and what becomes of them.

#include <array>

#include "measure/merge.hpp"
#include "metrics/family.hpp"

namespace edgecase {
namespace {

/// Over the queues that the indicator speaks of, and all phases.
QueueMeter messages_of(const Reading& r) {
  QueueMeter sum;
  const Observations& seen = r.run.seen;
  for (std::size_t store = 0; store < seen.stores; ++store) {
    if (!r.covers(metric_label::store, r.plan.stores.stores[store].name)) continue;
    for (std::size_t phase = 0; phase < seen.phases; ++phase)
      merge_into(sum, seen.queue(phase, store));
  }
  return sum;
}

/// Of those together, if they received anything.
double backlog_of(const Reading& r, std::uint64_t QueueBacklog::* which) {
  if (messages_of(r).accepted == 0) return no_value;
  std::uint64_t sum = 0;
  for (std::size_t store = 0; store < r.run.seen.stores; ++store)
    if (r.covers(metric_label::store, r.plan.stores.stores[store].name))
      sum += r.run.seen.backlogs[store].*which;
  return static_cast<double>(sum);
}

constexpr std::array by_queue{&metric_label::store};

constexpr std::array queue_rows{
    MetricFamily{"queue.delay", true, "ms", by_queue,
                 "from the acceptance of a message until a consumer has processed it",
                 [](const Reading& r) { return r.statistic(messages_of(r).delay_ns) * 1e-6; }},
    MetricFamily{"queue.backlog", false, "count", by_queue,
                 "messages in the queue at the end of the measured time: waiting, at consumers, or "
                 "to be delivered again",
                 [](const Reading& r) { return backlog_of(r, &QueueBacklog::at_end); }},
    MetricFamily{"queue.backlog.peak", false, "count", by_queue,
                 "the most messages in the queue during the measured time",
                 [](const Reading& r) { return backlog_of(r, &QueueBacklog::peak); }},
    MetricFamily{"queue.duplicates.share", false, "1", by_queue,
                 "share of deliveries whose message had been processed before",
                 [](const Reading& r) {
                   const QueueMeter meter = messages_of(r);
                   return ratio(meter.duplicates, meter.deliveries);
                 }},
    MetricFamily{"queue.dead_letters.share", false, "1", by_queue,
                 "share of messages that failed at every attempt",
                 [](const Reading& r) {
                   const QueueMeter meter = messages_of(r);
                   return ratio(meter.dead_letters, meter.accepted);
                 }},
    MetricFamily{"queue.reordered.share", false, "1", by_queue,
                 "share of messages that were processed after a later one of the same key",
                 [](const Reading& r) {
                   const QueueMeter meter = messages_of(r);
                   return ratio(meter.reordered, meter.processed);
                 }},
};

}  // namespace

std::span<const MetricFamily> queue_metrics() { return queue_rows; }

}  // namespace edgecase
