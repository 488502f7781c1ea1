#pragma once
// The sites that a design uses of its network: `design.pops`. "What is the benefit of more sites?"
//
// Sites are ordered by size (hub, large, medium, small), then by the number of internet users
// nearest to them in the whole network; `count` and `share` keep the first ones. Their size,
// attraction and capacity stay as they are, so a site that is left out takes its capacity with it.
// Errors: more than one way of choosing, none, an unknown code, no site left.
// Not modelled: that an operator would enlarge the remaining sites.

#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "load/checker.hpp"
#include "load/type/fields.hpp"
#include "model/net/network_spec.hpp"

namespace edgecase {

inline auto names(Of<PopSize>) {
  return enumerators<PopSize>({{"hub", PopSize::hub, "the largest sites"},
                               {"large", PopSize::large, "cities with major exchanges"},
                               {"medium", PopSize::medium, "sites of large cities"},
                               {"small", PopSize::small, "all others"}});
}

struct PopsSpec {
  std::optional<Share> share;
  std::optional<Count> count;
  std::vector<std::string> only;
  std::vector<PopSize> sizes;
};
std::vector<Field> fields(Of<PopsSpec>);
void check(const PopsSpec& spec, Checker& checker);

/// Leaves out the other sites. Reports at `design.pops` of the checker, and then keeps all.
void keep_pops(const PopsSpec& spec, NetworkSpec& network, Checker& checker);

}  // namespace edgecase
