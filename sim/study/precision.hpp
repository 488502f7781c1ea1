#pragma once
// How many replications a precision takes, and the precision reached if a study stopped short.

#include <cstddef>
#include <optional>
#include <string>

#include "study/study.hpp"

namespace edgecase {

/// Replications before the first look: a spread estimated from fewer stops too early too often.
inline constexpr std::size_t first_for_precision = 10;
/// The half-width at which to stop, relative to the estimate: then the truth, if the interval has
/// it, is within the precision of the estimate relative to itself (Law, ch. 9.4.1).
double target_of(double precision);

/// What the metrics of the objectives (else p95 latency, hit ratio and cost) need, estimated from
/// the replications so far; at most StudyOptions::most_replications.
std::size_t replications_for_precision(const Runs& runs);

/// "400 replications reach ±1% for …, but not for …"; empty: the precision was reached, or none was
/// asked for.
std::optional<std::string> precision_missed(const Runs& runs);

}  // namespace edgecase
