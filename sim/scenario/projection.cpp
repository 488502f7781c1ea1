#include "scenario/projection.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "load/text/codes.hpp"
#include "load/text/suggest.hpp"

namespace edgecase {
namespace {

using Specs = std::vector<ProjectionPhaseSpec>;
using DemandPhases = std::vector<PhaseSpec>;

std::string projection_duration(Duration d) { return Scalar<Duration>::print(d); }

/// From the start of the run.
struct Span {
  Duration from{}, until{};
};

/// The time of a phase: as given, or that of the demand phases with its name.
std::vector<Span> spans_of(const ProjectionPhaseSpec& spec, const DemandPhases& demand) {
  if (spec.from && spec.to) return {{*spec.from, *spec.to}};
  std::vector<Span> spans;
  Duration at{};
  for (const PhaseSpec& phase : demand) {
    if (phase.name == spec.name) spans.push_back({at, at + phase.duration});
    at += phase.duration;
  }
  return spans;
}

Duration length_of(const std::vector<Span>& spans) {
  Duration sum{};
  for (const Span& span : spans) sum += span.until - span.from;
  return sum;
}

MonthPhase month_phase(const ProjectionPhaseSpec& spec, Duration measured) {
  if (spec.times)
    return {spec.name, measured, repeats_of(*spec.times), Scalar<Frequency>::print(*spec.times)};
  const double share = spec.share.value_or(Share{}).value;
  const Duration stands_for{std::llround(share * static_cast<double>(billing_month.count()))};
  return {spec.name, measured, repeats_of(stands_for, measured),
          Scalar<Share>::print(Share{share}) + " of the month"};
}

class Check {
 public:
  Check(const DemandPhases& demand, Duration warm_up, Duration measure, Checker& checker)
      : demand_(demand), from_(warm_up), until_(warm_up + measure), checker_(checker) {}

  void phase(const std::string& path, const ProjectionPhaseSpec& spec) {
    const bool reserved = spec.name == rest_of_month || spec.name == once_in_month;
    if (!names_.insert(spec.name).second || reserved) {
      checker_.report(
          path + ".name",
          {code::duplicate_name,
           reserved ? "`" + spec.name + "` is reserved for the time outside of all phases"
                    : "two phases are named `" + spec.name + "`"});
    }
    if (spec.times.has_value() == spec.share.has_value())
      checker_.report(path,
                      {code::missing_key, "a phase needs exactly one of `times` and `share`"});
    if (spec.from.has_value() != spec.to.has_value()) {
      checker_.report(path, {code::missing_key, "a phase needs both `from` and `to`, or neither"});
      return;
    }
    const std::vector<Span> spans = spans_of(spec, demand_);
    if (spans.empty()) return no_such_phase(path, spec);
    for (const Span& span : spans) place(path, span);
    if (spec.times.has_value() == spec.share.has_value() || length_of(spans) <= Duration{0}) return;
    const Duration stands_for = month_phase(spec, length_of(spans)).month();
    if (stands_for <= left_) {
      left_ -= stands_for;
      return;
    }
    checker_.report(path + (spec.times ? ".times" : ".share"),
                    {code::month_full,
                     "this phase represents " + projection_duration(stands_for) + ", but only " +
                         projection_duration(left_) + " of the month are left",
                     "exceeds a month", "a month is 30d, a year 365d"});
    left_ = Duration{0};
  }

  void whole() {
    Duration covered{};
    for (const Span& span : taken_) covered += span.until - span.from;
    if (covered < until_ - from_ || left_ == Duration{0}) return;
    checker_.report(
        "projection",
        {code::month_full,
         "the phases cover all of the measured time, but represent only " +
             projection_duration(billing_month - left_) + " of the month of " +
             projection_duration(billing_month),
         "no usage in the rest of the month",
         "leave some measured time outside of all phases: it fills the rest", Severity::warning});
  }

 private:
  void no_such_phase(const std::string& path, const ProjectionPhaseSpec& spec) {
    std::vector<std::string_view> known;
    for (const PhaseSpec& phase : demand_)
      if (!phase.name.empty()) known.push_back(phase.name);
    checker_.report(path + ".name",
                    {code::refers_to_nothing, "world.demand has no phase `" + spec.name + "`",
                     did_you_mean(spec.name, known), "or set its time: `from` and `to`"});
  }

  void place(const std::string& path, const Span& span) {
    if (span.from >= span.until) {
      checker_.report(path + ".to", {code::unordered, "a phase must end after it begins",
                                     "not after " + projection_duration(span.from)});
      return;
    }
    if (span.from < from_ || span.until > until_) {
      checker_.report(
          path, {code::outside_horizon,
                 "the phase from " + projection_duration(span.from) + " to " +
                     projection_duration(span.until) + " is not all measured",
                 "measured is " + projection_duration(from_) + " to " + projection_duration(until_),
                 "times count from the start of the run, warm-up included"});
      return;
    }
    for (const Span& other : taken_) {
      if (span.from >= other.until || other.from >= span.until) continue;
      checker_.report(path, {code::said_twice,
                             "overlaps with another phase from " +
                                 projection_duration(std::max(span.from, other.from)) + " to " +
                                 projection_duration(std::min(span.until, other.until)),
                             "phases must not overlap"});
      return;
    }
    taken_.push_back(span);
  }

  const DemandPhases& demand_;
  Duration from_, until_;
  Checker& checker_;
  std::set<std::string> names_;
  std::vector<Span> taken_;
  Duration left_ = billing_month;
};

}  // namespace

std::vector<Field> fields(Of<ProjectionPhaseSpec>) {
  return list<ProjectionPhaseSpec>(
      field("name", &ProjectionPhaseSpec::name,
            "name on the bill; without `from` and `to`: the phase of world.demand.phases with "
            "this name",
            required()),
      field("from", &ProjectionPhaseSpec::from, "start of the phase, from the start of the run",
            at_least(Duration{0})),
      field("to", &ProjectionPhaseSpec::to, "end of the phase", more_than(Duration{0})),
      field("times", &ProjectionPhaseSpec::times, "frequency: 4/month, 6/year"),
      field("share", &ProjectionPhaseSpec::share,
            "alternatively: the share of the month that it represents", at_least(Share{0}),
            at_most(Share{1})));
}

void check_projection(const Specs& spec, const DemandPhases& demand, Duration warm_up,
                      Duration measure, Checker& checker) {
  if (spec.empty()) return;
  constexpr std::size_t most = 50;  // each has counters of its own
  if (spec.size() > most)
    checker.report("projection", {code::out_of_range, "more than 50 phases", "too many"});
  Check check(demand, warm_up, measure, checker);
  for (std::size_t i = 0; i < spec.size(); ++i)
    check.phase("projection[" + std::to_string(i) + "]", spec[i]);
  check.whole();
}

Projection plan_projection(const Specs& spec, const DemandPhases& demand, Duration warm_up,
                           Duration measure) {
  if (spec.empty()) return {{}, {{"", measure, repeats_of(billing_month, measure), ""}}};
  Projection plan;
  std::vector<Phases::Stretch> stretches;
  Duration left = billing_month;
  Duration uncovered = measure;
  for (const ProjectionPhaseSpec& one : spec) {
    const std::vector<Span> spans = spans_of(one, demand);
    for (const Span& span : spans)
      stretches.push_back({Instant{span.from}, Instant{span.until}, plan.month.size()});
    plan.month.push_back(month_phase(one, length_of(spans)));
    left -= plan.month.back().month();
    uncovered -= plan.month.back().measured;
  }
  std::ranges::sort(stretches, {}, &Phases::Stretch::from);
  std::vector<Phases::Stretch> all;
  Instant at{warm_up};
  const auto rest_until = [&](Instant until) {
    if (at < until) all.push_back({at, until, plan.month.size()});
  };
  for (const Phases::Stretch& one : stretches) {
    rest_until(one.from);
    all.push_back(one);
    at = one.until;
  }
  rest_until(Instant{warm_up + measure});
  if (uncovered > Duration{0})
    plan.month.push_back({std::string(rest_of_month), uncovered, repeats_of(left, uncovered),
                          "the rest of the month"});
  plan.phases = Phases(std::move(all));
  return plan;
}

}  // namespace edgecase
