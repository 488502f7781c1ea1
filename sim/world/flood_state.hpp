#pragma once
// The floods of a run, as fluids: what they load each PoP's links and connection tables with at
// present, which filters are active, which PoPs decide to withdraw.
//
//   floods.advance(now, routing);                 // at each FloodsAdvance: rates, filters, tables
//   const Crossing c = floods.crossing(pop, now);   // what a request meets on its way into a PoP
//
// Between two advances nothing changes but queues that fill, which links work out exactly. Loads
// follow the routes: a PoP that withdraws hands its part of the attack to its neighbours.
// Assumes: attacks fill the inbound direction; people's requests add the routes' `request` bytes to
// it, a packet each; filters look at floods of packets and connections, not at requests; the rate
// at which connections reach tables changes at most once a second. Not modelled: links between
// PoPs, providers' links in front of the network.

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include <edgecase/units.hpp>

#include "model/attack/attack_meter.hpp"
#include "model/attack/edge_cpu.hpp"
#include "model/attack/flooded_table.hpp"
#include "model/attack/link.hpp"
#include "model/attack/withdrawal.hpp"
#include "model/guard/scrubbing.hpp"
#include "plan/blueprint.hpp"
#include "world/changes.hpp"

namespace edgecase {

/// What a request meets on its way into a PoP.
struct Crossing {
  double loss = 0;    ///< of each of its packets
  Duration delay{};   ///< of those that get through
  double passes = 1;  ///< the chance that no filter takes it for an attack
};

class FloodState {
 public:
  /// Adds its own steps to `changes`, and the withdrawals of PoPs when routes follow them. Without
  /// attacks (`attacked`: no) people alone load the links.
  FloodState(const Blueprint& plan, Changes& changes, bool attacked, std::uint64_t seed,
             std::uint64_t replication, StopFlag stop);

  void advance(Instant now, const Routing& routing);
  /// Routes lead elsewhere from now on, whatever changed them.
  void reroute(Instant now, const Routing& routing);

  /// Whether requests into this PoP notice anything of it.
  bool affects(std::uint16_t pop) const { return sites_[pop].affected; }
  /// Requests a second that an attack sends into a PoP at present.
  double requests_at(std::uint16_t pop, std::size_t attack) const {
    return sites_[pop].flows[attack].requests;
  }
  /// What reaches the origin past the edge at present.
  const AttackFlow& direct_to_origin() const { return direct_; }
  Crossing crossing(std::uint16_t pop, Instant now) const;
  /// A person's connection arrives: it gets an entry, is given a cookie, or is refused. `unit`: a
  /// draw, uniform in (0, 1).
  TableVerdict connect(std::uint16_t pop, Instant now, Duration round_trip, double unit);

  /// Adds up what attacks did until the end of the horizon; call it once, at the end of the run.
  void close(Instant now, std::vector<AttackMeter>& meters, PressureMeter& pressure);

 private:
  struct Site {
    FluidLink link;
    double capacity = 1;
    double packets = 1;
    bool affected = false;
    std::vector<Scrubber> filters = {};  // by attack
    std::vector<bool> filtering = {};
    std::optional<FloodedTable> half_open = {};
    std::optional<FloodedTable> open = {};
    LinkLoad attack = {};  // on the links at present
    // Since the last step.
    std::vector<AttackFlow> flows = {};  // by attack
    double passed_links = 1;
    double offered_before = 0, lost_before = 0;
  };
  struct AttackState {
    AttackMeter meter;                       // so far
    Instant announced = Instant::max();      // when PoPs that have not detected it filter too
    double offered_now = 0, passes_now = 0;  // bits a second
    double direct_now = 0;                   // requests a second to the origin, past the edge
  };

  const AttackSlice* slice_of(std::size_t attack, Instant now) const;
  void update_shares(const Routing& routing);
  void update_people(const Routing& routing);
  void meter_until(Instant now);
  void update_loads(Instant now);
  void filter(Site& site, std::size_t attack, Instant now);
  double refused_connections(std::size_t attack, Instant now);
  void load_tables(std::size_t pop, std::size_t attack, Instant now);
  void announce(std::size_t attack, Instant now);
  void check_mitigated(std::size_t attack, Instant now);
  void decide_withdrawals(Instant now);
  /// Advances then, unless that is never, or now. Nothing changes after the horizon: requests
  /// still in progress see the state at its end.
  void advance_at(Instant at) {
    if (at > plan_.end() || at <= last_step_) return;
    if (steps_.insert(at).second) changes_.add(at, FloodsAdvance{});
  }

  const Blueprint& plan_;
  std::span<const AttackRun> runs_;
  Changes& changes_;
  std::optional<ScrubbingSpec> scrubbing_;
  std::vector<Site> sites_;
  std::vector<std::vector<double>> shares_;  // by attack, by PoP, as routes lead
  std::vector<LinkLoad> people_;             // by PoP, since the last step
  std::vector<AttackState> attacks_;
  Withdrawals withdrawals_;
  AttackFlow direct_;
  std::set<Instant> steps_;  // that are to come
  Instant last_step_ = Instant::min();
  Stream table_draws_;
};

}  // namespace edgecase
