#include "study/row_pool.hpp"

#include <edgecase/error.hpp>

#include "study/warm_up.hpp"

namespace edgecase {

Row row_of(const Replication& replication, const Blueprint& plan,
           const std::vector<Indicator>& metrics) {
  Row row;
  MetricReader read(replication, plan);
  for (const Indicator& indicator : metrics) {
    row.metrics.push_back(to_text(indicator));
    row.values.push_back(read(indicator));
  }
  const Observations& seen = replication.seen;
  for (std::size_t slot = 0; slot < seen.moments; ++slot) {
    double requests = 0;
    double hits = 0;
    for (std::size_t region = 0; region < seen.regions; ++region) {
      requests += static_cast<double>(seen.moment(slot, region).requests);
      hits += static_cast<double>(seen.moment(slot, region).edge_hits);
    }
    row.requests.push_back(requests);
    row.edge_hits.push_back(hits);
  }
  return row;
}

void RowWorker::open(const RowOrder& order) {
  if (runs_.plan && order.overrides == overrides_ && order.warm_up_doublings == doublings_ &&
      order.seed == seed_)
    return;
  std::string problem;
  auto plan = open_(order.overrides, problem);
  if (plan == nullptr) throw Error(problem);
  for (int i = 0; i < order.warm_up_doublings; ++i)
    if (auto longer = longer_warm_up(*plan)) plan = std::move(longer);
  StudyOptions options;
  options.seed = order.seed;
  runs_ = prepared(std::move(plan), options);
  overrides_ = order.overrides;
  doublings_ = order.warm_up_doublings;
  seed_ = order.seed;
}

RowDelivery RowWorker::row(const RowOrder& order) {
  open(order);
  std::vector<Indicator> metrics;
  for (const std::string& name : order.metrics) {
    IndicatorProblem problem;
    auto metric = parse_indicator(name, *runs_.plan, problem);
    if (!metric) throw Error("no metric " + name);
    metrics.push_back(std::move(*metric));
  }
  const Replication one = replication_of(runs_, order.replication);
  return {row_of(one, *runs_.plan, metrics), one.seen.simulated_requests};
}

}  // namespace edgecase
