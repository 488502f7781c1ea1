#pragma once
// Where an interview stands, from the log of its session: `edgecase case interview` asks in the
// terminal, one turn after the other, and goes on where it stopped. Everything that was asked and
// answered is in the log, so that the same answers at the same times give the same log.
//
// A timebox of 45 minutes has five phases: clarify 5, estimate 5, design 15, probes 15, summary 5;
// another timebox scales them. A phase ends when its time is over, or with `go`; nothing is lost.
// An interview in a session that has runs already begins with the probes.
// The log has `interview` (a phase begins), `question` and `answer` events.

#include <optional>
#include <string>
#include <vector>

#include "practice/evidence.hpp"
#include "practice/session.hpp"

namespace edgecase {

enum class InterviewPhase : std::uint8_t { clarify, estimate, design, probes, summary, over };
std::string_view name_of(InterviewPhase phase);
/// Seconds of a phase in a timebox of so many minutes.
std::int64_t seconds_of(InterviewPhase phase, std::int64_t minutes);

struct InterviewQuestion {
  std::size_t probe = 0;  ///< its index in the case
  std::string it;         ///< the evidence that it quotes
  double damage = 0;      ///< when it was asked
  bool again = false;     ///< the first answer won back less than half
  std::vector<std::string> answers;
};

struct Interview {
  bool begun = false;
  InterviewPhase phase = InterviewPhase::clarify;
  std::int64_t minutes = 0;           ///< timebox
  std::int64_t seconds_in_phase = 0;  ///< worked since it began
  std::vector<InterviewQuestion> questions;
  std::vector<std::size_t> asked;  ///< indices of probes
  bool open = false;               ///< the last question waits for its answer
  /// What the candidate expects after the next change, in answer to the open question.
  std::optional<IntervalForecast> number;
  bool ranked = false;  ///< the ranking was asked for and answered
  std::string ranking;  ///< the areas that were named; empty: passed
  std::optional<double> ranking_share;
};

Interview interview_of(const SessionLog& log, const CaseSpec& spec, std::int64_t now);

/// The question as it is asked: with its evidence, and what is at stake.
std::string question_text(const ProbeSpec& probe, const ProbeEvidence& evidence);

enum class RowChange : std::uint8_t { better, worse };
/// Rows that became significantly better or worse: "budget +$9,674, tail +20 ms"; empty: none.
std::string changed_rows(const CaseScore& before, const CaseScore& after, RowChange which);

/// Areas as a candidate lists them: "cold starts, egress". Throws nothing; `problem` names the one
/// that there is not.
std::vector<CoverageArea> areas_named(const std::string& text, std::string& problem);

}  // namespace edgecase
