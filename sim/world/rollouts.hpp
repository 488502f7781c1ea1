#pragma once
// Changes on their way through a running world: who ships them, what looks at them, when they are
// undone, and what they do where they are.
//
// Each rollout is a row of turns (RolloutAdvances): a step is sent, looked at, followed by the
// next; or somebody notices, decides, and has it undone. What arrives in a PoP is a change of its
// own (RolloutArrives), after the delay of the tool. An undo that is sent overtakes a step that is
// still under way.
//
// Assumes: at a page, the change whose last step is the most recent is undone. Users are told apart
//   as the people of the world are, by their number at the start. A change that alternates does so
//   everywhere at once. Routes follow a step that takes PoPs down when all of its PoPs are down.
// Not modelled: a change that is mended and shipped again; two changes undone at once.

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_set>
#include <vector>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "measure/rollout_meter.hpp"
#include "measure/sequential.hpp"
#include "measure/stage.hpp"
#include "plan/blueprint.hpp"
#include "world/alerts.hpp"
#include "world/changes.hpp"

namespace edgecase {

/// A request, as far as changes look at it.
struct ChangedRequest {
  std::uint64_t number;
  Instant arrived;
  std::uint16_t pop;
  std::uint16_t metro;
  std::uint8_t route;
  std::uint8_t region;
  std::uint8_t attempt;
  bool measured;

  /// The die of the errors that its PoP answers with.
  std::uint32_t error_lane() const { return 1200U + attempt * 8U; }
};

class Rollouts {
 public:
  /// What is down at present, of what tools need.
  using Down = std::array<bool, tool_needs>;

  Rollouts(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication);

  /// The first turns. Call it once, before the run.
  void begin(Changes& changes);
  void advance(const RolloutAdvances& turn, Instant now, Down down, Changes& changes);
  void arrive(const RolloutArrives& arrival, Instant now, Changes& changes);
  void turn(const ReleaseTurns& turn, Instant now, Changes& changes);
  void evaluate(Instant now, Changes& changes);

  /// Whether requests in this PoP may suffer from a change.
  bool touches(std::uint16_t pop) const;
  /// What a request suffers from changes in its PoP, beside PoPs that are down.
  Impairment harm_of(const ChangedRequest& r, Instant now) const;

  void answered(const ChangedRequest& r, Instant now, std::int64_t latency_ns);
  void failed(const ChangedRequest& r, Instant now, Failure failure);

  std::vector<RolloutMeter> meters() const;
  AlertMeter alert_meter() const { return alerts_ ? alerts_->meter() : AlertMeter{}; }

 private:
  enum class Phase : std::uint8_t { waiting, shipping, deciding, undoing, over };

  /// Requests since a step began, in all and by interval of the judge.
  struct Group {
    struct Slot {
      double requests = 0, failures = 0, latency_ns = 0;
    };
    FailureCount all = {};
    std::vector<Slot> slots = {};

    void add(bool failed, std::int64_t latency_ns, std::size_t slot);
    std::vector<double> values(CheckMetric metric) const;
  };

  struct State {
    Phase phase = Phase::waiting;
    std::size_t step = 0;
    std::int64_t look = 0;
    Instant step_at{};
    std::uint32_t turn = 0;
    std::uint16_t version = 0;  // raised by an undo
    std::uint64_t message = 0;  // sent so far
    std::size_t under_way = 0;  // arrivals of the last message
    Instant blocked_since = Instant::max();
    Instant came = Instant::max();    // somewhere
    std::vector<double> level;        // share of users that have it, by PoP
    std::vector<double> logged;       // the same in log mode
    std::vector<Instant> since;       // in this PoP
    std::vector<bool> down;           // PoPs that it has down
    std::vector<Instant> down_until;  // the last time
    std::vector<bool> left;           // routes of each step's PoPs
    bool acts = false;                // on a target other than PoPs
    Instant acts_until{};
    Group with_it = {}, without_it = {}, before = {};
    bool concluded = false;  // a look of this step had enough requests
    RolloutMeter meter = {};
    std::vector<std::unordered_set<std::uint64_t>> users = {};  // harmed, by region
  };

  /// How a request has to do with a change.
  struct Part {
    bool has = false;
    bool logs = false;
  };
  Part part_of(std::size_t which, const ChangedRequest& r) const;
  std::uint64_t user_of(const ChangedRequest& r) const;
  double user_unit(std::size_t which, const ChangedRequest& r) const;
  bool is_armed(std::size_t which, std::uint16_t pop, Instant now) const;
  Impairment effect_at(std::size_t which, std::uint16_t pop, Instant now) const;
  bool caused(std::size_t which, const ChangedRequest& r, Instant now, Failure failure) const;
  void note(const ChangedRequest& r, Instant now, bool failed, std::int64_t latency_ns);
  bool would_fail(std::size_t which, const ChangedRequest& r, Instant now) const;
  void harm(std::size_t which, const ChangedRequest& r, Instant now,
            std::vector<std::uint64_t> HarmMeter::* count);

  void schedule(std::size_t which, Instant at, Changes& changes);
  bool is_blocked(std::size_t which, std::size_t tool, Instant now, const Down& down,
                  Changes& changes);
  void start_step(std::size_t which, Instant now, const Down& down, Changes& changes);
  void after_step(std::size_t which, Instant now, Changes& changes);
  void look(std::size_t which, Instant now, const Down& down, Changes& changes);
  bool fails_check(std::size_t which) const;
  void notice(std::size_t which, Instant now, bool by_check, Changes& changes);
  void undo(std::size_t which, Instant now, const Down& down, Changes& changes);
  void send(std::size_t which, std::size_t tool, const std::vector<std::uint16_t>& pops,
            std::int16_t step, Instant now, Changes& changes);
  Duration delay_to(std::size_t which, std::size_t tool, std::uint16_t pop) const;
  double draw(std::size_t which, std::uint32_t lane) const { return draws_.unit(which, lane); }
  void refresh(std::size_t which, Instant now, Changes& changes);
  void refresh_pops(std::size_t which, Instant now, Changes& changes);
  void refresh_routes(std::size_t which, Instant now, Changes& changes);
  void turn_later(std::size_t which, Instant now, Changes& changes);
  bool edge_fails(Instant now) const;
  bool anything_wrong(Instant now) const;

  const Blueprint& plan_;
  std::vector<State> states_;
  std::optional<Alerts> alerts_;
  std::optional<PurgePropagation> like_purges_;
  Stream draws_, travel_, people_, crossings_;
  // All requests of people lately, in two halves of a minute.
  struct Lately {
    Instant from{};
    double requests = 0, failures = 0;
  };
  std::array<Lately, 2> lately_{};
};

}  // namespace edgecase
