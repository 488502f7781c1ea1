// EC06xx: errors of cases and of designs handed in for them.
#include "load/text/codes_practice.hpp"

namespace edgecase {

namespace {

constexpr CodeEntry practice_entries[] = {
    {code::case_world, "the world belongs to the case",
     "A design for a case changes the design only: world, objectives and everything else are\n"
     "the same for all candidates.",
     "world: {demand: {rate: 1 rps}}\ndesign: {caches: {static: {ttl: 1h}}}",
     "design: {caches: {static: {ttl: 1h}}}"},
    {code::no_lever, "the key is no lever of this case",
     "A case says which keys of the design may be set; all others keep the value that the case\n"
     "gives them. `design.yaml` of a session lists the levers.",
     "levers: [design.caches.static.ttl]\ndesign: {prices: {edge: free}}",
     "levers: [design.caches.static.ttl]\ndesign: {caches: {static: {ttl: 1h}}}"},
    {code::other_case, "a design for another case",
     "The design names the case for which it was written, and this is another one.",
     "case: egress-forgotten", "case: cold-at-the-edge"},
    {code::points_sum, "points do not add up to 100",
     "The points of all rows and of the claims add up to 100, so that scores of cases can be\n"
     "compared.",
     "rows: [{name: up, indicator: availability, op: gte, value: 99%, points: 60}]\n"
     "claims: {min: 2, points: 10}",
     "rows: [{name: up, indicator: availability, op: gte, value: 99%, points: 90}]\n"
     "claims: {min: 2, points: 10}"},
    {code::free_points, "a row is passed by doing nothing",
     "A design that serves nothing has no latency and no cost. A row of which less is better\n"
     "must count only if a row holds that such a design fails (availability, for example).",
     "rows: [{name: cheap, indicator: cost.monthly, value: $1k, points: 50}]",
     "rows: [{name: up, indicator: availability, op: gte, value: 99%, points: 50},\n"
     "       {name: cheap, indicator: cost.monthly, value: $1k, points: 50, only_if: [up]}]"},
    {code::case_open, "a part of the case is missing",
     "A complete case has rows, levers with values to try, a naive and a reference design.\n"
     "Hand-outs for candidates leave hidden parts out; `case check` is for complete cases.",
     "anchors: [{name: naive, rank: 1}]",
     "anchors: [{name: naive, rank: 1}, {name: reference, rank: 2, set: {design.caches.a.ttl: "
     "1h}}]"},
    {code::bad_forecast, "impossible interval of a forecast",
     "The ignorant interval has a lower and an upper value in the unit of the quantity, the\n"
     "lower one first; on a log scale both are above 0, on a logit scale between 0% and 100%.",
     "ignorant: [10s, 1s]", "ignorant: [1s, 10s]"},
    {code::bad_settings, "the world refuses these settings",
     "A design, curveball or variant of the case cannot be opened with its scenario. The message\n"
     "says what is wrong there.",
     "set: {design.caches.static.tll: 1h}", "set: {design.caches.static.ttl: 1h}"},
};

}  // namespace

std::span<const CodeEntry> practice_codes() { return practice_entries; }

}  // namespace edgecase
