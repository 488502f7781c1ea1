#pragma once
// How many replications a precision takes, and the precision reached if a study stopped short.

#include <cstddef>
#include <optional>
#include <string>

#include "study/study.hpp"

namespace edgecase {

/// What the metrics of the objectives (else p95 latency, hit ratio and cost) need, estimated from
/// the replications so far; at most StudyOptions::most_replications.
std::size_t replications_for_precision(const Runs& runs);

/// "400 replications reach ±1% for …, but not for …"; empty: the precision was reached, or none was
/// asked for.
std::optional<std::string> precision_missed(const Runs& runs);

}  // namespace edgecase
