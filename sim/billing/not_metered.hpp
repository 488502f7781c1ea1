#pragma once
// Priced lines that no run feeds although it uses their product: a bill that leaves them out has to
// say so.

#include <string>
#include <vector>

#include "cost/bill.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

struct NotMetered {
  std::string name;   ///< sheet/product/line
  std::string title;  ///< as the vendor calls it
  std::string why;    ///< what would meter it; empty: runs do not simulate it
};

/// Whether runs count usage of this meter.
bool is_metered(std::string_view meter);

/// Of the products that are on the bill, and of access gates.
std::vector<NotMetered> not_metered(const Blueprint& plan, const Bill& bill);

}  // namespace edgecase
