#pragma once
// Floods over a run, as fluids: what presses on each PoP's links and tables at present, which
// filters are up, who has withdrawn.
//
//   siege.turn(now, routing);                      // at next(): rates, filters, tables,
//   withdrawals const Crossing c = siege.crossing(pop, now);   // what a request meets on its way
//   into this PoP
//
// Between two turns nothing changes but queues that fill, which links work out exactly. Loads
// follow the routes: a PoP that withdraws hands its part of the attack to its neighbours.
// Assumes: attacks fill the way in; people press on it with the routes' `request` bytes, a packet
// each; filters look at floods of packets and connections, not at requests; tables are filled once
// a second. Not modelled: links between PoPs, providers' links in front of the network.

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include <edgecase/units.hpp>

#include "model/attack/attack_meter.hpp"
#include "model/attack/connection_table.hpp"
#include "model/attack/edge_cpu.hpp"
#include "model/attack/link.hpp"
#include "model/attack/withdrawal.hpp"
#include "model/guard/scrubbing.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

/// What a request meets on its way into a PoP.
struct Crossing {
  double loss = 0;    ///< of each of its packets
  Duration delay{};   ///< of those that get through
  double passes = 1;  ///< the chance that no filter takes it for an attack
};

class Siege {
 public:
  Siege(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication);

  /// The instant of the next turn; Instant::max(): none.
  Instant next() const { return due_.empty() ? Instant::max() : *due_.begin(); }
  /// Whether routes change now: ask withdrawn(), and turn again once they have.
  bool turn(Instant now, const Routing& routing);
  /// Routes lead elsewhere from now on, whoever changed them.
  void reroute(Instant now, const Routing& routing);
  /// PoPs whose routes are taken back, as users see it.
  const std::vector<bool>& withdrawn() const { return routes_taken_back_; }

  bool presses(std::uint16_t pop) const { return sites_[pop].pressed; }
  /// Requests a second that an attack sends into a PoP at present.
  double requests_at(std::uint16_t pop, std::size_t attack) const {
    return sites_[pop].flows[attack].requests;
  }
  /// What goes straight to the origin at present.
  const AttackFlow& straight() const { return straight_; }
  Crossing crossing(std::uint16_t pop, Instant now) const;
  /// A person's connection comes: it finds a place, is given a cookie, or is refused.
  TableVerdict connect(std::uint16_t pop, Instant now, Duration round_trip);

  /// Ends the books; call it once, at the end of the run.
  void close(Instant now, std::vector<AttackMeter>& meters, PressureMeter& pressure);

 private:
  struct Site {
    FluidLink link;
    double capacity = 1;
    double packets = 1;
    bool pressed = false;
    std::vector<Scrubber> filters = {};  // by attack
    std::vector<bool> filtering = {};
    std::optional<ConnectionTable> half_open = {};
    std::optional<ConnectionTable> open = {};
    LinkLoad attack = {};  // that presses on the links at present
    // Of the stretch since the last turn.
    std::vector<AttackFlow> flows = {};  // by attack
    double passed_links = 1;
    double offered_before = 0, lost_before = 0;
  };
  /// What became of one attack so far.
  struct Books {
    AttackMeter meter;
    Instant told = Instant::max();
    bool mitigated = false;
    double offered_now = 0, passes_now = 0;  // bits a second
    double straight_now = 0;                 // requests a second, past the edge
  };

  const AttackSlice* slice_of(std::size_t attack, Instant now) const;
  void share_out(const Routing& routing);
  void settle(Instant now);
  void offer(Instant now);
  void filter(Site& site, std::size_t attack, Instant now);
  void fill_tables(Site& site, std::size_t attack, double seconds, Instant now);
  void tell(std::size_t attack, Instant now);
  void judge(std::size_t attack, Instant now);
  bool withdraw(Instant now);
  /// Looks again then, unless that is never, or now.
  void later(Instant at) {
    if (at != Instant::max() && at > turned_) due_.insert(at);
  }
  std::int64_t whole(double count);

  const Blueprint& plan_;
  std::optional<ScrubbingSpec> scrubbing_;
  std::vector<Site> sites_;
  std::vector<std::vector<double>> shares_;  // by attack, by PoP, as routes lead
  std::vector<LinkLoad> people_;             // by PoP, at the start
  std::vector<Books> books_;
  Withdrawals withdrawals_;
  std::vector<bool> routes_taken_back_;
  struct Move {
    Instant at;
    std::uint32_t pop;
    bool back;
  };
  std::vector<Move> moves_;
  AttackFlow straight_;
  std::set<Instant> due_;
  Instant turned_ = Instant::min();
  double carry_ = 0.5;
};

}  // namespace edgecase
