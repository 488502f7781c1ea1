// Metrics of stores: what callers waited, what they were shown, and what was lost.

#include <algorithm>
#include <array>

#include "measure/merge.hpp"
#include "metrics/family.hpp"

namespace edgecase {
namespace {

/// Over the stores, regions and phases that the indicator speaks of.
StoreMeter meter_of(const Reading& r) {
  StoreMeter sum;
  const Observations& seen = r.run.seen;
  for (std::size_t store = 0; store < seen.stores; ++store) {
    if (!r.covers(metric_label::store, r.plan.stores.stores[store].name)) continue;
    for (std::size_t region = 0; region < seen.regions; ++region) {
      if (!r.covers(metric_label::region, r.plan.region_names[region])) continue;
      for (std::size_t phase = 0; phase < seen.phases; ++phase)
        merge_into(sum, seen.store_meter(phase, store, region));
    }
  }
  return sum;
}

double per_update(const Reading& r, double count) {
  const StoreMeter meter = meter_of(r);
  return meter.updates == 0 ? no_value : count / static_cast<double>(meter.updates);
}

/// Failovers of the stores that the indicator speaks of.
StoreLossMeter losses_of(const Reading& r) {
  StoreLossMeter sum;
  for (std::size_t store = 0; store < r.run.seen.stores; ++store)
    if (r.covers(metric_label::store, r.plan.stores.stores[store].name))
      merge_into(sum, r.run.seen.store_losses[store]);
  return sum;
}

bool loses_leaders(const Reading& r) { return double{losses_of(r).without_writes_s} > 0; }

constexpr std::array by_store{&metric_label::store};
constexpr std::array by_store_and_region{&metric_label::store, &metric_label::region};

constexpr std::array by_store_and_versions{&metric_label::store, &metric_label::versions};

constexpr std::array store_rows{
    MetricFamily{"store.read", true, "ms", by_store_and_region,
                 "time from asking a store until the caller has the value",
                 [](const Reading& r) { return r.statistic(meter_of(r).read_ns) * 1e-6; },
                 Listing::nested},
    MetricFamily{"store.write", true, "ms", by_store_and_region,
                 "time from a write or an update until its caller knows that it is done",
                 [](const Reading& r) { return r.statistic(meter_of(r).write_ns) * 1e-6; },
                 Listing::nested},
    MetricFamily{"store.copies.share", false, "1", by_store_and_region,
                 "share of reads that a copy or a replica answered",
                 [](const Reading& r) {
                   const StoreMeter meter = meter_of(r);
                   return ratio(meter.copied, meter.reads);
                 }},
    MetricFamily{"store.stale.share", false, "1", by_store_and_region,
                 "share of reads that missed a write committed before they were sent",
                 [](const Reading& r) {
                   const StoreMeter meter = meter_of(r);
                   return ratio(meter.stale, meter.reads);
                 },
                 Listing::nested},
    MetricFamily{"store.stale.age", true, "s", by_store_and_region,
                 "for how long there had been something newer, of stale reads",
                 [](const Reading& r) { return r.statistic(meter_of(r).stale_age) * 1e-9; },
                 Listing::nested},
    MetricFamily{"store.stale.versions", false, "count", by_store_and_region,
                 "versions that a stale read was behind, mean",
                 [](const Reading& r) {
                   const StoreMeter meter = meter_of(r);
                   return ratio(meter.versions_behind, meter.stale);
                 }},
    MetricFamily{
        "store.behind.share", false, "1", by_store_and_versions,
        "share of reads that were at least so many versions behind",
        [](const Reading& r) {
          const StoreMeter meter = meter_of(r);
          const auto at = std::ranges::find(versions_behind_names, r.label(metric_label::versions));
          if (at == versions_behind_names.end()) return no_value;
          return ratio(meter.behind[static_cast<std::size_t>(at - versions_behind_names.begin())],
                       meter.reads);
        },
        Listing::by_all_labels},
    MetricFamily{"store.own_write_missing.share", false, "1", by_store_and_region,
                 "share of reads of users' own data that did not show the user's last write "
                 "(read-your-writes)",
                 [](const Reading& r) {
                   const StoreMeter meter = meter_of(r);
                   return ratio(meter.own_write_missing, meter.judged);
                 }},
    MetricFamily{
        "store.went_back.share", false, "1", by_store_and_region,
        "share of reads of users' own data that showed an older version than the user had seen "
        "(monotonic reads)",
        [](const Reading& r) {
          const StoreMeter meter = meter_of(r);
          return ratio(meter.went_back, meter.judged);
        }},
    MetricFamily{"store.lost_updates.share", false, "1", by_store,
                 "acknowledged updates that later ones undid without knowing of them, per update",
                 [](const Reading& r) {
                   return per_update(r, static_cast<double>(meter_of(r).lost_updates));
                 }},
    MetricFamily{"store.lost_updates", false, "count", by_store, "the same, as a number",
                 [](const Reading& r) {
                   const StoreMeter meter = meter_of(r);
                   return meter.updates == 0 ? no_value : static_cast<double>(meter.lost_updates);
                 }},
    MetricFamily{"store.oversold", false, "count", by_store_and_region,
                 "acknowledged takes from a stock that had no unit left",
                 [](const Reading& r) {
                   const StoreMeter meter = meter_of(r);
                   return meter.updates == 0 ? no_value : static_cast<double>(meter.oversold);
                 }},
    MetricFamily{
        "store.repeated.share", false, "1", by_store_and_region,
        "further attempts of compare-and-set, per acknowledged update",
        [](const Reading& r) { return per_update(r, static_cast<double>(meter_of(r).repeated)); },
        Listing::by_each_label, Range::nonnegative},
    MetricFamily{"store.refused.share", false, "1", by_store_and_region,
                 "share of calls that a store did not carry out: overloaded, throttled, "
                 "unreachable, or conflicts",
                 [](const Reading& r) {
                   const StoreMeter meter = meter_of(r);
                   return ratio(meter.refused(), meter.calls());
                 },
                 Listing::nested},
    MetricFamily{"store.sold_out.share", false, "1", by_store_and_region,
                 "share of updates that found no stock left",
                 [](const Reading& r) {
                   const StoreMeter meter = meter_of(r);
                   return ratio(meter.sold_out, meter.updates + meter.sold_out);
                 }},
    MetricFamily{"store.lost_writes", false, "count", by_store,
                 "acknowledged writes that were lost with a leader",
                 [](const Reading& r) {
                   if (!loses_leaders(r)) return no_value;
                   return static_cast<double>(losses_of(r).writes);
                 }},
    MetricFamily{"store.rpo", false, "s", by_store,
                 "how long before its leader failed the oldest lost write was made (recovery "
                 "point)",
                 [](const Reading& r) {
                   return loses_leaders(r) ? double{losses_of(r).oldest_s} : no_value;
                 }},
    MetricFamily{"store.rto", false, "s", by_store,
                 "from the failure of a leader until a new one took writes, the longest (recovery "
                 "time)",
                 [](const Reading& r) {
                   return loses_leaders(r) ? double{losses_of(r).without_writes_s} : no_value;
                 }},
    MetricFamily{"store.rate", false, "1/s", by_store_and_region, "calls of a store",
                 [](const Reading& r) {
                   if (r.run.seen.stores == 0) return no_value;
                   return static_cast<double>(meter_of(r).calls()) / r.measured_seconds();
                 },
                 Listing::nested},
};

}  // namespace

std::span<const MetricFamily> store_metrics() { return store_rows; }

}  // namespace edgecase
