// edgecase-mpi: the tool's studies over the processes of an MPI job. Rank 0 has the study, prints,
// and writes files; the other ranks simulate replications for it, one at a time each, and take the
// next when they are done. Results are those of one process, to the byte.
//
// Waiting is polling with pauses: MPI implementations wait at full speed, which would take the
// cores from the ranks that simulate.
#include "cli/fleet.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <mpi.h>
#include <unistd.h>

#include <edgecase/error.hpp>
#include <edgecase/run.hpp>

#include "cli/command.hpp"

namespace edgecase::cli {
namespace {

enum Tag { tag_order = 1, tag_go = 2, tag_row = 3, tag_problem = 4 };

constexpr std::array spread_commands{"sweep", "frontier", "best", "sensitivity"};

/// Numbers and texts as bytes; all ranks are the same program, so are their representations.
class Packet {
 public:
  Packet() = default;
  explicit Packet(std::string bytes) : bytes_(std::move(bytes)) {}
  const std::string& bytes() const { return bytes_; }

  template <class Number>
  void put(Number value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void put(const std::string& text) {
    put(text.size());
    bytes_ += text;
  }
  template <class T>
  void put(const std::vector<T>& all) {
    put(all.size());
    for (const T& one : all) put(one);
  }

  template <class Number>
  void get(Number& value) {
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
  }
  void get(std::string& text) {
    std::size_t size = 0;
    get(size);
    text = bytes_.substr(at_, size);
    at_ += size;
  }
  template <class T>
  void get(std::vector<T>& all) {
    std::size_t size = 0;
    get(size);
    all.resize(size);
    for (T& one : all) get(one);
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

struct Message {
  int tag = 0;
  std::string bytes = {};
};

void send(int rank, int tag, const std::string& bytes) {
  MPI_Send(bytes.data(), static_cast<int>(bytes.size()), MPI_BYTE, rank, tag, MPI_COMM_WORLD);
}

/// A message from this rank that has arrived.
std::optional<Message> receive(int rank) {
  int arrived = 0;
  MPI_Status status;
  MPI_Iprobe(rank, MPI_ANY_TAG, MPI_COMM_WORLD, &arrived, &status);
  if (arrived == 0) return std::nullopt;
  int size = 0;
  MPI_Get_count(&status, MPI_BYTE, &size);
  Message message{.tag = status.MPI_TAG};
  message.bytes.resize(static_cast<std::size_t>(size));
  MPI_Recv(message.bytes.data(), size, MPI_BYTE, rank, status.MPI_TAG, MPI_COMM_WORLD,
           MPI_STATUS_IGNORE);
  return message;
}

void pause() {
  constexpr std::chrono::microseconds polling{200};  // a replication takes milliseconds and more
  std::this_thread::sleep_for(polling);
}

Packet packed(const RowOrder& order) {
  Packet packet;
  packet.put(order.overrides);
  packet.put(order.warm_up_doublings);
  packet.put(order.seed);
  packet.put(order.replication);
  packet.put(order.metrics);
  return packet;
}

RowOrder order_in(Packet packet) {
  RowOrder order;
  packet.get(order.overrides);
  packet.get(order.warm_up_doublings);
  packet.get(order.seed);
  packet.get(order.replication);
  packet.get(order.metrics);
  return order;
}

Packet packed(const RowDelivery& delivery) {
  Packet packet;
  packet.put(delivery.row.metrics);
  packet.put(delivery.row.values);
  packet.put(delivery.row.requests);
  packet.put(delivery.row.edge_hits);
  packet.put(delivery.requests);
  return packet;
}

RowDelivery delivery_in(Packet packet) {
  RowDelivery delivery;
  packet.get(delivery.row.metrics);
  packet.get(delivery.row.values);
  packet.get(delivery.row.requests);
  packet.get(delivery.row.edge_hits);
  packet.get(delivery.requests);
  return delivery;
}

/// Rank 0's view of the others.
class Ranks final : public RowPool {
 public:
  explicit Ranks(int size) {
    for (int rank = 1; rank < size; ++rank) idle_.push_back(rank);
    size_ = static_cast<unsigned>(size);
  }

  unsigned hands() const override { return size_ - 1; }

  RowDelivery row(const RowOrder& order, const std::atomic<bool>* stop) override {
    const int rank = take();
    {
      const std::lock_guard lock(mpi_);
      send(rank, tag_order, packed(order).bytes());
    }
    const Message message = reply_of(rank, stop);
    give_back(rank);
    if (message.tag == tag_problem) throw Error(message.bytes);
    return delivery_in(Packet(message.bytes));
  }

  /// After the orders that were given up: their rows come, and are not used.
  void let_go() {
    for (const int rank : given_up_) reply_of(rank, nullptr);
    for (unsigned rank = 1; rank < size_; ++rank) send(static_cast<int>(rank), tag_go, "");
  }

 private:
  int take() {
    std::unique_lock lock(guard_);
    freed_.wait(lock, [&] { return stopped_ || !idle_.empty(); });
    if (stopped_) throw Interrupted();
    const int rank = idle_.back();
    idle_.pop_back();
    return rank;
  }
  void give_back(int rank) {
    const std::lock_guard lock(guard_);
    idle_.push_back(rank);
    freed_.notify_one();
  }

  Message reply_of(int rank, const std::atomic<bool>* stop) {
    while (true) {
      {
        const std::lock_guard lock(mpi_);
        if (auto message = receive(rank)) return std::move(*message);
      }
      if (stop != nullptr && *stop) {
        const std::lock_guard lock(guard_);
        given_up_.push_back(rank);  // it may still answer, and gets no other order
        stopped_ = true;
        freed_.notify_all();
        throw Interrupted();
      }
      pause();
    }
  }

  unsigned size_ = 1;
  std::mutex guard_, mpi_;
  std::condition_variable freed_;
  std::vector<int> idle_, given_up_;
  bool stopped_ = false;
};

/// A rank that simulates is silent: rank 0 says everything.
void silence() {
  const int nothing = ::open("/dev/null", O_WRONLY);
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO})
    static_cast<void>(::dup2(nothing, stream));
  std::signal(SIGINT, SIG_IGN);  // rank 0 stops the study, and then lets the others go
}

class MpiFleet final : public Fleet {
 public:
  MpiFleet(int rank, int size, bool threads)
      : rank_(rank), ranks_(size), alone_(size == 1), threads_(threads) {
    if (rank_ > 0) silence();
    static_cast<void>(
        ::setenv("NO_COLOR", "1", 0));  // mpirun shows ranks a terminal, and keeps none
  }
  MpiFleet(const MpiFleet&) = delete;
  MpiFleet& operator=(const MpiFleet&) = delete;
  ~MpiFleet() override {
    if (rank_ == 0) ranks_.let_go();
    MPI_Finalize();
  }

  void check(const std::vector<std::string>& words) const override {
    if (!threads_) throw Error("this MPI library serves only one thread of a process");
    const bool help = std::ranges::find(words, "--help") != words.end();
    if (!help && (words.empty() ||
                  std::ranges::find(spread_commands, words.front()) == spread_commands.end()))
      throw UsageError(
          "edgecase-mpi runs sweep, frontier, best and sensitivity; for everything else there is "
          "edgecase");
    if (std::ranges::find(words, "-") != words.end())
      throw UsageError("only one process can read stdin: give a file");
  }
  bool leads() const override { return rank_ == 0; }
  RowPool* pool() override { return alone_ ? nullptr : &ranks_; }

  bool serve(const OpenPoint& open) override {
    if (rank_ == 0) return false;
    RowWorker worker(open);
    while (true) {
      const std::optional<Message> message = receive(0);
      if (!message) {
        pause();
        continue;
      }
      if (message->tag == tag_go) return true;
      try {
        send(0, tag_row, packed(worker.row(order_in(Packet(message->bytes)))).bytes());
      } catch (const std::exception& error) {
        send(0, tag_problem, error.what());
      }
    }
  }

 private:
  int rank_;
  Ranks ranks_;
  bool alone_;
  bool threads_;
};

}  // namespace

std::unique_ptr<Fleet> join_fleet(int& count, char**& values) {
  int provided = 0, rank = 0, size = 1;
  MPI_Init_thread(&count, &values, MPI_THREAD_SERIALIZED, &provided);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  return std::make_unique<MpiFleet>(rank, size, provided >= MPI_THREAD_SERIALIZED);
}

}  // namespace edgecase::cli
