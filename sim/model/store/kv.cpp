// A key-value store for reading: values live in a central store; PoPs and the hubs in front of it
// keep copies for `cache_ttl`. A PoP sees its own writes at once; others as their copies expire.
//
// A copy expires `cache_ttl` after the central store was read, wherever it was passed on to, and
// the central store shows a write to others after `propagation`. So no read is older than cache_ttl
// + propagation (facts: "up to 60 seconds or more"). Keys that do not exist are copied like any
// other. Assumes: copies are never evicted before they expire. Not modelled: metadata, lists of
// keys, two central stores that disagree.

#include <algorithm>

#include <boost/unordered/unordered_flat_map.hpp>

#include "model/store/kinds.hpp"

namespace edgecase {
namespace {

class KvStore final : public Store {
 public:
  KvStore(const KvSpec& spec, const StoreContext& context)
      : Store(context),
        kv_(spec),
        read_(distribution_of(spec.read)),
        write_(distribution_of(spec.write)),
        propagation_(distribution_of(spec.propagation)),
        draws_(context.seed, context.replication, "kv", context.entity),
        spacing_(from_seconds(std::min(1 / spec.writes_per_key.per_second, longest_spacing))) {}

  std::optional<StoreAnswer> known(const StoreCall& call) override {
    if (call.operation == Operation::write) return std::nullopt;
    const Copy* copy = copy_at(call.from, call.key);
    if (copy == nullptr) return std::nullopt;
    StoreAnswer answer = shown(call, *copy);
    answer.at_store = answer.back = kv_.copy_read;
    return answer;
  }

  void holders(const StoreCall& call, std::vector<PlaceId>& places) const override {
    places.push_back(place_of(0));
    const PlaceId hub = place_of(map_.nearest(call.from));
    if (copy_at(call.from, call.key) != nullptr) places.push_back(call.from);
    if (hub != call.from && copy_at(hub, call.key) != nullptr) places.push_back(hub);
  }

 private:
  static constexpr double longest_spacing = 1e9;  // longer than any run

  /// What a PoP or a hub has of a key.
  struct Copy {
    Instant expiry{};
    std::uint32_t version = 0;
    std::uint32_t value = 0;
  };
  static std::uint64_t copy_key(PlaceId place, std::uint32_t key) {
    return std::uint64_t{place.index} << 32 | key;
  }

  const Copy* copy_at(PlaceId place, std::uint32_t key) const {
    const auto at = copies_.find(copy_key(place, key));
    if (at == copies_.end() || at->second.expiry <= engine_.now()) return nullptr;
    return &at->second;
  }

  StoreAnswer shown(const StoreCall& call, const Copy& copy) const {
    StoreAnswer answer = Store::shown(call, nullptr);
    answer.copied = true;
    answer.version = copy.version;
    answer.value = copy.value;
    return answer;
  }

  /// When the central store shows this commit to places that did not write it.
  Instant visible(std::uint32_t key, const CommitLog::Commit& commit) const {
    const std::uint64_t which = std::uint64_t{key} << 32 | commit.version;
    return commit.at + from_seconds(propagation_(draws_.bits(which, 2)));
  }

  /// The central store is read now.
  Copy read_central(const StoreCall& call) const {
    const Instant now = engine_.now();
    const CommitLog::Commit* seen = log_.newest_of(
        call.key, [&](const CommitLog::Commit& one) { return visible(call.key, one) <= now; });
    return {now + kv_.cache_ttl, seen == nullptr ? 0 : seen->version, value_of(call, seen)};
  }

  // Up to the hub and to the central store, and back down: each keeps what passes it.
  Step<StoreAnswer> read(StoreCall call) override {
    const std::uint16_t hub = map_.nearest(call.from);
    const bool tiered = kv_.regional_tier && hub != 0;
    Copy copy;
    bool found = false;
    Instant looked{};  // when it was read that is shown
    Duration at_store{};
    if (tiered) {
      co_await engine_.travel(place_of(hub), way_there(call.from, hub) + kv_.copy_read);
      if (!reaches(call.from, hub)) co_return unavailable(call);
      at_store += kv_.copy_read;
      if (const Copy* kept = copy_at(place_of(hub), call.key)) {
        copy = *kept;
        found = true;
        looked = engine_.now();
      }
    }
    if (!found) {
      const PlaceId below = tiered ? place_of(hub) : call.from;
      co_await engine_.travel(place_of(0), way_there(below, 0));
      if (!reaches(below, 0)) co_return unavailable(call);
      const Duration work = from_seconds(read_(draws_.bits(call.number)));
      at_store += work;
      copy = read_central(call);
      looked = engine_.now();
      sends(call, 0, call.size, FlowReason::read);
      co_await engine_.travel(below, work + way_back(below, 0));
      keep(below, call.key, copy);
    }
    if (tiered) {
      co_await engine_.travel(call.from, way_back(call.from, hub));
      keep(call.from, call.key, copy);
    }
    StoreAnswer answer = shown(call, copy);
    answer.copied = found;
    answer.served = looked;
    answer.at_store = at_store;
    co_return answer;
  }

  Step<StoreAnswer> write(StoreCall call, Basis basis) override {
    co_await engine_.travel(place_of(0), way_there(call.from, 0));
    if (!reaches(call.from, 0)) co_return unavailable(call);
    if (!accepts(call.key)) {
      StoreAnswer refused = Store::shown(call, log_.newest(call.key));
      refused.end = StoreEnd::throttled;
      refused.back = way_back(call.from, 0);
      co_return refused;
    }
    const Duration work = from_seconds(write_(draws_.bits(call.number, 1)));
    co_await engine_.delay(work);
    if (!reaches(call.from, 0)) co_return unavailable(call);
    StoreAnswer answer = commit(call, basis, 0);
    answer.at_store = work;
    const Copy written{engine_.now() + kv_.cache_ttl, answer.version, answer.value};
    co_await engine_.travel(call.from, way_back(call.from, 0));
    keep(call.from, call.key, written);
    co_return answer;
  }

  /// At most one write per key in so much time.
  bool accepts(std::uint32_t key) {
    const auto [entry, first] = written_.try_emplace(key, engine_.now());
    if (first) return true;
    if (engine_.now() < entry->second + spacing_) return false;
    entry->second = engine_.now();
    return true;
  }

  /// What is newer stays.
  void keep(PlaceId place, std::uint32_t key, const Copy& copy) {
    Copy& kept = copies_[copy_key(place, key)];
    if (kept.version <= copy.version) kept = copy;
  }

  const KvSpec& kv_;
  QuantileTable read_, write_, propagation_;
  Stream draws_;
  Duration spacing_;
  boost::unordered_flat_map<std::uint64_t, Copy> copies_;
  boost::unordered_flat_map<std::uint32_t, Instant> written_;
};

}  // namespace

std::vector<Field> fields(Of<KvSpec>) {
  return list<KvSpec>(
      field("cache_ttl", &KvSpec::cache_ttl, "how long PoPs and hubs use a copy (cacheTtl)",
            at_least(Duration{std::chrono::seconds(1)}),
            at_most(Duration{std::chrono::hours(24 * 365)}),
            source("Workers KV: 60 s by default, at least 30 s (Cloudflare docs)", "2026-11")),
      field("regional_tier", &KvSpec::regional_tier,
            "whether hubs keep copies for the PoPs near them",
            source("Workers KV reads pass a regional and a central tier (Cloudflare docs)",
                   "2026-11")),
      field("read", &KvSpec::read, "time that the central store takes for a read",
            assumed("a database read with a tail")),
      field("write", &KvSpec::write, "time until a write is durable in the central store",
            assumed("written to more than one provider")),
      field("propagation", &KvSpec::propagation,
            "time until the central store shows a write to other places",
            assumed("replicas of the central store follow within a second")),
      field("copy_read", &KvSpec::copy_read, "time to read a copy in the PoP",
            at_least(Duration{0}), at_most(Duration{std::chrono::seconds(1)}),
            source("Workers KV: hot keys below 1 ms", "2026-11")),
      field("writes_per_key", &KvSpec::writes_per_key,
            "writes per second that a key accepts; others are answered 429", more_than(Rate{0}),
            source("Workers KV: 1 write per second to the same key (Cloudflare docs)", "2026-11")));
}

StorePtr make_store(const KvSpec& spec, const StoreContext& context) {
  return std::make_unique<KvStore>(spec, context);
}

}  // namespace edgecase
