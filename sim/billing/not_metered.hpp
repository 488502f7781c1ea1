#pragma once
// Priced lines of products in use that runs do not meter: a bill that leaves them out must say so.

#include <string>
#include <vector>

#include "cost/bill.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

struct NotMetered {
  std::string name;   ///< sheet/product/line
  std::string title;  ///< as the vendor calls it
  std::string why;    ///< how to have it metered; empty: runs do not simulate it
};

/// Whether runs count usage of this meter.
bool is_metered(std::string_view meter);

/// Of the products that are on the bill, and of access gates.
std::vector<NotMetered> not_metered(const Blueprint& plan, const Bill& bill);

}  // namespace edgecase
