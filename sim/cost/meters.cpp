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
    // The edge and what it fetches.
    Meter{meter::edge_requests, count, at_edge,
          "requests that users send to a PoP and that the PoP answers, errors included"},
    Meter{"edge.plain_requests", count, at_edge,
          "the same without TLS, where a vendor prices them apart"},
    Meter{meter::edge_egress_bytes, bytes, at_edge,
          "bytes a PoP sends to users: response headers and bodies"},
    Meter{"edge.ingress_bytes", bytes, at_edge, "bytes users send to a PoP"},
    Meter{meter::tier_fill_bytes, bytes, "region, route, tier",
          "bytes a cache above the edge sends down; region: of the users it was for"},
    Meter{meter::edge_invalidations, count, "route",
          "paths that purges name; each purge of a run is one"},
    Meter{"edge.routing_rules", time, "", "routing rules of an edge, for as long as they exist"},
    Meter{meter::origin_requests, count, at_origin, "requests that reach the origin"},
    Meter{meter::origin_egress_bytes, bytes,
          "origin_region, destination, region, route, tier, cause",
          "bytes the origin sends to the edge: a cloud bills them as internet egress"},
    Meter{meter::origin_upload_bytes, bytes, "country, region, route, tier, cause",
          "bytes the edge sends to the origin: request headers and bodies"},
    Meter{meter::region_egress_bytes, bytes, "origin_region, cause",
          "bytes one region of a cloud sends to another: replication"},
    Meter{"zone.egress_bytes", bytes, "origin_region, cause",
          "bytes one zone of a region sends to another, counted once for each way it is billed"},

    // What only the provider of an edge sees: its own costs.
    Meter{meter::serve_transit, time, "region",
          "Mbit/s to users of a region at the 95th percentile, for as long as they are sent"},
    Meter{meter::serve_storage, byte_time, "", "bytes x time that caches of PoPs hold"},

    // Code at the edge: isolates, and functions in PoPs.
    Meter{meter::edge_function_requests, count, at_edge, "invocations of code in PoPs"},
    Meter{meter::edge_function_cpu, time, at_edge, "CPU time of code in PoPs"},
    Meter{meter::edge_function_memory, memory_time, at_edge, "memory x wall time of code in PoPs",
          true},
    Meter{meter::edge_script_requests, count, at_edge,
          "invocations of small scripts on requests, without network (CloudFront Functions)"},
    Meter{"platform.requests", count, at_edge, "invocations of customers' code on a platform"},
    Meter{"platform.cpu_time", time, at_edge, "CPU time of customers' code on a platform"},
    Meter{"platform.scripts", time, "", "customers' scripts, for as long as they are deployed"},
    Meter{"log.events", count, "route, cause", "log events that are stored"},
    Meter{"log.pushed", count, "route, cause", "log events that are sent elsewhere"},

    // Code in a region.
    Meter{meter::function_requests, count, of_service,
          "invocations of functions in a cloud region"},
    Meter{meter::function_memory, memory_time, "origin_region, arch, route, cause",
          "memory x wall time of functions", true},
    Meter{meter::function_provisioned, memory_time, "origin_region, arch, route",
          "memory x time of functions kept warm", true},
    Meter{"function.ghz_seconds", count, of_service, "GHz x seconds of CPU of functions"},
    Meter{"container.requests", count, of_service, "requests to containers"},
    Meter{meter::container_vcpu, time, of_service, "virtual CPUs x time of containers"},
    Meter{meter::container_memory, memory_time, of_service, "memory x time of containers", true},
    Meter{"container.disk_time", memory_time, of_service, "disk x time of containers"},
    Meter{"container.egress_bytes", bytes, "region, route, cause", "bytes containers send"},
    Meter{"browser.time", time, "route", "time of headless browsers"},

    // Gateways.
    Meter{"api.http_requests", count, of_service, "calls of an HTTP API"},
    Meter{"api.rest_requests", count, of_service, "calls of a REST API"},
    Meter{"api.messages", count, of_service, "WebSocket messages, both ways"},
    Meter{"api.connection_time", time, of_service, "time that WebSockets are open"},
    Meter{"accelerator.time", time, "", "anycast accelerators, for as long as they exist"},
    Meter{"accelerator.bytes", bytes, "region", "bytes in the dominant direction through them"},
    Meter{"nat.time", time, of_service, "address translators, for as long as they exist"},
    Meter{"nat.bytes", bytes, of_service, "bytes through address translators"},

    // Stores.
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
    Meter{"object.egress_bytes", bytes, "origin_region, destination, route, cause",
          "bytes an object store sends to the internet"},
    Meter{meter::reserve_storage, byte_time, "route",
          "bytes x time in a persistent tier of the cache"},
    Meter{meter::reserve_writes, count, "region, route, cause", "writes to that tier"},
    Meter{meter::reserve_reads, count, "region, route, cause", "look-ups in that tier"},
    Meter{"kv.reads", count, "route, cause", "reads of a replicated key-value store"},
    Meter{"kv.writes", count, "route, cause", "writes to it"},
    Meter{"kv.deletes", count, "route, cause", "deletes in it"},
    Meter{"kv.lists", count, "route, cause", "lists of its keys"},
    Meter{"kv.storage", byte_time, "route", "bytes x time in it"},
    Meter{"single_home.requests", count, at_edge,
          "requests to objects that live in one place (Durable Objects)"},
    Meter{"single_home.messages", count, at_edge, "WebSocket messages that reach them"},
    Meter{"single_home.memory_time", memory_time, at_edge, "memory x time that they are active"},
    Meter{"single_home.rows_read", count, "route", "rows that their SQL reads"},
    Meter{"single_home.rows_written", count, "route", "rows that their SQL writes"},
    Meter{"single_home.storage", byte_time, "route", "bytes x time in their SQL storage"},
    Meter{"single_home.kv_reads", count, "route", "reads of their key-value storage"},
    Meter{"single_home.kv_writes", count, "route", "writes to it"},
    Meter{"single_home.kv_deletes", count, "route", "deletes in it"},
    Meter{"single_home.kv_storage", byte_time, "route", "bytes x time in it"},
    Meter{"sql.rows_read", count, of_service, "rows that a serverless SQL database reads"},
    Meter{"sql.rows_written", count, of_service, "rows that it writes"},
    Meter{"sql.storage", byte_time, of_service, "bytes x time in it"},
    Meter{"table.writes", count, "origin_region, consistency, route, cause",
          "writes to a regional table (DynamoDB)"},
    Meter{"table.replicated_writes", count, "origin_region, route, cause",
          "writes that a replica applies, counted in every region that holds one"},
    Meter{"table.reads", count, "origin_region, consistency, route, cause",
          "reads of a table; consistency: strong (unless stated), eventual, transactional"},
    Meter{"table.stream_reads", count, of_service, "reads of its change stream"},
    Meter{"table.storage", byte_time, of_service, "bytes x time in it"},
    Meter{"table.backup_storage", byte_time, of_service, "bytes x time of its continuous backup"},
    Meter{"table.write_capacity", time, of_service, "provisioned writes per second x time"},
    Meter{"table.read_capacity", time, of_service, "provisioned reads per second x time"},
    Meter{"table.request_units", count, of_service, "request units (Cosmos DB, serverless)"},
    Meter{"table.unit_capacity", time, of_service, "provisioned request units per second x time"},
    Meter{"queue.operations", count, "route, cause", "writes, reads and deletes of messages"},

    // Names, guards, people.
    Meter{"dns.zones", time, "", "zones hosted, for as long as they exist"},
    Meter{"dns.queries", count, "routing, country, region",
          "queries answered; routing: standard (unless stated), latency, geo"},
    Meter{"dns.health_checks", time, "target", "health checks; target: own (unless stated), other"},
    Meter{"dns.health_check_options", time, "target", "options of health checks, each"},
    Meter{"balancer.time", time, "", "load balancers, for as long as they exist"},
    Meter{"balancer.dns_queries", count, "", "queries that a load balancer answers"},
    Meter{"waf.acls", time, "", "lists of rules, for as long as they exist"},
    Meter{"waf.rules", time, "", "rules in them"},
    Meter{"waf.managed_groups", time, "", "groups of managed rules in them"},
    Meter{"waf.requests", count, at_edge, "requests that they inspect"},
    Meter{"access.seats", time, "", "people who may sign in, for as long as they may"},

    // Media and tags.
    Meter{"video.stored_minutes", time, "", "minutes of video kept, each for as long as it is"},
    Meter{"video.delivered_time", time, "country, region, route", "video that viewers watch"},
    Meter{"image.transformations", count, "route", "distinct transformations of images"},
    Meter{"image.stored", time, "", "images kept, each for as long as it is"},
    Meter{"image.delivered", count, "country, region, route", "images delivered"},
    Meter{"tag.events", count, "route", "events of third-party tags run at the edge"},
};

constexpr std::array meter_labels{
    LabelName{label::country, "of the PoP or user, two letters: BR"},
    LabelName{label::region, "of the PoP, above the edge of the users: south-america"},
    LabelName{label::pop, "its code: GRU"},
    LabelName{label::route, "the traffic class that drove it"},
    LabelName{label::tier, "of the cache that asks or sends: edge, peer, regional, upper, reserve"},
    LabelName{label::cause,
              "hit, miss, revalidation, refresh, retry, bypass, error, attack, replication, …"},
    LabelName{label::origin_region, "a cloud's name of its region: us-east-1"},
    LabelName{"destination", "where egress goes: worldwide, asia, china, australia, …"},
    LabelName{"class", "of storage: standard (unless stated), infrequent"},
    LabelName{"consistency", "of reads: strong (unless stated), eventual, transactional"},
    LabelName{"arch", "of processors: x86 (unless stated), arm"},
    LabelName{"routing", "of DNS answers: standard (unless stated), latency, geo"},
    LabelName{"target", "of a health check: own (unless stated), other"},
    LabelName{label::phase, "of the month, as its projection calls it: flash, attack, rest"},
    LabelName{"customer", "on whose behalf"},
    LabelName{"team", "whose budget"},
    LabelName{label::item_size, "bytes of each item"},
    LabelName{label::item_time, "how long each item runs or is kept"},
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
