// Bytes that leave the places of stores, with what the bill says of them.

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "cost/meters.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

using FlowKey = std::tuple<std::string, std::string, std::string>;  // from, to, reason

struct FlowValues {
  std::vector<double> bytes, dollars;
};

std::string label_in(const Labels& labels, std::string_view name) {
  const auto at = labels.find(std::string(name));
  return at == labels.end() ? std::string() : at->second;
}

Estimate mean_of(const std::vector<double>& values) {
  return estimate_of(within(Range::nonnegative, mean_interval(values)));
}

}  // namespace

std::vector<FlowRow> flows_of(const Runs& runs) {
  const std::size_t n = runs.replications.size();
  std::map<FlowKey, FlowValues> flows;
  for (std::size_t i = 0; i < n; ++i)
    for (const BillLine& line : runs.replications[i].bill.lines)
      for (const Contribution& part : line.contributions) {
        const std::string to = label_in(part.labels, label::to);
        if (to.empty()) continue;
        FlowValues& values = flows
                                 .try_emplace({label_in(part.labels, label::origin_region), to,
                                               label_in(part.labels, label::cause)},
                                              std::vector<double>(n), std::vector<double>(n))
                                 .first->second;
        values.bytes[i] += static_cast<double>(part.quantity);
        values.dollars[i] += line.dollars ? in_dollars(part.dollars) : std::nan("");
      }
  std::vector<FlowRow> rows;
  for (const auto& [key, values] : flows)
    rows.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), mean_of(values.bytes),
                    mean_of(values.dollars)});
  std::ranges::stable_sort(rows, [](const FlowRow& a, const FlowRow& b) {
    if (!(a.dollars.mean == b.dollars.mean)) return a.dollars.mean > b.dollars.mean;
    return a.bytes.mean > b.bytes.mean;
  });
  return rows;
}

}  // namespace edgecase
