#pragma once
// What a study will take, said before it begins: the line of `check`, the notice of long runs, and
// the refusal of what the machine cannot hold.

#include <span>
#include <string>

#include <edgecase/run.hpp>

#include "study/estimate.hpp"

namespace edgecase::cli {

/// "a run simulates about 1.8 M requests: 2 s of processor time, 50 MB"
std::string estimate_line(const Blueprint& plan);

/// Of the studies that one command runs, one after the other. Throws Error if one of them needs
/// more memory than is free, with what would fit. Says on stderr, unless `quiet`, if they take more
/// than a minute.
StudyEstimate announce(std::span<const Blueprint* const> plans, const StudyOptions& options,
                       bool quiet);

/// "about 3 min": one or two significant digits.
std::string about(double seconds);

}  // namespace edgecase::cli
