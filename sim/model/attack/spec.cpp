#include "model/attack/spec.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/checker.hpp"
#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "model/attack/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<SourcesSpec>) {
  return list<SourcesSpec>(
      field("by", &SourcesSpec::by, "distribution of bots over the places of a region",
            source("5.6 to 31 Tbps came from home routers and cameras all over the world, 161 "
                   "countries in one of them (reports on 2025-05)",
                   "2026-11")),
      field("regions", &SourcesSpec::regions, "weight of each source region; if empty: everywhere",
            at_least(0.0)));
}

std::vector<Field> fields(Of<AttackSpec>) {
  return list<AttackSpec>(
      field("name", &AttackSpec::name, "name in reports and firewall rules; if empty: its kind"),
      field("kind", &AttackSpec::kind, "kind of attack", required(), beside()),
      field("at", &AttackSpec::at, "when it starts, from the start of the run (warm-up included)",
            required(), at_least(Duration{0})),
      field("duration", &AttackSpec::duration, "duration; if absent: that of its preset",
            more_than(Duration{0})),
      field("shape", &AttackSpec::shape,
            "strength over time; if absent: steady, or as in its preset"),
      field("scale", &AttackSpec::scale, "strength relative to its kind or preset",
            more_than(Share{0}), at_most(Share{1000}), assumed("unchanged")),
      field("direct", &AttackSpec::direct, "share sent directly to the origin, bypassing the edge",
            at_least(Share{0}), at_most(Share{1}), assumed("origin addresses are kept secret")),
      field("spread", &AttackSpec::spread, "distribution over PoPs",
            assumed("with anycast, bots reach the PoP that serves them")),
      field("from", &AttackSpec::from,
            "location of the bots; if absent: everywhere, or as in its preset"),
      field("route", &AttackSpec::route, "route of its requests; if empty: all routes, like users",
            refers_to("world.routes")));
}

std::vector<Field> fields(Of<AttackPresetSpec>) {
  return list<AttackPresetSpec>(
      field("title", &AttackPresetSpec::title, "name of the attack", required()),
      field("source", &AttackPresetSpec::source, "published source", required()),
      field("retrieved", &AttackPresetSpec::retrieved, "date when it was retrieved", required()),
      field("note", &AttackPresetSpec::note, "remarks and assumptions"),
      field("kind", &AttackPresetSpec::kind, "kind of attack", required(), beside()),
      field("duration", &AttackPresetSpec::duration, "duration of the attack", required(),
            more_than(Duration{0})),
      field("shape", &AttackPresetSpec::shape, "strength over time",
            assumed("reports state peaks")),
      field("from", &AttackPresetSpec::from, "location of the bots"));
}

void check(const SourcesSpec& spec, Checker& checker) {
  if (spec.regions.empty()) return;
  const bool nowhere = std::all_of(spec.regions.begin(), spec.regions.end(),
                                   [](const auto& region) { return region.second <= 0; });
  if (nowhere) {
    checker.report("regions",
                   {code::out_of_range, "the attack has no source region", "all weights are 0",
                    "give at least one region a weight, or remove `regions` (everywhere)"});
  }
}

void check(const BotnetSpec& spec, Checker& checker) {
  const bool turns = spec.addresses > Count{1};
  if (turns == (spec.rotate > Duration{0})) return;
  checker.report(
      turns ? "addresses" : "rotate",
      {code::changes_nothing, "bots only rotate addresses with both `addresses` and `rotate`",
       "has no effect alone", turns ? "add `rotate`" : "add `addresses`", Severity::warning});
}

void check(const AttackSpec& spec, Checker& checker) {
  const bool preset = spec.kind.get_if<PresetSpec>() != nullptr;
  if (!spec.duration && !preset) {
    checker.report("duration", {code::missing_key, "the attack has no duration", "missing",
                                "most end within ten minutes: duration: 5min"});
  }
  if (!spec.route.empty() && spec.kind && !preset &&
      profile_of(spec.kind).layer != AttackLayer::requests) {
    checker.report("route", {code::changes_nothing, "this attack sends no requests",
                             "has no effect", "remove it", Severity::warning});
  }
}

std::optional<AttackSpec> resolve_attack(const AttackSpec& spec, const Catalogue& catalogue,
                                         Checker& checker) {
  AttackSpec whole = spec;
  if (const auto* named = spec.kind.get_if<PresetSpec>()) {
    const auto preset = catalogue.load<AttackPresetSpec>("attacks", named->of, checker, "of");
    if (!preset) return std::nullopt;
    if (preset->kind.get_if<PresetSpec>()) {
      checker.report("of", {code::bad_extends, "this preset only refers to another preset",
                            "not an attack", "refer to the other one directly"});
      return std::nullopt;
    }
    whole.kind = preset->kind;
    if (!whole.duration) whole.duration = preset->duration;
    if (!whole.shape) whole.shape = preset->shape;
    if (!whole.from) whole.from = preset->from;
    if (whole.name.empty()) whole.name = named->of;
  }
  if (!whole.duration) return std::nullopt;
  if (!whole.shape) whole.shape = AttackShapeChoice("steady");
  if (!whole.from) whole.from = SourcesSpec{};
  if (whole.name.empty()) whole.name = whole.kind.name();
  return whole;
}

std::vector<double> source_shares(const SourcesSpec& spec, std::span<const SourcePlace> places,
                                  Checker& checker) {
  // A region's weight is its share of the attack; within it, places by online population or evenly.
  const auto weight_in = [&](const SourcePlace& place) {
    return spec.by == SourcesBy::evenly ? 1.0 : place.people;
  };
  std::map<std::string, double> inside;
  for (const SourcePlace& place : places) inside[place.region] += weight_in(place);
  for (const auto& [region, weight] : spec.regions) {
    if (weight <= 0 || (inside.contains(region) && inside[region] > 0)) continue;
    checker.report(join_path("regions", region),
                   {code::refers_to_nothing, fmt::format("unknown region `{}`", region),
                    "not a region of the network", "use the regions of the network"});
  }
  std::vector<double> shares(places.size(), 0);
  double sum = 0;
  for (std::size_t p = 0; p < places.size(); ++p) {
    shares[p] = weight_in(places[p]);
    if (!spec.regions.empty()) {
      const auto region = spec.regions.find(places[p].region);
      const double all = inside[places[p].region];
      shares[p] = region == spec.regions.end() || all <= 0 ? 0 : region->second * shares[p] / all;
    }
    sum += shares[p];
  }
  if (sum <= 0) return shares;
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace edgecase
