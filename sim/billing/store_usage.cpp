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

std::int64_t whole_number(std::uint64_t n) { return static_cast<std::int64_t>(n); }

/// One store in one phase of the month.
struct StoreUse {
  const StorePlan& store;
  StoreMeter meter;
  Labels where;  ///< phase and place

  Labels items(std::uint64_t bytes, std::uint64_t count) const {
    if (count == 0 || bytes == 0) return where;
    return with_item(where, {Bytes{whole_number(bytes / count)}, {}, {}});
  }
  Labels read_items() const { return items(meter.read_bytes, meter.reads); }
  Labels written_items() const { return items(meter.written_bytes, meter.writes); }
  /// Reads, and those of updates: each attempt reads first, whatever comes of it.
  std::int64_t reads() const {
    return whole_number(meter.reads + meter.bot_reads + meter.updates + meter.repeated +
                        meter.sold_out + meter.conflicts);
  }
  /// Conditional writes that met a newer version are billed like those that did not.
  std::int64_t writes() const {
    return whole_number(meter.writes + meter.repeated + meter.conflicts);
  }
};

Labels at_site(Labels labels, const StoreSite& site) {
  labels[std::string(label::origin_region)] = site.billed_region;
  return labels;
}

void add_object(Usage& usage, const StoreUse& use) {
  Labels labels = use.where;
  if (const auto* spec = use.store.spec->kind.get_if<ObjectStoreSpec>();
      spec->storage_class == StorageClass::infrequent) {
    labels.emplace("class", "infrequent");
    usage.add("object.retrieved_bytes", labels, whole_number(use.meter.read_bytes));
  }
  usage.add("object.reads", labels, use.reads());
  const bool in_cloud = use.store.sold_by == BilledBy::cloud;
  for (const StoreSite& site : use.store.map.sites)
    usage.add("object.writes", in_cloud ? at_site(labels, site) : labels, use.writes());
}

void add_kv(Usage& usage, const StoreUse& use) {
  usage.add("kv.reads", use.where, use.reads());
  usage.add("kv.writes", use.where, use.writes());
}

void add_single_home(Usage& usage, const StoreUse& use) {
  const StoreMeter& meter = use.meter;
  usage.add("single_home.requests", use.where,
            whole_number(meter.reads + meter.bot_reads + meter.writes + meter.sold_out));
  usage.add("single_home.rows_read", use.where, use.reads());
  usage.add("single_home.rows_written", use.where, use.writes());
}

/// Replicas of a quorum share its operations evenly: each asked replica is billed.
void add_quorum_reads(Usage& usage, const StoreUse& use, const QuorumSpec& spec) {
  const auto n = static_cast<std::int64_t>(use.store.map.sites.size());
  const std::int64_t asked = spec.choice == QuorumChoice::random ? spec.r.value : n;
  for (const StoreSite& site : use.store.map.sites) {
    Labels read = at_site(use.read_items(), site);
    read.emplace("consistency", "eventual");
    usage.add("table.reads", read, use.reads() * asked / n);
  }
}

/// A message is written, read at each delivery, and deleted when it leaves. A dead letter is
/// written once more (assumed: dead letters are a queue as well).
void add_queue(Usage& usage, const StoreUse& use, const QueueMeter& queue) {
  if (queue.accepted == 0) return;
  const Item message{Bytes{whole_number(queue.bytes / queue.accepted)}, {}, {}};
  usage.add("queue.operations", with_item(use.where, message),
            whole_number(queue.accepted + queue.deliveries + queue.deleted + queue.dead_letters));
}

/// Where the answers came from: the home reads consistently, for twice the price. Updates that the
/// home applies by itself are writes alone.
void add_table_reads(Usage& usage, const Blueprint& plan, const StoreUse& use,
                     const StoreFlows& flows, std::size_t phase) {
  for (const auto& [flow, count] : flows.all()) {
    if (flow.reason != FlowReason::read || flow.kind == FlowTo::site || flow.phase != phase)
      continue;
    Labels read = in_phase(plan, phase, {});
    if (count.bytes > 0)
      read = with_item(read, {Bytes{whole_number(count.bytes / count.messages)}, {}, {}});
    read.emplace("consistency", flow.from == 0 ? "strong" : "eventual");
    usage.add("table.reads", at_site(read, use.store.map.sites[flow.from]),
              whole_number(count.messages));
  }
}

/// A table in a cloud region with copies in others.
void add_table(Usage& usage, const Blueprint& plan, const StoreUse& use, const StoreFlows& flows,
               std::size_t phase) {
  const auto* quorum = use.store.spec->kind.get_if<QuorumSpec>();
  if (quorum != nullptr)
    add_quorum_reads(usage, use, *quorum);
  else
    add_table_reads(usage, plan, use, flows, phase);
  const auto n = static_cast<std::int64_t>(use.store.map.sites.size());
  const bool some = quorum != nullptr && quorum->choice == QuorumChoice::random;
  for (const StoreSite& site : use.store.map.sites)
    usage.add(n > 1 ? "table.replicated_writes" : "table.writes",
              at_site(use.written_items(), site),
              some ? use.writes() * quorum->w.value / n : use.writes());
}

/// A SQL database of the edge platform.
void add_sql(Usage& usage, const StoreUse& use) {
  usage.add("sql.rows_read", use.where, use.reads());
  usage.add("sql.rows_written", use.where, use.writes());
}

void add_operations(Usage& usage, const Blueprint& plan, const StoreUse& use,
                    const StoreFlows& flows, std::size_t phase) {
  const std::string_view kind = use.store.spec->kind.name();
  if (kind == "object") return add_object(usage, use);
  if (kind == "kv") return add_kv(usage, use);
  if (kind == "single_home") return add_single_home(usage, use);
  if (use.store.sold_by == BilledBy::edge) return add_sql(usage, use);
  add_table(usage, plan, use, flows, phase);
}

std::string_view destination_of(const Blueprint& plan, const StoreMap& map, const Flow& flow) {
  if (flow.kind == FlowTo::site) return map.sites[flow.to].name;
  if (flow.kind == FlowTo::cloud) return map.cloud_of[flow.to];
  return plan.region_names[flow.to];
}

/// Free inside a region; between regions at the price of the source; else it leaves the cloud.
void add_flow(Usage& usage, Labels labels, const StoreMap& map, const Flow& flow,
              std::uint64_t bytes) {
  const std::string* to = flow.kind == FlowTo::site    ? &map.sites[flow.to].billed_region
                          : flow.kind == FlowTo::cloud ? &map.cloud_of[flow.to]
                                                       : nullptr;
  if (to != nullptr && *to == map.sites[flow.from].billed_region) return;
  usage.add(to == nullptr ? std::string_view("object.egress_bytes") : meter::region_egress_bytes,
            labels, whole_number(bytes));
}

/// What leaves its sites: to the network, or to the store's other sites.
void add_flows(Usage& usage, const Blueprint& plan, const StorePlan& store, const StoreFlows& flows,
               BilledBy by) {
  if (by == BilledBy::edge && store.spec->kind.name() != "object") return;  // within its network
  for (const auto& [flow, count] : flows.all()) {
    if (by == BilledBy::edge && flow.kind != FlowTo::network) continue;  // between its own places
    Labels labels =
        in_phase(plan, flow.phase,
                 labels_of({{label::origin_region, store.map.sites[flow.from].billed_region},
                            {label::to, destination_of(plan, store.map, flow)},
                            {label::cause, name_of(flow.reason)}}));
    add_flow(usage, std::move(labels), store.map, flow, count.bytes);
  }
}

/// The store that has the route's objects: its own, or its function's. None: -1.
int store_behind(const Blueprint& plan, const RoutePlan& route) {
  if (route.function < 0) return route.store;
  return plan.compute.functions[static_cast<std::size_t>(route.function)].store;
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
        add_operations(usage, plan, use, seen.store_flows[s], phase);
      }
    }
    add_flows(usage, plan, store, seen.store_flows[s], by);
    for (const auto& [phase, active_ns] : seen.store_flows[s].active_ns())
      usage.add("single_home.memory_time", in_phase(plan, phase, {}),
                whole_number(active_ns / 1'000'000) * instance_megabytes);
  }
}

void add_stored(Usage& usage, const BilledRun& run, BilledBy by) {
  const double measured_s = in_seconds(run.plan.spec.world.horizon.measure);
  for (const RoutePlan& route : run.plan.routes) {
    const int holds = store_behind(run.plan, route);
    if (holds < 0) continue;
    const StorePlan& store = run.plan.stores.stores[static_cast<std::size_t>(holds)];
    if (store.sold_by != by || store.spec->kind.name() == "queue") continue;
    const double bytes = static_cast<double>(route.objects) * static_cast<double>(run.plan.one_in) *
                         mean_object_bytes(run.plan, route);
    const std::int64_t held = std::llround(bytes / byte_time_atom * measured_s / 3600);
    const std::string_view kind = store.spec->kind.name();
    Labels labels = labels_of({{label::route, route.name}});
    if (kind == "kv" || kind == "single_home") {
      usage.add(kind == "kv" ? "kv.storage" : "single_home.storage", labels, held);
      continue;
    }
    for (const StoreSite& site : store.map.sites) {
      Labels at = labels;
      if (by == BilledBy::cloud) at.emplace(label::origin_region, site.billed_region);
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
