#include "model/attack/spec.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/checker.hpp"
#include "load/codes.hpp"
#include "model/attack/kinds.hpp"

namespace edgecase {

void check(const SourcesSpec& spec, Checker& checker) {
  if (spec.regions.empty()) return;
  const bool nowhere = std::all_of(spec.regions.begin(), spec.regions.end(),
                                   [](const auto& region) { return region.second <= 0; });
  if (nowhere) {
    checker.report("regions", {code::out_of_range, "an attack from nowhere", "all weights are 0",
                               "give one region a weight, or leave regions out: everywhere"});
  }
}

void check(const BotnetSpec& spec, Checker& checker) {
  const bool turns = spec.addresses > Count{1};
  if (turns == (spec.rotate > Duration{0})) return;
  checker.report(
      turns ? "addresses" : "rotate",
      {code::changes_nothing,
       "bots change their address only with both: how many they "
       "have, and how long they keep each",
       "changes nothing alone", turns ? "state `rotate`" : "state `addresses`", Severity::warning});
}

void check(const AttackSpec& spec, Checker& checker) {
  const bool preset = spec.kind.get_if<PresetSpec>() != nullptr;
  if (!spec.duration && !preset) {
    checker.report("duration", {code::missing_key, "how long does it last?", "no duration",
                                "most end within ten minutes: duration: 5min"});
  }
  if (!spec.route.empty() && spec.kind && !preset &&
      profile_of(spec.kind).layer != AttackLayer::requests) {
    checker.report("route", {code::changes_nothing, "this attack sends no requests",
                             "changes nothing", "leave it out", Severity::warning});
  }
}

std::optional<AttackSpec> resolve_attack(const AttackSpec& spec, const Catalogue& catalogue,
                                         Checker& checker) {
  AttackSpec whole = spec;
  if (const auto* named = spec.kind.get_if<PresetSpec>()) {
    const auto preset = catalogue.load<AttackPresetSpec>("attacks", named->of, checker, "of");
    if (!preset) return std::nullopt;
    if (preset->kind.get_if<PresetSpec>()) {
      checker.report("of", {code::bad_extends, "this preset is only the name of another",
                            "not an attack", "name that one"});
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
  // A region's weight is its part of the attack; inside, places by people or evenly.
  const auto weight_in = [&](const SourcePlace& place) {
    return spec.by == SourcesBy::evenly ? 1.0 : place.people;
  };
  std::map<std::string, double> inside;
  for (const SourcePlace& place : places) inside[place.region] += weight_in(place);
  for (const auto& [region, weight] : spec.regions) {
    if (weight <= 0 || (inside.contains(region) && inside[region] > 0)) continue;
    checker.report("regions." + region, {code::refers_to_nothing,
                                         fmt::format("nobody is in a region called `{}`", region),
                                         "no such region", "regions are those of the network"});
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
