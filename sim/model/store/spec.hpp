#pragma once
// A store of a design: `design.stores.NAME`. The kind decides where data lives, how it is copied
// and what readers see of concurrent writes; place, conflict policy and timeout are common to all.

#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "load/distribution/distribution.hpp"
#include "load/type/fields.hpp"
#include "measure/jurisdiction.hpp"

namespace edgecase {

struct StoreMenu {};
using StoreChoice = Choice<StoreMenu>;
Menu menu(Of<StoreMenu>);

/// What happens to concurrent updates of one key.
enum class Conflicts { last_write_wins, compare_and_set, serial, merge };
inline auto names(Of<Conflicts>) {
  return enumerators<Conflicts>(
      {{"last_write_wins", Conflicts::last_write_wins,
        "read, then write whatever was computed: an update in between is lost"},
       {"compare_and_set", Conflicts::compare_and_set,
        "read, then write if nothing has changed; otherwise start again"},
       {"serial", Conflicts::serial, "the store applies updates one after the other"},
       {"merge", Conflicts::merge,
        "the store merges increments (a counter or a set without conflicts)"}});
}

/// The price sheet that applies: design.prices.edge or design.prices.origin.
enum class StoreSeller { edge, cloud };
inline auto names(Of<StoreSeller>) {
  return enumerators<StoreSeller>({{"edge", StoreSeller::edge, "the edge platform"},
                                   {"cloud", StoreSeller::cloud, "the cloud of the origin"}});
}

struct StoreSpec {
  StoreChoice kind;
  std::string at;
  std::optional<StoreSeller> sold_by;
  std::optional<Conflicts> conflicts;
  std::optional<Jurisdiction> jurisdiction;
  Count attempts{5};
  Duration timeout = std::chrono::seconds(5);
};
std::vector<Field> fields(Of<StoreSpec>);
void check(const StoreSpec& spec, Checker& checker);

}  // namespace edgecase
