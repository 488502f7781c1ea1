#pragma once
// Attacks of a scenario: `world.attacks`. The kind determines the traffic (kinds.hpp); time,
// duration, shape and sources are common to all. Presets are files of the attacks catalogue.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <edgecase/units.hpp>

#include "load/catalogue.hpp"
#include "load/type/fields.hpp"
#include "model/attack/shape.hpp"

namespace edgecase {

struct AttackMenu {};
using AttackChoice = Choice<AttackMenu>;
Menu menu(Of<AttackMenu>);

enum class SourcesBy { online_population, evenly };
inline auto names(Of<SourcesBy>) {
  return enumerators<SourcesBy>(
      {{"online_population", SourcesBy::online_population, "in proportion to people online"},
       {"evenly", SourcesBy::evenly, "equally many bots in each place"}});
}

/// Where an attack comes from.
struct SourcesSpec {
  SourcesBy by = SourcesBy::online_population;
  std::map<std::string, double> regions;
};
std::vector<Field> fields(Of<SourcesSpec>);
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
std::vector<Field> fields(Of<AttackSpec>);
void check(const AttackSpec& spec, Checker& checker);

/// A file of the attacks catalogue: a real-world attack.
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
std::vector<Field> fields(Of<AttackPresetSpec>);
inline std::string_view topic(Of<AttackPresetSpec>) { return "preset"; }

/// The attack with its preset applied: kind, duration, shape and from are set. Empty, after a
/// report, if the preset is missing or has errors. `checker` is at the attack.
std::optional<AttackSpec> resolve_attack(const AttackSpec& spec, const Catalogue& catalogue,
                                         Checker& checker);

/// A place that may have bots: the name of its region, and its online population.
struct SourcePlace {
  std::string region;
  double people = 0;
};
/// Each place's share of the attack; sums to 1. Reports a region that does not exist or has no
/// population.
std::vector<double> source_shares(const SourcesSpec& spec, std::span<const SourcePlace> places,
                                  Checker& checker);

}  // namespace edgecase
