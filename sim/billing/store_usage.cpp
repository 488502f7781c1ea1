#include "billing/store_usage.hpp"

#include <cmath>

#include "billing/function_usage.hpp"
#include "cost/item.hpp"
#include "cost/meters.hpp"
#include "measure/merge.hpp"
#include "model/store/kinds.hpp"
#include "plan/keys.hpp"

namespace edgecase {
namespace {

std::int64_t counted(std::uint64_t n) { return static_cast<std::int64_t>(n); }

/// One store in one phase of the month.
struct StoreUse {
  const StorePlan& store;
  StoreMeter meter;
  Labels where;  ///< phase and place

  Labels items(std::uint64_t bytes, std::uint64_t count) const {
    if (count == 0 || bytes == 0) return where;
    return with_item(where, {.size = Bytes{counted(bytes / count)}});
  }
  Labels read_items() const { return items(meter.read_bytes, meter.reads); }
  Labels written_items() const { return items(meter.written_bytes, meter.writes); }
  /// Reads, and those of updates that read first.
  std::int64_t reads() const { return counted(meter.reads + meter.updates + meter.repeated); }
  std::int64_t writes() const { return counted(meter.writes); }
};

void add_object(Usage& usage, const StoreUse& use) {
  Labels labels = use.where;
  if (const auto* spec = use.store.spec->kind.get_if<ObjectStoreSpec>();
      spec->storage_class == StorageClass::infrequent) {
    labels.emplace("class", "infrequent");
    usage.add("object.retrieved_bytes", labels, counted(use.meter.read_bytes));
  }
  usage.add("object.reads", labels, use.reads());
  usage.add("object.writes", labels, use.writes());
}

void add_kv(Usage& usage, const StoreUse& use) {
  usage.add("kv.reads", use.where, use.reads());
  usage.add("kv.writes", use.where, use.writes());
}

void add_single_home(Usage& usage, const StoreUse& use) {
  const StoreMeter& meter = use.meter;
  usage.add("single_home.requests", use.where, counted(meter.reads + meter.writes + meter.sold_out));
  usage.add("single_home.rows_read", use.where, use.reads());
  usage.add("single_home.rows_written", use.where, use.writes());
}

/// A table in a cloud region with copies in others, or a SQL database of the edge platform.
void add_table(Usage& usage, const StoreUse& use, BilledBy by) {
  if (by == BilledBy::edge) {
    usage.add("sql.rows_read", use.where, use.reads());
    usage.add("sql.rows_written", use.where, use.writes());
    return;
  }
  Labels read = use.read_items();
  Labels strong = read;
  read.emplace("consistency", "eventual");
  strong.emplace("consistency", "strong");
  usage.add("table.reads", read, counted(use.meter.copied));
  usage.add("table.reads", strong, use.reads() - counted(use.meter.copied));
  const bool replicated = use.store.map.sites.size() > 1;
  for (const StoreSite& site : use.store.map.sites) {
    Labels written = use.written_items();
    written[std::string(label::origin_region)] = site.billed_region;
    usage.add(replicated ? "table.replicated_writes" : "table.writes", written, use.writes());
  }
}

/// A message is written, read at each delivery, and deleted when it leaves. A dead letter is written
/// once more (assumed: dead letters are a queue as well).
void add_queue(Usage& usage, const StoreUse& use, const QueueMeter& queue) {
  if (queue.accepted == 0) return;
  const Item message{.size = Bytes{counted(queue.bytes / queue.accepted)}};
  usage.add("queue.operations", with_item(use.where, message),
            counted(queue.accepted + queue.deliveries + queue.deleted + queue.dead_letters));
}

void add_operations(Usage& usage, const StoreUse& use, BilledBy by) {
  const std::string_view kind = use.store.spec->kind.name();
  if (kind == "object") return add_object(usage, use);
  if (kind == "kv") return add_kv(usage, use);
  if (kind == "single_home") return add_single_home(usage, use);
  add_table(usage, use, by);
}

/// What leaves its sites: to the network, or to the store's other sites.
void add_flows(Usage& usage, const Blueprint& plan, const StorePlan& store,
               const StoreFlows& flows, BilledBy by) {
  if (by == BilledBy::edge && store.spec->kind.name() != "object") return;  // within its network
  for (const auto& [flow, count] : flows.all()) {
    Labels labels = in_phase(
        plan, flow.phase,
        labels_of({{label::origin_region, store.map.sites[flow.from].billed_region},
                   {label::to, flow.to_site ? std::string_view(store.map.sites[flow.to].name)
                                            : std::string_view(plan.region_names[flow.to])},
                   {label::cause, name_of(flow.reason)}}));
    usage.add(flow.to_site ? meter::region_egress_bytes : std::string_view("object.egress_bytes"),
              labels, counted(count.bytes));
  }
}

}  // namespace

void add_stores(Usage& usage, const Blueprint& plan, const Observations& seen, BilledBy by) {
  for (std::size_t s = 0; s < plan.stores.stores.size(); ++s) {
    const StorePlan& store = plan.stores.stores[s];
    if (store.sold_by != by) continue;
    for (std::size_t phase = 0; phase < plan.time.phases.count(); ++phase) {
      StoreUse use{store, {}, in_phase(plan, phase, {})};
      if (by == BilledBy::cloud)
        use.where.emplace(label::origin_region, store.map.sites.front().billed_region);
      for (std::size_t region = 0; region < seen.regions; ++region)
        merge_into(use.meter, seen.store_meter(phase, s, region));
      if (store.spec->kind.name() == "queue") {
        add_queue(usage, use, seen.queue(phase, s));
      } else {
        add_operations(usage, use, by);
      }
    }
    add_flows(usage, plan, store, seen.store_flows[s], by);
    for (const auto& [phase, active_ns] : seen.store_flows[s].active_ns())
      usage.add("single_home.memory_time", in_phase(plan, phase, {}),
                counted(active_ns / 1'000'000) * instance_megabytes);
  }
}

void add_stored(Usage& usage, const BilledRun& run, BilledBy by) {
  const double measured_s = in_seconds(run.plan.spec.world.horizon.measure);
  for (const RoutePlan& route : run.plan.routes) {
    if (route.store < 0) continue;
    const StorePlan& store = run.plan.stores.stores[static_cast<std::size_t>(route.store)];
    if (store.sold_by != by || store.spec->kind.name() == "queue") continue;
    const double bytes = static_cast<double>(route.objects) *
                         static_cast<double>(run.plan.one_in) *
                         mean_object_bytes(run.plan, route);
    const std::int64_t held = std::llround(bytes / byte_time_atom * measured_s / 3600);
    const std::string_view kind = store.spec->kind.name();
    Labels labels = labels_of({{label::route, route.name}});
    if (kind == "kv" || kind == "single_home") {
      usage.add(kind == "kv" ? "kv.storage" : "single_home.storage", labels, held);
      continue;
    }
    const std::size_t copies = kind == "object" ? 1 : store.map.sites.size();
    for (std::size_t i = 0; i < copies; ++i) {
      Labels at = labels;
      if (by == BilledBy::cloud)
        at.emplace(label::origin_region, store.map.sites[i].billed_region);
      if (const auto* spec = store.spec->kind.get_if<ObjectStoreSpec>()) {
        if (spec->storage_class == StorageClass::infrequent) at.emplace("class", "infrequent");
        usage.add("object.storage", at, held);
      } else {
        usage.add(by == BilledBy::edge ? "sql.storage" : "table.storage", at, held);
      }
    }
  }
}

}  // namespace edgecase
