#include "model/store/spec.hpp"

#include <algorithm>
#include <string>

#include <fmt/core.h>

#include "load/checker.hpp"
#include "load/text/codes.hpp"
#include "load/text/suggest.hpp"
#include "model/store/kinds.hpp"

namespace edgecase {
namespace {

std::string_view spelled(Conflicts conflicts) {
  for (const auto& one : names(Of<Conflicts>{}))
    if (one.value == conflicts) return one.name;
  return {};
}

}  // namespace

std::vector<Field> fields(Of<StoreSpec>) {
  return list<StoreSpec>(
      field("kind", &StoreSpec::kind, "where data lives, and which writes a reader sees",
            required(), shorthand()),
      field("at", &StoreSpec::at,
            "the store's home: a city, a cloud region or a PoP; if empty: where the origin is",
            assumed("a first design puts its data beside its servers")),
      field("sold_by", &StoreSpec::sold_by,
            "whose price sheet applies; if absent: the edge platform's for kv and single_home, and "
            "for object stores without a place of their own; otherwise the cloud's"),
      field("conflicts", &StoreSpec::conflicts,
            "what happens to concurrent updates of one key; if absent: the "
            "usual way of the kind"),
      field("jurisdiction", &StoreSpec::jurisdiction,
            "where the store may keep and process data: hubs outside are not used, a home or a "
            "replica outside is an error; if absent: anywhere. Callers may still be anywhere"),
      field("attempts", &StoreSpec::attempts, "attempts of a compare-and-set",
            at_least(std::int64_t{1}), at_most(std::int64_t{100}),
            assumed("client libraries give up after a few")),
      field("timeout", &StoreSpec::timeout, "patience of a caller for a store that does not answer",
            more_than(Duration{0}), at_most(Duration{std::chrono::minutes(10)}),
            assumed("clients of databases wait for some seconds")));
}

void check(const StoreSpec& spec, Checker& checker) {
  if (!spec.kind) return;
  const Conflicts conflicts = spec.conflicts.value_or(usual_conflicts(spec.kind));
  const std::vector<Conflicts>& possible = traits_of(spec.kind).conflicts;
  if (std::ranges::find(possible, conflicts) == possible.end()) {
    std::vector<std::string_view> known;
    for (const Conflicts one : possible) known.push_back(spelled(one));
    checker.report("conflicts", {code::out_of_range,
                                 fmt::format("a `{}` store cannot resolve conflicts by {}",
                                             spec.kind.name(), spelled(conflicts)),
                                 "not possible with this kind", "possible: " + enumerate(known)});
  }
  if (checker.written("attempts") && conflicts != Conflicts::compare_and_set)
    checker.changes_nothing("attempts", "only compare_and_set tries again", "remove it");
}

}  // namespace edgecase
