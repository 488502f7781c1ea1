#pragma once
// The debrief of a session: the candidate's own record on one time axis, the score with its
// arithmetic, forecasts by surprise, what the design leaves unsaid and what that costs it, the
// trade-offs in it, and the distance to the reference. Every statement has a number of this
// session; there is no advice that would fit any session. `evidence` shows verdicts and own
// numbers; `all` also what the case hides: reasons of rows, the reference design, the best single
// change. Source: after-action reviews work best self-led and with objective data (Keiser and
// Arthur 2021);
//   feedback before which a prediction was made is remembered (Brod 2021).

#include <string>
#include <vector>

#include "practice/session.hpp"
#include "report/layout.hpp"

namespace edgecase {

enum class Reveal : std::uint8_t { evidence, all };

/// A key that the design sets, against the design without it (paired).
struct TradeOff {
  std::string key;
  std::string value;
  double points = 0;   ///< that it brings
  std::string better;  ///< rows that it improves, with their change
  std::string worse;
};

/// An area in which the design meets its default.
struct Unsaid {
  CoverageArea area;
  bool said = false;    ///< the session asked, claimed or set something about it
  std::string measure;  ///< cold_start.share
  std::string value;    ///< measured on the submitted design
  std::string stress;   ///< in which world; empty: as it is
  double points = 0;    ///< that the design loses there
};

struct Debrief {
  CaseScore score;                   ///< of the last design, in the last world
  std::vector<TradeOff> trade_offs;  ///< most points first
  std::vector<Unsaid> unsaid;
  CaseScore reference;      ///< in the last world
  std::string best_change;  ///< "design.a.b=1h: +20 points"
  bool reference_shown = false;
};

/// Runs what the debrief needs. Requires: the session has a run.
Debrief debrief_of(const CaseFile& one, const Session& session, Reveal reveal,
                   const Catalogue& catalogue, const StudyOptions& study);

std::vector<Section> debrief_sections(const CaseFile& one, const SessionLog& log,
                                      const Session& session, const Debrief& debrief,
                                      Reveal reveal);

/// One page to speak from: what was promised, what was measured with interval and command.
std::vector<Section> spoken_brief(const CaseFile& one, const Session& session,
                                  const Debrief& debrief);

/// The page as HTML of its own.
std::string brief_html(const std::string& title, const std::vector<Section>& sections);

}  // namespace edgecase
