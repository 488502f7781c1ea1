#include "observation/observations.hpp"

#include <utility>

#include "measure/merge.hpp"

namespace edgecase {

Observations Observations::of_size(const ObservationSize& size) {
  Observations seen;
  seen.routes = size.routes;
  seen.regions = size.regions;
  seen.pops = size.pops;
  seen.moments = size.moments;
  seen.phases = size.phases;
  seen.stores = size.stores;
  seen.cells.resize(size.phases * size.routes * size.regions);
  seen.meters.resize(size.phases * size.pops * size.routes);
  seen.timeline.resize(size.moments * size.regions);
  seen.purges.resize(size.phases * size.routes);
  seen.store_meters.resize(size.phases * size.stores * size.regions);
  seen.store_flows.resize(size.stores);
  seen.store_losses.resize(size.stores);
  seen.queues.resize(size.phases * size.stores);
  seen.backlogs.resize(size.stores);
  seen.data.resize(size.routes);
  if (size.attacks == 0) return seen;
  seen.bot_cells.resize(seen.cells.size());
  seen.bot_meters.resize(seen.meters.size());
  seen.attacks.resize(size.attacks);
  seen.under_attack.resize(size.regions);
  return seen;
}

Cell Observations::cell(std::size_t route, std::size_t region) const {
  Cell all;
  for (std::size_t phase = 0; phase < phases; ++phase) merge_into(all, cell(phase, route, region));
  return all;
}

PopMeter Observations::meter(std::size_t pop, std::size_t route) const {
  PopMeter all;
  for (std::size_t phase = 0; phase < phases; ++phase) merge_into(all, meter(phase, pop, route));
  return all;
}

CountHistogram Observations::all_latencies() const {
  CountHistogram all;
  for (const Cell& cell : cells)
    if (cell.latency.count() > 0) all.merge_totals(cell.latency);
  return all;
}

namespace {

/// The histograms of requests, which apply a sample's weight themselves.
struct CellHistograms {
  StageHistogram<stage_count> latency;
  CountHistogram first_byte;
  CountHistogram outdated_age;
};

/// Takes them out, so that only counters that add up are left.
std::vector<CellHistograms> taken_from(std::vector<Cell>& cells) {
  std::vector<CellHistograms> taken;
  for (Cell& cell : cells)
    taken.push_back({std::exchange(cell.latency, {}), std::exchange(cell.first_byte, {}),
                     std::exchange(cell.outdated_age, {})});
  return taken;
}

void put_back(std::vector<CellHistograms>& taken, std::uint64_t times, std::vector<Cell>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i].latency = std::move(taken[i].latency);
    cells[i].first_byte = std::move(taken[i].first_byte);
    cells[i].outdated_age = std::move(taken[i].outdated_age);
    cells[i].latency.scale_by(times);
    cells[i].first_byte.scale_by(times);
    cells[i].outdated_age.scale_by(times);
  }
}

}  // namespace

// By doubling: a sum of `times` equal parts in as many merges as that number has binary digits.
void Observations::scale_by(std::uint64_t times) {
  EC_CHECK(times > 0, "a sample stands for at least itself");
  std::vector<CellHistograms> of_people = taken_from(cells);
  std::vector<CellHistograms> of_bots = taken_from(bot_cells);
  const Observations sample = *this;
  Observations part = sample;
  for (std::uint64_t left = times - 1; left > 0; left /= 2) {
    if (left % 2 == 1) merge_into(*this, part);
    merge_into(part, Observations(part));
  }
  put_back(of_people, times, cells);
  put_back(of_bots, times, bot_cells);
  functions = sample.functions;
  functions_by_phase = sample.functions_by_phase;
  pressure = sample.pressure;
  purges = sample.purges;
  alerts = sample.alerts;
  for (std::size_t i = 0; i < rollouts.size(); ++i) rollouts[i].books = sample.rollouts[i].books;
  simulated_requests = sample.simulated_requests;
  events = sample.events;
}

}  // namespace edgecase
