#include "cost/margin.hpp"

#include <map>

#include "cost/meters.hpp"

namespace edgecase {

namespace {

using Parts = std::map<std::string, MarginPart>;

void add(Parts& parts, const Bill& bill, Money MarginPart::* side, bool by_region) {
  const auto add_to = [&](const std::string& name, Money dollars) {
    MarginPart& part = parts[name];
    part.by = by_region ? "region" : "product";
    part.name = name;
    part.*side += dollars;
  };
  if (!by_region) {
    for (const BillLine& line : bill.lines) add_to(line.product, line.known());
    return;
  }
  for (const Contribution& share : split_by(bill, label::region))
    add_to(share.labels.empty() ? "" : share.labels.begin()->second, share.dollars);
}

}  // namespace

std::vector<MarginPart> margins_of(const Bill& paid, const Bill& served) {
  std::vector<MarginPart> all;
  for (const bool by_region : {false, true}) {
    Parts parts;
    add(parts, paid, &MarginPart::revenue, by_region);
    add(parts, served, &MarginPart::cost, by_region);
    for (auto& [name, part] : parts) all.push_back(std::move(part));
  }
  return all;
}

}  // namespace edgecase
