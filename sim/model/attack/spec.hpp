#pragma once
// What a scenario says of attacks: `world.attacks`. A kind says what comes (kinds.hpp); when, for
// how long, how it runs and where from is common to all. Presets are files of the attacks
// catalogue.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "load/catalogue.hpp"
#include "load/fields.hpp"
#include "model/attack/shape.hpp"

namespace edgecase {

struct AttackMenu {};
using AttackChoice = Choice<AttackMenu>;
Menu menu(Of<AttackMenu>);

enum class SourcesBy { online_population, evenly };
inline auto names(Of<SourcesBy>) {
  return enumerators<SourcesBy>(
      {{"online_population", SourcesBy::online_population, "as many bots as people online"},
       {"evenly", SourcesBy::evenly, "as many bots in each place"}});
}

/// Where an attack comes from.
struct SourcesSpec {
  SourcesBy by = SourcesBy::online_population;
  std::map<std::string, double> regions;
};
inline auto fields(Of<SourcesSpec>) {
  return list<SourcesSpec>(
      field("by", &SourcesSpec::by, "how bots are spread over the places of a region",
            source("5.6 to 31 Tbps came from home routers and cameras all over the world, 161 "
                   "countries in one of them (reports on 2025-05)",
                   "2026-11")),
      field("regions", &SourcesSpec::regions,
            "weight of each region that it comes from; if empty: from everywhere", at_least(0.0)));
}
void check(const SourcesSpec& spec, Checker& checker);

struct AttackSpec {
  std::string name = {};
  AttackChoice kind;
  Duration at{};
  std::optional<Duration> duration = {};
  std::optional<AttackShapeChoice> shape = {};
  Share scale{1};
  Share direct{0};
  AttackSpreadChoice spread{"sources"};
  std::optional<SourcesSpec> from = {};
  std::string route = {};
};
inline auto fields(Of<AttackSpec>) {
  return list<AttackSpec>(
      field("name", &AttackSpec::name,
            "how the report and the rules of a firewall call it; if "
            "empty: its kind"),
      field("kind", &AttackSpec::kind, "what comes", required(), beside()),
      field("at", &AttackSpec::at, "when it starts, from the start of the run (warm-up included)",
            required(), at_least(Duration{0})),
      field("duration", &AttackSpec::duration,
            "how long it lasts; if absent: as long as its preset", more_than(Duration{0})),
      field("shape", &AttackSpec::shape,
            "how its strength runs over time; if absent: steady, or as its preset"),
      field("scale", &AttackSpec::scale,
            "how strong it is, relative to what its kind or preset says", more_than(Share{0}),
            at_most(Share{1000}), assumed("as it says")),
      field("direct", &AttackSpec::direct,
            "part that knows the origin's address and goes there, past the edge",
            at_least(Share{0}), at_most(Share{1}),
            assumed("origins behind an edge are kept secret")),
      field("spread", &AttackSpec::spread, "which places it presses on",
            assumed("with anycast, bots reach the PoP that serves them")),
      field("from", &AttackSpec::from,
            "where its bots are; if absent: everywhere, or as its preset"),
      field("route", &AttackSpec::route,
            "the route that its requests ask for; if empty: all routes, as people do",
            refers_to("world.routes")));
}
void check(const AttackSpec& spec, Checker& checker);

/// A file of the attacks catalogue: an attack that has been seen.
struct AttackPresetSpec {
  std::string title;
  std::string source;
  std::string retrieved;
  std::string note;
  AttackChoice kind;
  Duration duration{};
  AttackShapeChoice shape{"steady"};
  SourcesSpec from;
};
inline auto fields(Of<AttackPresetSpec>) {
  return list<AttackPresetSpec>(
      field("title", &AttackPresetSpec::title, "which attack this is", required()),
      field("source", &AttackPresetSpec::source, "who says so", required()),
      field("retrieved", &AttackPresetSpec::retrieved, "when it was read", required()),
      field("note", &AttackPresetSpec::note, "what else one must know, and what is assumed"),
      field("kind", &AttackPresetSpec::kind, "what came", required(), beside()),
      field("duration", &AttackPresetSpec::duration, "how long it lasted", required(),
            more_than(Duration{0})),
      field("shape", &AttackPresetSpec::shape, "how its strength ran over time",
            assumed("reports state peaks")),
      field("from", &AttackPresetSpec::from, "where it came from"));
}

/// The attack with all that its preset says put in: kind, duration, shape, from are there. Nothing
/// if there is no such preset, or it is wrong; reported. `checker` stands at the attack.
std::optional<AttackSpec> resolve_attack(const AttackSpec& spec, const Catalogue& catalogue,
                                         Checker& checker);

/// A place that bots may be in: its region's name, and how many people are online there.
struct SourcePlace {
  std::string region;
  double people = 0;
};
/// Each place's share of the attack; sums to 1. Reported if nothing is left of it: a region that
/// does not exist, or has no place with people.
std::vector<double> source_shares(const SourcesSpec& spec, std::span<const SourcePlace> places,
                                  Checker& checker);

}  // namespace edgecase
