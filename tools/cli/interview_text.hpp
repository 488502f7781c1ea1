#pragma once
// What the interviewer says besides the questions of a case, and how answers are taken apart.

#include <string>
#include <vector>

#include "practice/interview.hpp"

namespace edgecase::cli {

extern const char* const interview_help;

/// Without blanks around it.
std::string trimmed(const std::string& text);
/// Without the quotes around it that a shell would have needed.
std::string unquoted(const std::string& text);
std::vector<std::string> words_in(const std::string& text);
/// "a=1; b=2" as two settings.
std::vector<std::string> settings_in(const std::string& text);

/// What a phase begins with.
std::string opening_of(InterviewPhase phase, const CaseSpec& spec);
std::string ranking_question();

/// An interval that was expected of the evidence, against what it is: on a logarithmic scale where
/// it is positive; 0 points is an interval from a tenth to ten times of what the question quoted.
std::string number_result(const IntervalForecast& said, double before, double is,
                          std::string_view unit);

}  // namespace edgecase::cli
