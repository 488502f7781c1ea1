#pragma once
// A store between two towns, 50 ms of round trip apart, without anything around it: callers in both
// ask for keys, and what they were told is compared with what was written.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/engine.hpp"
#include "model/store/kinds.hpp"
#include "support/compute.hpp"

namespace edgecase::testing {

/// One operation, and what came of it.
struct AskedStore {
  StoreCall call;
  Instant asked{};
  Instant known{};  ///< its caller had the answer
  StoreAnswer answer;
  bool done() const { return answer.end == StoreEnd::done; }
  bool writes() const { return call.operation != Operation::read; }
};

class StoreLab {
 public:
  static constexpr Duration round_trip = std::chrono::milliseconds(50);

  /// Its home is in the first town; with `sites` 2, a replica or hub is in the second.
  explicit StoreLab(const std::string& text, std::size_t sites = 2, std::uint64_t seed = 1)
      : spec_(spec_of<StoreSpec>(text)) {
    for (std::uint16_t site = 0; site < sites; ++site) {
      StoreSite& at = map_.sites.emplace_back();
      at.name = site == 0 ? "home" : "there";
      at.billed_region = at.name;
      at.region = static_cast<std::uint8_t>(site);
      at.place = PlaceId{2U + site};
      for (std::uint16_t from = 0; from < 4; ++from)  // two callers, then the two sites
        at.rtt_ns.push_back(from % 2 == site ? 0 : round_trip.count());
    }
    for (std::uint16_t from = 0; from < 4; ++from) {
      map_.nearest_site.push_back(static_cast<std::uint16_t>(sites == 1 ? 0 : from % 2));
      map_.regions.push_back(static_cast<std::uint8_t>(from % 2));
      map_.cloud_of.emplace_back();
    }
    store_ = make_store({engine_, map_, spec_, seed, 0, 0});
  }

  void at(Instant when, std::uint16_t town, Operation operation, std::uint32_t key,
          std::uint32_t stock = 0) {
    StoreCall call{.operation = operation,
                   .key = key,
                   .number = asked_.size(),
                   .from = PlaceId{town},
                   .size = Bytes{1000},
                   .stock = stock,
                   .measured = true};
    asked_.push_back({call, when, {}, {}});
    ask(call.number);
  }
  /// Poisson calls from both towns in turn by chance: 45% reads, the rest as `writing` says.
  void traffic(double per_second, Duration length, std::uint32_t keys, Operation writing,
               std::uint32_t stock = 0) {
    PoissonArrivals arrivals(per_second, 7);
    const Stream dice(8, 0, "lab traffic");
    std::uint64_t number = 0;
    for (Instant when = arrivals.next(); when < Instant{} + length; when = arrivals.next()) {
      const bool reads = dice.unit(number, 0) < 0.45;
      at(when, static_cast<std::uint16_t>(dice.unit(number, 1) < 0.5),
         reads ? Operation::read : writing, static_cast<std::uint32_t>(keys * dice.unit(number, 2)),
         stock);
      ++number;
    }
    engine_.run();
  }
  void run() { engine_.run(); }

  const std::vector<AskedStore>& asked() const { return asked_; }
  Engine& engine() { return engine_; }
  const Store& store() const { return *store_; }
  const StoreSpec& spec() const { return spec_; }

 private:
  Traveller ask(std::size_t which) {
    const StoreCall call = asked_[which].call;
    co_await engine_.travel(call.from, asked_[which].asked - engine_.now());
    const StoreAnswer answer = co_await store_->perform(call);
    asked_[which].answer = answer;
    asked_[which].known = engine_.now() + answer.back;
  }

  StoreSpec spec_;
  StoreMap map_;
  Engine engine_;
  StorePtr store_;
  std::vector<AskedStore> asked_;
};

/// Whether a read missed what was written before it was sent.
inline bool is_stale(const StoreLab& lab, const AskedStore& one) {
  return one.done() && !one.writes() &&
         one.answer.version < lab.store().log().version_at(one.call.key, one.asked);
}
inline std::size_t stale_reads(const StoreLab& lab) {
  std::size_t stale = 0;
  for (const AskedStore& one : lab.asked()) stale += is_stale(lab, one);
  return stale;
}

}  // namespace edgecase::testing
