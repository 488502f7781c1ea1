#include "model/fault/target.hpp"

#include <fmt/core.h>

#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

std::vector<Field> fields(Of<FaultTargetSpec>) {
  return list<FaultTargetSpec>(
      field("system", &FaultTargetSpec::system, "a system beside the sites", shorthand()),
      field("pop", &FaultTargetSpec::pop, "one PoP, by its code"),
      field("city", &FaultTargetSpec::city, "all PoPs of a city"),
      field("country", &FaultTargetSpec::country, "all PoPs of a country, by its two letters"),
      field("region", &FaultTargetSpec::region, "all PoPs of a region"),
      field("size", &FaultTargetSpec::size, "all PoPs of a size: hub, large, medium, small"),
      field("pops", &FaultTargetSpec::pops,
            "a share of all PoPs, the same ones in every run; at least one", more_than(Share{0}),
            at_most(Share{1})),
      field("sites", &FaultTargetSpec::sites, "these PoPs, by their codes, e.g. [LHR, FRA]"),
      field("path", &FaultTargetSpec::path,
            "the backbone between two regions, e.g. [europe, asia]: between PoPs, and between them "
            "and the origin, functions and third parties; users' own ways to PoPs are others"));
}

namespace {

int targets_named(const FaultTargetSpec& t) {
  int named = t.system.has_value() + t.pops.has_value() + (t.path.empty() ? 0 : 1) +
              (t.sites.empty() ? 0 : 1);
  for (const std::string* one : {&t.pop, &t.city, &t.country, &t.region, &t.size})
    named += one->empty() ? 0 : 1;
  return named;
}

}  // namespace

void check(const FaultTargetSpec& spec, Checker& checker) {
  const int named = targets_named(spec);
  if (named != 1)
    checker.report(
        "", {code::out_of_range, named == 0 ? "the target names nothing" : "a fault has one target",
             named == 0 ? "name one" : "names several",
             "one of system, pop, city, country, region, size, pops, sites, path; write a "
             "fault for each"});
  if (!spec.path.empty() && spec.path.size() != 2)
    checker.report("path", {code::out_of_range, "a path is between two regions",
                            fmt::format("names {}", spec.path.size()),
                            "for example path: [europe, asia]; twice the same region for the "
                            "backbone inside it"});
}

FaultScope scope_of(const FaultTargetSpec& target) {
  if (!target.path.empty()) return FaultScope::path;
  if (!target.system) return FaultScope::pops;
  switch (*target.system) {
    case FaultSystem::origin:
      return FaultScope::origin;
    case FaultSystem::third_party:
      return FaultScope::third_party;
    case FaultSystem::dns:
      return FaultScope::dns;
    case FaultSystem::control_plane:
      return FaultScope::control_plane;
    default:
      return FaultScope::service;
  }
}

std::string name_of(const FaultTargetSpec& target) {
  if (target.system) return names(Of<FaultSystem>{})[static_cast<std::size_t>(*target.system)].name;
  if (target.pops) return Scalar<Share>::print(*target.pops) + " of PoPs";
  if (!target.sites.empty()) return fmt::format("{} PoPs", target.sites.size());
  if (target.path.size() == 2) return target.path[0] + "-" + target.path[1];
  return target.pop + target.city + target.country + target.region + target.size;
}

Impairment Impairment::with(const Impairment& other) const {
  return {.down = down || other.down,
          .refuses = (!down || refuses) && (!other.down || other.refuses),
          .errors = 1 - (1 - errors) * (1 - other.errors),
          .loss = 1 - (1 - loss) * (1 - other.loss),
          .factor = factor * other.factor,
          .added = added + other.added,
          .lost = 1 - (1 - lost) * (1 - other.lost)};
}

namespace {

struct SupportedScope {
  FaultScope scope;
  const char* name;
};
constexpr SupportedScope scope_names[] = {{FaultScope::pops, "PoPs"},
                                          {FaultScope::path, "path"},
                                          {FaultScope::origin, "origin"},
                                          {FaultScope::third_party, "third_party"},
                                          {FaultScope::dns, "dns"},
                                          {FaultScope::control_plane, "control_plane"},
                                          {FaultScope::service, "identity, store, introspection"}};

}  // namespace

bool is_supported(const Impairment& effect, FaultScope scope) {
  if (effect.down) return true;
  const bool answers =
      scope == FaultScope::pops || scope == FaultScope::origin || scope == FaultScope::third_party;
  if (effect.loss > 0) return scope == FaultScope::pops || scope == FaultScope::path;
  if (effect.lost > 0) return scope == FaultScope::origin;
  if (effect.errors > 0) return answers;
  return answers || scope == FaultScope::path;
}

std::string supported_targets(const Impairment& effect) {
  std::string text;
  for (const SupportedScope& one : scope_names)
    if (is_supported(effect, one.scope)) text += (text.empty() ? "" : ", ") + std::string(one.name);
  return text;
}

}  // namespace edgecase
