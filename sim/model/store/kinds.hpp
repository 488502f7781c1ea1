#pragma once
// The menu of stores.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/store/store.hpp"

namespace edgecase {

/// Where a kind may place data, beside the store's home.
enum class StorePlaces : std::uint8_t {
  home,     ///< nowhere
  hubs,     ///< the network's hub PoPs
  regions,  ///< the places that it lists (places_of)
};

enum class StorageClass { standard, infrequent };
inline auto names(Of<StorageClass>) {
  return enumerators<StorageClass>(
      {{"standard", StorageClass::standard, "for data that is read often"},
       {"infrequent", StorageClass::infrequent, "cheaper to keep, dearer to read"}});
}

/// An object store: one place, strongly consistent; copies elsewhere are for disasters.
struct ObjectStoreSpec {
  std::vector<std::string> replicas;
  StorageClass storage_class = StorageClass::standard;
  DurationChoice read = lognormal(std::chrono::milliseconds(30), std::chrono::milliseconds(200));
  DurationChoice write = lognormal(std::chrono::milliseconds(60), std::chrono::milliseconds(400));
};
std::vector<Field> fields(Of<ObjectStoreSpec>);

/// A key-value store: a central store, copies in hubs and PoPs.
struct KvSpec {
  Duration cache_ttl = std::chrono::seconds(60);
  bool regional_tier = true;
  DurationChoice read = lognormal(std::chrono::milliseconds(5), std::chrono::milliseconds(50));
  DurationChoice write = lognormal(std::chrono::milliseconds(50), std::chrono::milliseconds(300));
  DurationChoice propagation =
      lognormal(std::chrono::milliseconds(200), std::chrono::milliseconds(1000));
  Duration copy_read = std::chrono::microseconds(500);
  Rate writes_per_key{1};
};
std::vector<Field> fields(Of<KvSpec>);

enum class ObjectHome { first_use, at };
inline auto names(Of<ObjectHome>) {
  return enumerators<ObjectHome>(
      {{"first_use", ObjectHome::first_use, "the hub nearest to the first request for the key"},
       {"at", ObjectHome::at, "the store's place (design.stores.NAME.at)"}});
}

enum class HomeLost { moves, refuses };
inline auto names(Of<HomeLost>) {
  return enumerators<HomeLost>(
      {{"moves", HomeLost::moves, "it starts in another place, with its data"},
       {"refuses", HomeLost::refuses, "its requests fail until the home returns"}});
}

/// A single instance for each key, which serves its requests one after the other.
struct SingleHomeSpec {
  ObjectHome home = ObjectHome::first_use;
  DurationChoice service = constant(std::chrono::milliseconds(1));
  Duration longest_wait = std::chrono::seconds(1);
  Duration hibernate_after = std::chrono::seconds(10);
  HomeLost on_loss = HomeLost::moves;
  Duration move_after = std::chrono::seconds(30);
  DurationChoice wake = lognormal(std::chrono::milliseconds(5), std::chrono::milliseconds(50));
};
std::vector<Field> fields(Of<SingleHomeSpec>);

enum class ReplicaReads { nearest, leader };
inline auto names(Of<ReplicaReads>) {
  return enumerators<ReplicaReads>(
      {{"nearest", ReplicaReads::nearest, "by the nearest replica, which may lag"},
       {"leader", ReplicaReads::leader, "by the leader"}});
}

enum class Failover { automatic, manual, none };
inline auto names(Of<Failover>) {
  return enumerators<Failover>(
      {{"automatic", Failover::automatic, "a replica is promoted once the failure is detected"},
       {"manual", Failover::manual, "the same, after a person has decided it"},
       {"none", Failover::none, "writes wait for the leader to return"}});
}

/// A leader and asynchronous read replicas.
struct ReplicatedSpec {
  std::vector<std::string> replicas;
  ReplicaReads reads = ReplicaReads::nearest;
  Failover failover = Failover::automatic;
  Duration detection = std::chrono::seconds(30);
  Duration decision = std::chrono::minutes(15);
  DurationChoice lag = lognormal(std::chrono::milliseconds(20), std::chrono::milliseconds(500));
  DurationChoice read = lognormal(std::chrono::milliseconds(2), std::chrono::milliseconds(20));
  DurationChoice write = lognormal(std::chrono::milliseconds(5), std::chrono::milliseconds(50));
};
std::vector<Field> fields(Of<ReplicatedSpec>);
void check(const ReplicatedSpec& spec, Checker& checker);

/// Which replicas of a quorum answer.
enum class QuorumChoice { fastest, random };
inline auto names(Of<QuorumChoice>) {
  return enumerators<QuorumChoice>(
      {{"fastest", QuorumChoice::fastest, "all are asked; the first to answer count"},
       {"random", QuorumChoice::random,
        "as many as are needed, chosen at random; the others never receive the write"}});
}

/// Equal replicas: a write is done when W have it, a read when R have answered.
struct QuorumSpec {
  std::vector<std::string> replicas;
  Count r{2};
  Count w{2};
  QuorumChoice choice = QuorumChoice::fastest;
  DurationChoice read = lognormal(std::chrono::milliseconds(2), std::chrono::milliseconds(20));
  DurationChoice write = lognormal(std::chrono::milliseconds(5), std::chrono::milliseconds(50));
};
std::vector<Field> fields(Of<QuorumSpec>);
void check(const QuorumSpec& spec, Checker& checker);

/// One database server with a limited number of connections.
struct OriginDbSpec {
  std::vector<std::string> replicas;
  Count connections{100};
  Count queue{500};
  bool pooled = true;
  Count handshake{4};
  DurationChoice read = lognormal(std::chrono::milliseconds(2), std::chrono::milliseconds(20));
  DurationChoice write = lognormal(std::chrono::milliseconds(5), std::chrono::milliseconds(50));
  DurationChoice lag = lognormal(std::chrono::milliseconds(20), std::chrono::milliseconds(500));
};
std::vector<Field> fields(Of<OriginDbSpec>);

/// Messages that consumers at the store's home take in batches, each at least once.
struct QueueSpec {
  Count batch{10};
  Duration batch_wait = std::chrono::seconds(5);
  Count concurrency{250};
  DurationChoice processing =
      lognormal(std::chrono::milliseconds(50), std::chrono::milliseconds(500));
  Share failures{0};
  Count retries{3};
  Duration retry_delay{};
  Share lost_acknowledgements{0};
  Duration redelivery = std::chrono::seconds(30);
  Rate messages{5000};
  DurationChoice write = lognormal(std::chrono::milliseconds(20), std::chrono::milliseconds(200));
};
std::vector<Field> fields(Of<QueueSpec>);

using StorePtr = std::unique_ptr<Store>;
StorePtr make_store(const ObjectStoreSpec& spec, const StoreContext& context);
StorePtr make_store(const KvSpec& spec, const StoreContext& context);
StorePtr make_store(const SingleHomeSpec& spec, const StoreContext& context);
StorePtr make_store(const ReplicatedSpec& spec, const StoreContext& context);

StorePtr make_store(const QuorumSpec& spec, const StoreContext& context);
StorePtr make_store(const OriginDbSpec& spec, const StoreContext& context);
StorePtr make_store(const QueueSpec& spec, const StoreContext& context);

StorePtr make_store(const StoreContext& context);

/// Instances are billed as so much memory, whatever they use.
inline constexpr std::int64_t instance_megabytes = 128;

/// What is fixed for a kind.
struct StoreTraits {
  StorePlaces places = StorePlaces::home;
  std::vector<Conflicts> conflicts = {};  ///< that it can have; the first is the usual one
  bool only_written = false;              ///< it answers no reads
  std::string_view no_jurisdiction = {};  ///< why none can be chosen; empty: one can
};
const StoreTraits& traits_of(const StoreChoice& kind);
/// The places that it names itself: replicas.
std::vector<std::string> places_of(const StoreChoice& kind);
Conflicts usual_conflicts(const StoreChoice& kind);

}  // namespace edgecase
