#pragma once
// What every kind of store offers: operations on keys, asked from any place of the network.
//
// A kind implements `read`, `write` and, where it can apply an update itself, `update`; the
// conflict policy combines them to read-modify-writes (update.cpp). Each of the three starts at the
// asker's place, travels, and ends at the last place it visited, with the time until the answer is
// back.
//
// To add a kind: a file with its fields, its class and `make_store`, its spec in kinds.hpp, a line
// in kinds.cpp.
//
// Assumes: a request of a store is small against the path's bandwidth, so that its size costs no
// time. Not modelled: transactions over several keys, secondary indexes, range scans.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "core/distribution.hpp"
#include "core/engine.hpp"
#include "core/random.hpp"
#include "core/traveller.hpp"
#include "measure/operation.hpp"
#include "model/store/changes.hpp"
#include "model/store/commit_log.hpp"
#include "model/store/flows.hpp"
#include "model/store/health.hpp"
#include "model/store/queue_meter.hpp"
#include "model/store/spec.hpp"

namespace edgecase {

/// A place that keeps data or copies of a store.
struct StoreSite {
  std::string name;
  std::string billed_region;  ///< whose prices apply to what leaves it
  std::uint8_t region = 0;
  PlaceId place = no_place;
  std::vector<std::int64_t> rtt_ns;  ///< by number of the asking place
};

/// The sites of a store, and how far every place is from them.
struct StoreMap {
  std::vector<StoreSite> sites;             ///< [0]: its home
  std::vector<std::uint16_t> nearest_site;  ///< by number of the asking place
  std::vector<std::uint8_t> regions;        ///< by number of the asking place
  std::vector<std::string> cloud_of;        ///< the same: whose region it is in; empty: a PoP

  std::int64_t rtt_ns(PlaceId from, std::size_t site) const {
    return sites[site].rtt_ns[from.index];
  }
  std::uint16_t nearest(PlaceId from) const { return nearest_site[from.index]; }
  std::uint8_t region_of(PlaceId from) const { return regions[from.index]; }
};

/// One operation on one key.
struct StoreCall {
  Operation operation = Operation::read;
  std::uint32_t key = 0;
  std::uint64_t number = 0;  ///< keys its random draws
  PlaceId from = no_place;   ///< where it is asked
  Bytes size{};              ///< of the value
  std::uint32_t stock = 0;   ///< units that a key has at first; 0: updates do not take from a stock
  std::uint8_t phase = 0;    ///< of the month
  Instant asked{};           ///< this trip began; set by the store
  bool measured = false;
  std::uint32_t weight = 1;  ///< requests of bots that it stands for
};

/// What a write rests on.
struct Basis {
  bool read = false;         ///< a version that was read before; otherwise it is blind
  bool conditional = false;  ///< it applies only if that version is still the newest
  std::uint32_t version = 0;
  std::uint32_t value = 0;
};

enum class StoreEnd : std::uint8_t {
  done,
  sold_out,    ///< an update that found no stock left, and wrote nothing
  conflict,    ///< compare-and-set: every attempt met a newer version
  overloaded,  ///< more to do than it accepts
  throttled,   ///< over a limit of the platform
  unavailable  ///< no answer within the timeout
};
constexpr std::size_t store_ends = 6;

struct StoreAnswer {
  StoreEnd end = StoreEnd::done;
  bool copied = false;         ///< a read that a copy answered
  std::uint32_t version = 0;   ///< that was read, or written
  std::uint32_t value = 0;     ///< of that version
  std::uint32_t based_on = 0;  ///< of updates: the version that they changed
  /// Of updates: others that it undid unknowingly (negative: it brought back some that were lost).
  std::int32_t undid = 0;
  std::uint32_t tries = 1;  ///< of compare-and-set
  Duration at_store{};      ///< waiting and work, all visits together
  Duration back{};          ///< from now until the asker has the answer
  Instant served{};         ///< when the version was read or written
};

/// What a store needs of its world.
struct StoreContext {
  Engine& engine;
  const StoreMap& map;
  const StoreSpec& spec;
  std::uint64_t seed = 0;
  std::uint64_t replication = 0;
  std::uint64_t entity = 0;  ///< its number among the design's stores
  Instant measured_from = Instant::min();
  Instant ends = Instant::max();  ///< of the measured time
};

class Store {
 public:
  explicit Store(const StoreContext& context);
  virtual ~Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// The answer to a read (or to the read of an update) that a copy at the asker's place has.
  virtual std::optional<StoreAnswer> known(const StoreCall&) { return std::nullopt; }
  /// The operation, by the store's conflict policy; reads are answered by a copy if there is one.
  Step<StoreAnswer> perform(StoreCall call);

  void apply(const StoreSiteFails& change);
  void apply(const StoreSiteRecovers& change);
  void apply(const RegionIsolated& change) { health_.isolate(change.region, engine_.now()); }
  void apply(const RegionRejoined& change) { health_.rejoin(change.region, engine_.now()); }

  /// What the run's failures have cost.
  struct Losses {
    std::uint64_t writes = 0;   ///< acknowledged, and lost
    Duration oldest{};          ///< of those: how long before the failure it was written
    Duration without_writes{};  ///< until a new leader took them, the longest
  };
  const Losses& losses() const { return losses_; }
  const CommitLog& log() const { return log_; }
  /// Of a queue: what became of its messages. Null: it is none.
  virtual const QueueMeters* queue() const { return nullptr; }
  /// Adds the places that hold the key now, the asker's included if it keeps a copy.
  virtual void holders(const StoreCall&, std::vector<PlaceId>& places) const {
    for (const StoreSite& site : map_.sites) places.push_back(site.place);
  }
  /// Bytes that left a site in the measured time, by destination and reason.
  const StoreFlows& flows() const { return flows_; }
  Engine& engine() { return engine_; }

 protected:
  virtual Step<StoreAnswer> read(StoreCall call) = 0;
  virtual Step<StoreAnswer> write(StoreCall call, Basis basis) = 0;
  /// Applies an update in one visit. Requires: the kind's policy is serial or merge.
  virtual Step<StoreAnswer> update(StoreCall call);

  /// What a reader is shown that sees this commit (null: the content before the run).
  StoreAnswer shown(const StoreCall& call, const CommitLog::Commit* commit) const;
  /// Writes now: a new version, or a conflict if `basis` says so, or sold out.
  /// `done`: when its writer may rely on it.
  StoreAnswer commit(const StoreCall& call, const Basis& basis, std::uint16_t site, Instant done);
  StoreAnswer commit(const StoreCall& call, const Basis& basis, std::uint16_t site) {
    return commit(call, basis, site, engine_.now());
  }
  std::uint32_t value_of(const StoreCall& call, const CommitLog::Commit* commit) const {
    return commit == nullptr ? call.stock : commit->value;
  }
  /// An update of the newest version, now.
  StoreAnswer commit_update(const StoreCall& call, std::uint16_t site);
  /// A site of the store itself failed, or returned.
  virtual void failed(std::uint16_t) {}
  virtual void recovered(std::uint16_t) {}

  StoreHealth::End end_at(std::uint16_t site) const { return {map_.sites[site].region, site}; }
  /// Whether a message passes now between a caller's place and a site.
  bool reaches(PlaceId from, std::uint16_t site) const {
    return health_.always_well() ||
           health_.connects({map_.region_of(from)}, end_at(site), engine_.now());
  }
  /// The nearest site that can be reached; none: StoreHealth::no_site.
  std::uint16_t nearest_reachable(PlaceId from) const;
  /// From when on a message can pass between two sites that is sent at this time.
  Instant passes(std::uint16_t from, std::uint16_t to, Instant at) const {
    return health_.always_well() ? at : health_.free_from(end_at(from), end_at(to), at);
  }
  /// When a site has a write that another one accepted: after the way there and a draw of `lag`
  /// (seconds). Instant::max(): it has not been able to receive it so far.
  Instant received(std::uint16_t site, std::uint32_t key, const CommitLog::Commit& commit,
                   const QuantileTable& lag, const Stream& draws) const;
  /// The caller hears nothing until its timeout, which began when it asked.
  StoreAnswer unavailable(const StoreCall& call) const;
  /// Counts what leaves a site for the asker.
  void sends(const StoreCall& call, std::uint16_t site, Bytes bytes, FlowReason reason);
  /// Counts what a write sends to all other sites.
  void replicates(const StoreCall& call, std::uint16_t from);
  Duration way_there(PlaceId from, std::uint16_t site) const {
    return Duration{map_.rtt_ns(from, site) / 2};
  }
  Duration way_back(PlaceId from, std::uint16_t site) const {
    return Duration{map_.rtt_ns(from, site)} - way_there(from, site);
  }
  PlaceId place_of(std::uint16_t site) const { return map_.sites[site].place; }

  Engine& engine_;
  const StoreMap& map_;
  const StoreSpec& spec_;
  CommitLog log_;
  StoreFlows flows_;
  StoreHealth health_;
  Losses losses_;
  Conflicts conflicts_;

 private:
  Step<StoreAnswer> answered(StoreAnswer answer) { co_return answer; }
  Step<StoreAnswer> read_then_write(StoreCall call);
};

}  // namespace edgecase
