#include "practice/interview.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "load/text/suggest.hpp"
#include "report/numbers.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

struct PhaseShare {
  InterviewPhase phase;
  std::string_view name;
  std::int64_t ninths;  ///< of the timebox
};
constexpr std::array interview_phases{PhaseShare{InterviewPhase::clarify, "clarify", 1},
                                      PhaseShare{InterviewPhase::estimate, "estimate", 1},
                                      PhaseShare{InterviewPhase::design, "design", 3},
                                      PhaseShare{InterviewPhase::probes, "probes", 3},
                                      PhaseShare{InterviewPhase::summary, "summary", 1},
                                      PhaseShare{InterviewPhase::over, "over", 0}};

const PhaseShare& share_of(InterviewPhase phase) {
  return *std::ranges::find(interview_phases, phase, &PhaseShare::phase);
}

class InterviewReader {
 public:
  InterviewReader(const CaseSpec& spec, Interview& into) : spec_(spec), state_(into) {}

  void event(const Json& event) {
    const std::string kind = text_in(event, "event");
    if (kind == "interview")
      phase(event);
    else if (kind == "question")
      question(event);
    else if (kind == "answer")
      answer(event);
  }

 private:
  void phase(const Json& event) {
    const auto found =
        std::ranges::find(interview_phases, text_in(event, "phase"), &PhaseShare::name);
    if (found == interview_phases.end()) return;
    state_.begun = true;
    state_.phase = found->phase;
    state_.minutes = static_cast<std::int64_t>(number_in(event, "minutes"));
    state_.open = false;
  }

  void question(const Json& event) {
    const auto probe = std::ranges::find(spec_.probes, text_in(event, "probe"), &ProbeSpec::name);
    if (probe == spec_.probes.end()) return;
    const auto index = static_cast<std::size_t>(probe - spec_.probes.begin());
    const bool again = event.value("again", Json(false)) == true;
    if (!again) state_.asked.push_back(index);
    state_.questions.push_back(
        {index, text_in(event, "it"), number_in(event, "damage"), again, {}});
    state_.open = true;
    state_.number.reset();
  }

  void answer(const Json& event) {
    const std::string kind = text_in(event, "kind");
    if (kind == "rank") {
      state_.ranked = true;
      state_.ranking = text_in(event, "text");
      if (event.contains("share")) state_.ranking_share = number_in(event, "share");
      return;
    }
    if (!state_.open) return;
    const std::string text = text_in(event, "text");
    state_.questions.back().answers.push_back(text.empty() ? kind : kind + " " + text);
    if (kind == "number")
      state_.number = IntervalForecast{number_in(event, "lo"), number_in(event, "hi")};
    else
      state_.open = false;
  }

  const CaseSpec& spec_;
  Interview& state_;
};

std::string area_key(std::string_view text) {
  std::string key;
  for (const char c : text)
    if (const auto byte = static_cast<unsigned char>(c); std::isalnum(byte) != 0)
      key += static_cast<char>(std::tolower(byte));
    else if (!key.empty() && key.back() != '_')
      key += '_';
  while (!key.empty() && key.back() == '_') key.pop_back();
  return key;
}

}  // namespace

std::string_view name_of(InterviewPhase phase) { return share_of(phase).name; }

std::int64_t seconds_of(InterviewPhase phase, std::int64_t minutes) {
  return minutes * 60 * share_of(phase).ninths / 9;
}

Interview interview_of(const SessionLog& log, const CaseSpec& spec, std::int64_t now) {
  Interview state;
  state.minutes = spec.metadata.minutes;
  InterviewReader reader(spec, state);
  std::size_t began = 0;
  const std::vector<Json>& events = log.events();
  for (std::size_t i = 0; i < events.size(); ++i) {
    reader.event(events[i]);
    if (text_in(events[i], "event") == "interview") began = i;
  }
  const std::vector<Json> before(events.begin(),
                                 events.begin() + static_cast<std::ptrdiff_t>(began) + 1);
  if (state.begun)
    state.seconds_in_phase = worked_time(events, now).seconds - worked_time(before).seconds;
  return state;
}

std::string question_text(const ProbeSpec& probe, const ProbeEvidence& evidence) {
  const Interval interval = evidence.measured.interval();
  std::string text = probe.asks;
  const std::string it = value_text(interval.mean, evidence.measured.unit);
  for (std::size_t at = text.find("{it}"); at != std::string::npos; at = text.find("{it}", at))
    text.replace(at, 4, it);
  const std::string stake = stake_text(evidence);
  return stake.empty() ? text : fmt::format("{}\n  (at stake: {})", text, stake);
}

std::string changed_rows(const CaseScore& before, const CaseScore& after, RowChange which) {
  const int wanted = which == RowChange::better ? 1 : -1;
  std::string list;
  for (std::size_t i = 0; i < before.rows.size() && i < after.rows.size(); ++i) {
    if (row_change(before.rows[i], after.rows[i]) != wanted) continue;
    const Interval change =
        paired_difference(before.rows[i].measured.values, after.rows[i].measured.values);
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", after.rows[i].name,
                        difference_text(estimate_of(change), after.rows[i].measured.unit).mean);
  }
  return list;
}

std::vector<CoverageArea> areas_named(const std::string& text, std::string& problem) {
  const auto known = names(Of<CoverageArea>{});
  std::vector<std::string_view> words;
  for (const auto& one : known) words.emplace_back(one.name);
  std::vector<CoverageArea> areas;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(',', from), text.size());
    const std::string key = area_key(std::string_view(text).substr(from, end - from));
    from = end + 1;
    if (key.empty()) continue;
    const auto found = std::ranges::find(words, key);
    if (found == words.end()) {
      const std::string near = did_you_mean(key, words);
      problem = fmt::format("there is no area `{}`{}{}; areas: {}", key, near.empty() ? "" : "; ",
                            near, enumerate(words));
      return {};
    }
    const CoverageArea area = known[static_cast<std::size_t>(found - words.begin())].value;
    if (std::ranges::find(areas, area) == areas.end()) areas.push_back(area);
  }
  if (areas.empty()) problem = "name one to three areas, worst first, with commas between them";
  return areas;
}

}  // namespace edgecase
