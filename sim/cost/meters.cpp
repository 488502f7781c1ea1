#include "cost/meters.hpp"

#include <algorithm>
#include <array>

namespace edgecase {

namespace {

using enum Dimension;

constexpr std::string_view at_edge = "country, region, route, cause";
constexpr std::string_view at_origin = "origin_region, region, route, tier, cause";
constexpr std::string_view of_service = "origin_region, route, cause";

constexpr std::array meters{
    // The edge, and its traffic to the origin.
    Meter{meter::edge_requests, count, at_edge, "user requests answered by a PoP, errors included"},
    Meter{"edge.plain_requests", count, at_edge,
          "such requests without TLS, where vendors price them separately"},
    Meter{meter::edge_egress_bytes, bytes, at_edge,
          "bytes sent by PoPs to users: response headers and bodies"},
    Meter{"edge.ingress_bytes", bytes, at_edge, "bytes sent by users to PoPs"},
    Meter{meter::tier_fill_bytes, bytes, "region, route, tier",
          "bytes sent by upper cache tiers towards the edge; region: of the users"},
    Meter{meter::edge_invalidations, count, "route",
          "purged paths; each purge of a run counts as one"},
    Meter{"edge.routing_rules", time, "", "routing rules of an edge x time", false, "rules"},
    Meter{meter::origin_requests, count, at_origin, "requests that reach the origin"},
    Meter{meter::origin_egress_bytes, bytes,
          "origin_region, destination, region, route, tier, cause",
          "bytes sent by the origin to the edge, billed by clouds as internet egress"},
    Meter{meter::origin_upload_bytes, bytes, "country, region, route, tier, cause",
          "bytes sent by the edge to the origin: request headers and bodies"},
    Meter{meter::region_egress_bytes, bytes, "origin_region, to, cause",
          "bytes between regions of a cloud: replication"},
    Meter{meter::origin_storage, byte_time, "route",
          "bytes x time of the objects stored at the origin, one copy of each"},
    Meter{meter::origin_writes, count, "route",
          "writes to the origin's store: by users' requests, and as content changes"},
    Meter{"zone.egress_bytes", bytes, "origin_region, cause",
          "bytes between zones of a region, counted once per billed direction"},

    // Costs of the edge provider itself.
    Meter{meter::serve_transit, time, "region",
          "95th percentile of Mbit/s to users of a region x time", false,
          "Mbit/s at the 95th percentile"},
    Meter{meter::serve_storage, byte_time, "", "bytes x time in caches of PoPs"},

    // Code at the edge: isolates, and functions in PoPs.
    Meter{meter::edge_function_requests, count, at_edge, "invocations of code in PoPs"},
    Meter{meter::edge_function_cpu, time, at_edge, "CPU time of code in PoPs"},
    Meter{meter::edge_function_memory, memory_time, at_edge, "memory x wall time of code in PoPs",
          true},
    Meter{meter::edge_script_requests, count, at_edge,
          "invocations of lightweight scripts without network access (CloudFront Functions)"},
    Meter{"platform.requests", count, at_edge, "invocations of customers' code on a platform"},
    Meter{"platform.cpu_time", time, at_edge, "CPU time of customers' code on a platform"},
    Meter{"platform.scripts", time, "", "deployed customers' scripts x time", false, "scripts"},
    Meter{"log.events", count, "route, cause", "stored log events"},
    Meter{"log.pushed", count, "route, cause", "exported log events"},

    // Code in a region.
    Meter{meter::function_requests, count, of_service,
          "invocations of functions in a cloud region"},
    Meter{meter::function_memory, memory_time, "origin_region, arch, route, cause",
          "memory x wall time of functions", true},
    Meter{meter::function_provisioned, memory_time, "origin_region, arch, route",
          "memory x time of functions kept warm", true},
    Meter{"function.ghz_seconds", count, of_service, "GHz x seconds of CPU of functions"},
    Meter{meter::container_requests, count, of_service, "requests to containers"},
    Meter{meter::container_vcpu, time, of_service, "virtual CPUs x time of containers"},
    Meter{meter::container_memory, memory_time, of_service, "memory x time of containers", true},
    Meter{"container.disk_time", memory_time, of_service, "disk x time of containers"},
    Meter{"container.egress_bytes", bytes, "region, route, cause", "bytes sent by containers"},
    Meter{"browser.time", time, "route", "time of headless browsers"},

    // Gateways.
    Meter{"api.http_requests", count, of_service, "calls of an HTTP API"},
    Meter{"api.rest_requests", count, of_service, "calls of a REST API"},
    Meter{"api.messages", count, of_service, "WebSocket messages in both directions"},
    Meter{"api.connection_time", time, of_service, "open WebSocket connections x time"},
    Meter{"accelerator.time", time, "", "anycast accelerators x time"},
    Meter{"accelerator.bytes", bytes, "region", "bytes in the dominant direction through them"},
    Meter{"nat.time", time, of_service, "NAT gateways x time"},
    Meter{"nat.bytes", bytes, of_service, "bytes through NAT gateways"},

    // Storage and databases.
    Meter{"object.storage", byte_time, "class, origin_region, route",
          "bytes x time in an object "
          "store"},
    Meter{"object.writes", count, "class, origin_region, route, cause",
          "operations that write or list (class A: PUT, COPY, POST, LIST)"},
    Meter{"object.reads", count, "class, origin_region, route, cause",
          "operations that read (class B: GET, HEAD)"},
    Meter{"object.deletes", count, "class, origin_region, route", "operations that delete"},
    Meter{"object.retrieved_bytes", bytes, "class, origin_region, route, cause",
          "bytes read from a class that charges for reading"},
    Meter{"object.egress_bytes", bytes, "origin_region, destination, to, route, cause",
          "bytes sent by an object store to the internet"},
    Meter{meter::reserve_storage, byte_time, "route",
          "bytes x time in a persistent tier of the cache"},
    Meter{meter::reserve_writes, count, "region, route, cause", "writes to that tier"},
    Meter{meter::reserve_reads, count, "region, route, cause", "lookups in that tier"},
    Meter{"kv.reads", count, "route, cause", "reads of a replicated key-value store"},
    Meter{"kv.writes", count, "route, cause", "writes to it"},
    Meter{"kv.deletes", count, "route, cause", "deletes in it"},
    Meter{"kv.lists", count, "route, cause", "lists of its keys"},
    Meter{"kv.storage", byte_time, "route", "bytes x time in it"},
    Meter{"single_home.requests", count, at_edge,
          "requests to single-homed objects (Durable Objects)"},
    Meter{"single_home.messages", count, at_edge, "WebSocket messages to them"},
    Meter{"single_home.memory_time", memory_time, at_edge, "memory x active time of them"},
    Meter{"single_home.rows_read", count, "route", "rows read by their SQL storage"},
    Meter{"single_home.rows_written", count, "route", "rows written by their SQL storage"},
    Meter{"single_home.storage", byte_time, "route", "bytes x time in their SQL storage"},
    Meter{"single_home.kv_reads", count, "route", "reads of their key-value storage"},
    Meter{"single_home.kv_writes", count, "route", "writes to it"},
    Meter{"single_home.kv_deletes", count, "route", "deletes in it"},
    Meter{"single_home.kv_storage", byte_time, "route", "bytes x time in it"},
    Meter{"sql.rows_read", count, of_service, "rows read by a serverless SQL database"},
    Meter{"sql.rows_written", count, of_service, "rows written by it"},
    Meter{"sql.storage", byte_time, of_service, "bytes x time in it"},
    Meter{"table.writes", count, "origin_region, consistency, route, cause",
          "writes to a regional table (DynamoDB)"},
    Meter{"table.replicated_writes", count, "origin_region, route, cause",
          "replicated writes, counted in every region with a replica"},
    Meter{"table.reads", count, "origin_region, consistency, route, cause",
          "reads of a table; consistency: strong (default), eventual, transactional"},
    Meter{"table.stream_reads", count, of_service, "reads of its change stream"},
    Meter{"table.storage", byte_time, of_service, "bytes x time in it"},
    Meter{"table.backup_storage", byte_time, of_service, "bytes x time of its continuous backup"},
    Meter{"table.write_capacity", time, of_service, "provisioned writes per second x time"},
    Meter{"table.read_capacity", time, of_service, "provisioned reads per second x time"},
    Meter{"table.request_units", count, of_service, "request units (Cosmos DB, serverless)"},
    Meter{"table.unit_capacity", time, of_service, "provisioned request units per second x time"},
    Meter{"queue.operations", count, "route, cause", "writes, reads and deletes of messages"},

    // DNS, security, access.
    Meter{"dns.zones", time, "", "hosted zones x time", false, "zones"},
    Meter{"dns.queries", count, "routing, country, region",
          "queries answered; routing: standard (default), latency, geo"},
    Meter{"dns.health_checks", time, "target", "health checks x time; target: own (default), other",
          false, "health checks"},
    Meter{"dns.health_check_options", time, "target", "options of health checks x time", false,
          "options"},
    Meter{"balancer.time", time, "", "load balancers x time", false, "load balancers"},
    Meter{"balancer.dns_queries", count, "", "queries answered by load balancers"},
    Meter{meter::waf_acls, time, "", "web ACLs (rule lists) x time", false, "web ACLs"},
    Meter{meter::waf_rules, time, "", "rules in web ACLs x time", false, "rules"},
    Meter{"waf.managed_groups", time, "", "managed rule groups in web ACLs x time", false,
          "rule groups"},
    Meter{meter::waf_requests, count, at_edge, "requests inspected by web ACLs"},
    Meter{meter::access_seats, time, "", "user seats x time", false, "seats"},
    Meter{meter::access_posture_reports, count, "", "device posture reports"},

    // Media and tags.
    Meter{"video.stored_minutes", time, "", "minutes of stored video x time", false,
          "stored minutes"},
    Meter{"video.delivered_time", time, "country, region, route", "delivered video time"},
    Meter{"image.transformations", count, "route", "distinct transformations of images"},
    Meter{"image.stored", time, "", "stored images x time", false, "stored images"},
    Meter{"image.delivered", count, "country, region, route", "images delivered"},
    Meter{"tag.events", count, "route", "events of third-party tags run at the edge"},
};

constexpr std::array meter_labels{
    LabelName{label::country, "country of the PoP or user, two letters: BR"},
    LabelName{label::region,
              "region of the PoP, or of the users for tiers above the edge: south-america"},
    LabelName{label::pop, "code of the PoP: GRU"},
    LabelName{label::route, "route (traffic class)"},
    LabelName{label::tier,
              "cache tier that requests or sends: edge, peer, regional, upper, reserve"},
    LabelName{label::cause,
              "hit, miss, revalidation, refresh, retry, bypass, error, attack, replication, …"},
    LabelName{label::origin_region, "cloud region: us-east-1"},
    LabelName{"destination", "destination of egress: worldwide, asia, china, australia, …"},
    LabelName{label::to, "where a store sends bytes: the region of its callers, another site"},
    LabelName{"class", "storage class: standard (default), infrequent"},
    LabelName{"consistency", "consistency of reads: strong (default), eventual, transactional"},
    LabelName{"arch", "processor architecture: x86 (default), arm"},
    LabelName{"routing", "DNS routing: standard (default), latency, geo"},
    LabelName{"target", "target of a health check: own (default), other"},
    LabelName{label::phase,
              "phase of the month, as named in world.projection: flash, attack, rest"},
    LabelName{"customer", "customer that caused the usage"},
    LabelName{"team", "team that caused the usage"},
    LabelName{label::item_size, "bytes of each item"},
    LabelName{label::item_time, "running or storage time of each item"},
    LabelName{label::item_memory, "memory of each item"},
};

}  // namespace

std::string_view example_of(Dimension dimension) {
  switch (dimension) {
    case bytes:
      return "a size: 1GiB";
    case time:
      return "a time: 1M ms, 730h, 3 months";
    case memory_time:
      return "memory x time: 400k GiB-s, 25 GiB-h";
    case byte_time:
      return "storage x time: 10 GB-month, 5 GiB-month";
    case count:
      break;
  }
  return "a number: 1M";
}

std::span<const Meter> all_meters() { return meters; }

const Meter* find_meter(std::string_view name) {
  const auto at =
      std::find_if(meters.begin(), meters.end(), [&](const Meter& m) { return m.name == name; });
  return at == meters.end() ? nullptr : &*at;
}

std::span<const LabelName> all_labels() { return meter_labels; }

bool is_label(std::string_view name) {
  return std::any_of(meter_labels.begin(), meter_labels.end(),
                     [&](const LabelName& l) { return l.name == name; });
}

}  // namespace edgecase
