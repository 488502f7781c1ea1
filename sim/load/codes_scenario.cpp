// EC02xx: what is wrong with a scenario as a whole.
#include "load/codes.hpp"

namespace edgecase {

namespace {

constexpr CodeEntry entries[] = {
    {code::shares_sum, "shares do not add up to 100%",
     "These shares divide one whole (all requests, all values of a distribution), so they must "
     "add\n"
     "up to 100%. Nothing is scaled silently: which of them is wrong is yours to say.",
     "routes:\n  images: {share: 80%}\n  api: {share: 30%}",
     "routes:\n  images: {share: 80%}\n  api: {share: 20%}"},
    {code::outside_horizon, "a time lies outside the run",
     "Something starts after the run has ended (or before it began), so it would have no effect.\n"
     "The run lasts for horizon.warm_up + horizon.measure.",
     "horizon: {warm_up: 1min, measure: 5min}\nfaults: [{kind: pop_down, at: 10min, duration: "
     "1min}]",
     "horizon: {warm_up: 1min, measure: 5min}\nfaults: [{kind: pop_down, at: 2min, duration: "
     "1min}]"},
};

}  // namespace

std::span<const CodeEntry> scenario_codes() { return entries; }

}  // namespace edgecase
