#pragma once
// Requests at a store: as the source of a route, or as sub-requests of a function. Compares what
// readers were shown with the store's true history, and counts it.
//
// A read is stale if it misses a write that was committed before the read was sent. A user's own
// writes and reads are followed on routes whose objects belong to one user.
// Requests of bots are billed and in no statistics of users; one that stands for many presses on
// the store like one.

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "core/traveller.hpp"
#include "path/caching.hpp"
#include "path/store_history.hpp"
#include "path/upstream.hpp"

namespace edgecase {

class StoreSource {
 public:
  StoreSource(World& world, Recorder& recorder, Caching& caching, StoreHistory* history)
      : world_(world),
        plan_(world.plan),
        recorder_(recorder),
        caching_(caching),
        history_(history),
        users_(world.stores.size()),
        sold_(world.stores.size()) {}

  PlaceId place_of(const Upstream& up) const { return {up.place}; }
  void arrive(const Request&, const Upstream&) {}
  std::optional<Reply> known(Request& r, const Level& asker, const Upstream& up);
  Step<Reply> ask(Request& r, Level asker, Upstream up);
  Content received(Request&, const Level&, const Upstream&, const Reply& reply);

  /// A copy at the request's own PoP: the answer without a frame. Sets how far it lies ahead of the
  /// clock.
  std::optional<Content> at_once(Request& r);
  /// One sub-request of a function that stands at its own place: its `which`-th of `count`, by
  /// number. The last one does what the request does; those before it read other keys.
  Step<Failure> sub_request(Request& r, std::uint8_t store, std::int64_t which, std::int64_t count,
                            std::uint64_t number);

  Engine& engine() { return world_.engine; }

 private:
  /// What a user has written and seen of a key.
  struct UserView {
    std::uint32_t written = 0;
    std::uint32_t seen = 0;
    Instant written_at{};  ///< when the user knew it
    Instant seen_at{};
  };

  /// In the recorded history; nothing where none is recorded.
  std::uint32_t begins(const Request& r, std::size_t store, const StoreCall& call);
  void ends(std::uint32_t operation, const StoreAnswer& answer);
  StoreCall call_of(const Request& r, PlaceId from) const;
  /// Writes down an answer that its caller has after answer.back.
  void count(Request& r, std::size_t store, const StoreCall& call, const StoreAnswer& answer,
             Instant asked);
  void count_read(StoreMeter& meter, const Request& r, std::size_t store, const StoreCall& call,
                  const StoreAnswer& answer, Instant asked);
  Content content_of(const Request& r, const StoreCall& call, const StoreAnswer& answer) const;

  World& world_;
  const Blueprint& plan_;
  Recorder& recorder_;
  Caching& caching_;
  StoreHistory* history_;                                                      // null: not recorded
  std::vector<boost::unordered_flat_map<std::uint32_t, UserView>> users_;      // by store
  std::vector<boost::unordered_flat_map<std::uint32_t, std::uint32_t>> sold_;  // by store
  std::unordered_map<std::uint32_t, StoreAnswer> on_their_way_;  // by operation of the history
};

}  // namespace edgecase
