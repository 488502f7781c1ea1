// A queue: a write is durable at the home and acknowledged; consumers there take messages in
// batches, each message at least once.
//
// Messages wait in the order in which they became ready. An idle consumer takes a batch as soon as
// `batch` messages are ready, or the oldest has waited for `batch_wait`. Each message of a batch
// fails or is acknowledged on its own. A failed one is ready again after `retry_delay`; after the
// last retry it is a dead letter. One whose acknowledgement is lost is delivered again after
// `redelivery`, which counts as no retry. Messages outlive the loss of the home; nothing is
// delivered meanwhile. Assumes: consumers are always running, batches that a lost home has handed
// out are finished, messages are small. Not modelled: consumers that scale up, batches that fail as
// a whole, retention, ordered delivery by key.

#include <algorithm>
#include <deque>

#include <boost/unordered/unordered_flat_map.hpp>

#include "model/store/kinds.hpp"

namespace edgecase {
namespace {

class QueueStore final : public Store {
 public:
  QueueStore(const QueueSpec& spec, const StoreContext& context)
      : Store(context),
        queue_(spec),
        write_(distribution_of(spec.write)),
        processing_(distribution_of(spec.processing)),
        draws_(context.seed, context.replication, "queue", context.entity),
        consumers_(context.seed, context.replication, "queue consumers", context.entity),
        measured_from_(context.measured_from),
        ends_(context.ends) {}

  const QueueMeters* queue() const override { return &meters_; }

 private:
  struct Message {
    std::uint64_t number = 0;
    Instant accepted{};
    Instant ready{};
    std::uint32_t key = 0;
    std::uint32_t version = 0;
    std::uint32_t deliveries = 0;
    std::int64_t failures = 0;
    std::uint8_t phase = 0;
    bool measured = false;
    bool processed = false;
  };

  /// Only bots ask for one: their requests are messages like others.
  Step<StoreAnswer> read(StoreCall call) override { return write(call, {}); }

  Step<StoreAnswer> write(StoreCall call, Basis) override {
    co_await engine_.travel(place_of(0), way_there(call.from, 0));
    if (!reaches(call.from, 0)) co_return unavailable(call);
    if (!accepts()) {
      StoreAnswer refused = shown(call, log_.newest(call.key));
      refused.end = StoreEnd::throttled;
      refused.back = way_back(call.from, 0);
      co_return refused;
    }
    const Duration work = from_seconds(write_(draws_.bits(call.number)));
    co_await engine_.delay(work);
    if (!reaches(call.from, 0)) co_return unavailable(call);
    StoreAnswer answer = commit(call, {}, 0);
    answer.at_store = work;
    answer.back = way_back(call.from, 0);
    enqueue(call, answer.version);
    co_return answer;
  }

  /// So many in each second.
  bool accepts() {
    const std::int64_t second = engine_.now().time_since_epoch() / std::chrono::seconds(1);
    if (second != second_) {
      second_ = second;
      in_second_ = 0;
    }
    if (static_cast<double>(in_second_) >= queue_.messages.per_second) return false;
    ++in_second_;
    return true;
  }

  void enqueue(const StoreCall& call, std::uint32_t version) {
    Message message{.number = next_message_++,
                    .accepted = engine_.now(),
                    .key = call.key,
                    .version = version,
                    .phase = call.phase,
                    .measured = call.measured};
    if (message.measured) {
      QueueMeter& meter = meters_.by_phase[message.phase];
      ++meter.accepted;
      meter.bytes += static_cast<std::uint64_t>(call.size.count);
    }
    backlog_becomes(backlog_ + 1);
    make_ready(message);
    dispatch();
  }

  void make_ready(Message message) {
    message.ready = engine_.now();
    ready_.push_back(message);
  }

  bool home_is_up() const {
    return health_.always_well() || health_.down_since(0, engine_.now()) == Instant::max();
  }

  void dispatch() {
    const auto most = static_cast<std::size_t>(queue_.batch.value);
    while (busy_ < queue_.concurrency.value && !ready_.empty() && home_is_up()) {
      const Instant due = ready_.front().ready + queue_.batch_wait;
      if (ready_.size() < most && engine_.now() < due) {
        if (!waits_for_batch_) wait_for_batch(due);
        return;
      }
      const auto count = static_cast<std::ptrdiff_t>(std::min(most, ready_.size()));
      std::vector<Message> batch(ready_.begin(), ready_.begin() + count);
      ready_.erase(ready_.begin(), ready_.begin() + count);
      ++busy_;
      consume(std::move(batch));
    }
  }

  Traveller wait_for_batch(Instant due) {
    waits_for_batch_ = true;
    co_await engine_.at(due);
    waits_for_batch_ = false;
    dispatch();
  }

  Traveller consume(std::vector<Message> batch) {
    co_await engine_.delay(from_seconds(processing_(consumers_.bits(batches_++))));
    for (Message& message : batch) settle(message);
    --busy_;
    dispatch();
  }

  /// A consumer is done with it.
  void settle(Message& message) {
    const std::uint32_t lane = 1 + 2 * message.deliveries++;
    QueueMeter& meter = message.measured ? meters_.by_phase[message.phase] : unmeasured_;
    ++meter.deliveries;
    meter.duplicates += message.processed;
    if (draws_.unit(message.number, lane) < queue_.failures.value) {
      if (++message.failures <= queue_.retries.value)
        return deliver_again(message, queue_.retry_delay);
      meter.dead_letters += !message.processed;
      return leaves(meter);
    }
    if (!message.processed) count_processed(message, meter);
    message.processed = true;
    if (draws_.unit(message.number, lane + 1) < queue_.lost_acknowledgements.value)
      return deliver_again(message, queue_.redelivery);
    leaves(meter);
  }

  void leaves(QueueMeter& meter) {
    ++meter.deleted;
    backlog_becomes(backlog_ - 1);
  }

  void count_processed(const Message& message, QueueMeter& meter) {
    ++meter.processed;
    meter.delay_ns.add((engine_.now() - message.accepted).count());
    std::uint32_t& latest = latest_[message.key];
    meter.reordered += message.version < latest;
    latest = std::max(latest, message.version);
  }

  void deliver_again(const Message& message, Duration after) {
    if (after > Duration{0}) {
      return_later(message, after);
    } else {
      make_ready(message);
    }
  }
  Traveller return_later(Message message, Duration after) {
    co_await engine_.delay(after);
    make_ready(message);
    dispatch();
  }

  void recovered(std::uint16_t) override { dispatch(); }

  // Messages are accepted and leave after the measured time too.
  void backlog_becomes(std::uint64_t count) {
    const Instant now = engine_.now();
    if (now < ends_) {
      if (now >= measured_from_)
        meters_.backlog.peak = std::max({meters_.backlog.peak, backlog_, count});
      meters_.backlog.at_end = count;
    }
    backlog_ = count;
  }

  const QueueSpec& queue_;
  QuantileTable write_, processing_;
  Stream draws_, consumers_;
  Instant measured_from_, ends_;
  QueueMeters meters_;
  QueueMeter unmeasured_;
  std::deque<Message> ready_;
  boost::unordered_flat_map<std::uint32_t, std::uint32_t> latest_;  // processed version, by key
  std::uint64_t backlog_ = 0;
  std::uint64_t next_message_ = 0;
  std::uint64_t batches_ = 0;
  std::int64_t busy_ = 0;  // consumers
  bool waits_for_batch_ = false;
  std::int64_t second_ = -1;
  std::uint64_t in_second_ = 0;
};

}  // namespace

std::vector<Field> fields(Of<QueueSpec>) {
  return list<QueueSpec>(
      field("batch", &QueueSpec::batch, "most messages that a consumer takes at once",
            at_least(std::int64_t{1}), at_most(std::int64_t{10'000}),
            source("Cloudflare Queues: 10 by default, at most 100 (Cloudflare docs)", "2026-11")),
      field("batch_wait", &QueueSpec::batch_wait, "longest wait for a batch to fill",
            at_least(Duration{0}), at_most(Duration{std::chrono::minutes(5)}),
            source("Cloudflare Queues: 5 s by default, at most 60 s (Cloudflare docs)", "2026-11")),
      field("concurrency", &QueueSpec::concurrency, "consumers that work at the same time",
            at_least(std::int64_t{1}), at_most(std::int64_t{100'000}),
            source("Cloudflare Queues: up to 250 (Cloudflare docs)", "2026-11")),
      field("processing", &QueueSpec::processing, "time that a consumer takes for a batch",
            assumed("a few writes to a database for each batch")),
      field("failures", &QueueSpec::failures, "share of deliveries whose processing fails",
            at_least(Share{0}), at_most(Share{1}), assumed("consumers work")),
      field("retries", &QueueSpec::retries,
            "retries of a failed message before it is a dead letter", at_least(std::int64_t{0}),
            at_most(std::int64_t{100}),
            source("Cloudflare Queues: 3 by default, at most 100 (Cloudflare docs)", "2026-11")),
      field(
          "retry_delay", &QueueSpec::retry_delay, "time until a failed message is ready again",
          at_least(Duration{0}), at_most(Duration{std::chrono::hours(12)}),
          source("Cloudflare Queues: none by default, at most 12 h (Cloudflare docs)", "2026-11")),
      field("lost_acknowledgements", &QueueSpec::lost_acknowledgements,
            "share of deliveries that were processed, but whose acknowledgement is lost: the "
            "message is delivered again",
            at_least(Share{0}), at_most(Share{0.9}), assumed("consumers and network work")),
      field("redelivery", &QueueSpec::redelivery,
            "time until a message without an acknowledgement is ready again", at_least(Duration{0}),
            at_most(Duration{std::chrono::hours(12)}),
            assumed("visibility timeouts are some times the processing")),
      field("messages", &QueueSpec::messages,
            "messages per second that the queue accepts; more are answered 429", more_than(Rate{0}),
            source("Cloudflare Queues: 5,000 per second and queue (Cloudflare docs)", "2026-11")),
      field("write", &QueueSpec::write, "time until a message is durable",
            assumed("written to more than one disk")));
}

StorePtr make_store(const QueueSpec& spec, const StoreContext& context) {
  return std::make_unique<QueueStore>(spec, context);
}

}  // namespace edgecase
