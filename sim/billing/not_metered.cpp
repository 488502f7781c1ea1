#include "billing/not_metered.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "cost/meters.hpp"

namespace edgecase {
namespace {

constexpr std::array meters_of_runs{meter::edge_requests,
                                    meter::edge_egress_bytes,
                                    meter::edge_invalidations,
                                    meter::tier_fill_bytes,
                                    meter::reserve_storage,
                                    meter::reserve_writes,
                                    meter::reserve_reads,
                                    meter::origin_requests,
                                    meter::origin_egress_bytes,
                                    meter::origin_storage,
                                    meter::origin_writes,
                                    meter::edge_script_requests,
                                    meter::edge_function_requests,
                                    meter::edge_function_cpu,
                                    meter::edge_function_memory,
                                    meter::function_requests,
                                    meter::function_memory,
                                    meter::function_provisioned,
                                    meter::container_requests,
                                    meter::container_vcpu,
                                    meter::container_memory,
                                    meter::waf_acls,
                                    meter::waf_rules,
                                    meter::waf_requests,
                                    meter::access_seats,
                                    meter::access_posture_reports,
                                    std::string_view("object.storage"),
                                    std::string_view("object.reads"),
                                    std::string_view("object.writes"),
                                    std::string_view("object.retrieved_bytes"),
                                    std::string_view("object.egress_bytes"),
                                    std::string_view("kv.reads"),
                                    std::string_view("kv.writes"),
                                    std::string_view("kv.storage"),
                                    std::string_view("single_home.requests"),
                                    std::string_view("single_home.memory_time"),
                                    std::string_view("single_home.rows_read"),
                                    std::string_view("single_home.rows_written"),
                                    std::string_view("single_home.storage"),
                                    std::string_view("sql.rows_read"),
                                    std::string_view("sql.rows_written"),
                                    std::string_view("sql.storage"),
                                    std::string_view("table.reads"),
                                    std::string_view("table.writes"),
                                    std::string_view("table.replicated_writes"),
                                    std::string_view("table.storage"),
                                    std::string_view("queue.operations"),
                                    meter::region_egress_bytes,
                                    meter::serve_transit,
                                    meter::serve_storage};

bool is_free(const PriceLine& line) {
  return std::ranges::all_of(line.prices, [](const auto& of_region) {
    return std::ranges::all_of(of_region.second, [](const UnitPrice& price) {
      return price.known && price.pico_dollars == 0;
    });
  });
}

bool is_fed(const PriceLine& line) {
  return is_metered(line.meter) || std::ranges::any_of(line.also, [](const AlsoCounted& other) {
           return is_metered(other.meter);
         });
}

void add_lines(std::vector<NotMetered>& all, const PriceSheet& sheet, const Bill& bill) {
  std::set<std::string> used;
  for (const BillLine& line : bill.lines)
    if (line.sheet == sheet.name) used.insert(line.product);
  for (const PricedProduct& product : sheet.products) {
    if (!used.contains(product.name)) continue;
    for (const PriceLine& line : product.lines)
      if (!is_fed(line) && !is_free(line))
        all.push_back({sheet.name + "/" + product.name + "/" + line.name, line.title, {}});
  }
}

/// Seats cannot be counted where the scenario does not say how many users there are.
void add_seats_without_users(std::vector<NotMetered>& all, const Blueprint& plan) {
  if (plan.spec.world.demand.users.active) return;
  bool seats = false;
  bool reports = false;
  for (const auto& [name, design] : plan.spec.design.routes) {
    if (design.access.empty()) continue;
    const AccessGateSpec& gate = plan.spec.design.access.at(design.access);
    seats |= gate.credential == Credential::user;
    reports |= gate.posture.has_value();
  }
  const std::string sheet = plan.setting.edge_prices.name + "/";
  const std::string why = "set world.demand.users.active";
  if (seats) all.push_back({sheet + std::string(meter::access_seats), "seats of users", why});
  if (reports)
    all.push_back({sheet + std::string(meter::access_posture_reports), "posture reports", why});
}

}  // namespace

bool is_metered(std::string_view meter) {
  return std::ranges::find(meters_of_runs, meter) != meters_of_runs.end();
}

std::vector<NotMetered> not_metered(const Blueprint& plan, const Bill& bill) {
  std::vector<NotMetered> all;
  add_lines(all, plan.setting.edge_prices, bill);
  if (plan.setting.origin_prices.name != plan.setting.edge_prices.name)
    add_lines(all, plan.setting.origin_prices, bill);
  add_seats_without_users(all, plan);
  return all;
}

}  // namespace edgecase
