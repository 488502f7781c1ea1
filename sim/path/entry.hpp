#pragma once
// What stands between a request's arrival in its PoP and its caches, stage by stage. A stage holds
// no state of its own: that of links, cores, guards, gates and quotas is the world's.
//
// To add a stage: a class with `pass` here, a place in EntryStages, and its condition in
// Blueprint::has_entry_stages.

#include <tuple>

#include "path/recorder.hpp"
#include "path/request.hpp"
#include "path/stages.hpp"
#include "world/bots.hpp"
#include "world/world.hpp"

namespace edgecase {

class Path;

/// What all entry stages are given.
struct EntryStage {
  Path& path;  ///< for what goes on later: Path::hold, Path::try_again
  World& world;
  Recorder& recorder;
  const Blueprint& plan;
};

/// Over the links of the PoP and into its table of connections.
struct LinkStage : EntryStage {
  Next pass(Request& r, const BotArrival* bot) const;
};

/// A CPU core of the PoP.
struct CpuStage : EntryStage {
  Next pass(Request& r, const BotArrival* bot) const;
};

/// Rate limits, firewall, bot management, waiting room. `bot`: absent for people.
struct ProtectionStage : EntryStage {
  Next pass(Request& r, const BotArrival* bot) const;

 private:
  GuardCall call_of(const Request& r, const BotArrival* bot) const;
  Next pass_bot(Request& r, const GuardAnswer& answer, const BotArrival& bot) const;
  Next pass_person(Request& r, const GuardAnswer& answer) const;
};

/// The route's access control.
struct AccessStage : EntryStage {
  Next pass(Request& r, const BotArrival* bot) const;

 private:
  AccessAnswer authorise(const Request& r, std::size_t gate) const;
  void count(const AccessAnswer& answer) const;
};

/// The consumer's quota.
struct QuotaStage : EntryStage {
  Next pass(Request& r, const BotArrival* bot) const;
};

/// In the order in which a request meets them.
using EntryStages = std::tuple<LinkStage, CpuStage, ProtectionStage, AccessStage, QuotaStage>;

}  // namespace edgecase
