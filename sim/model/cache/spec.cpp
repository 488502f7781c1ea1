#include "model/cache/spec.hpp"

#include <fmt/core.h>

#include "load/text/codes.hpp"

namespace edgecase {
namespace {

void check_policy(const PolicyChoice& policy, Checker& checker) {
  if (!offline(policy)) return;
  checker.report(
      "policy",
      {code::needs_future,
       fmt::format("{} needs future requests, but a scenario's requests are drawn as they "
                   "come",
                   policy.name()),
       "not available in scenarios",
       fmt::format("choose another policy; `edgecase cache --policy {}` replays a "
                   "trace with it",
                   policy.name())});
}

}  // namespace

std::vector<Field> fields(Of<PeersSpec>) {
  return list<PeersSpec>(
      field("within", &PeersSpec::within, "maximum round trip between peers",
            more_than(Duration{0}), at_most(Duration{std::chrono::milliseconds(100)}),
            assumed("sites of one metropolitan area")),
      field(
          "local_copies", &PeersSpec::local_copies,
          "whether a PoP also stores objects it got from a peer (no: each object is in only one of "
          "them)",
          assumed("the purpose of sharing is capacity")));
}

std::vector<Field> fields(Of<ReserveSpec>) {
  return list<ReserveSpec>(
      field("at", &ReserveSpec::at, "location of the store; if empty: where the origin is",
            assumed("object stores are placed beside the origin")),
      field("retention", &ReserveSpec::retention, "how long an object is kept after its last use",
            more_than(Duration{0}), at_most(longest_ttl),
            source("Cache Reserve: 30 days from the last access (Cloudflare docs)", "2026-11")),
      field("read", &ReserveSpec::read, "time per operation of the store",
            assumed("first byte of object stores: tens of ms, a tail of hundreds")));
}

std::vector<Field> fields(Of<UpperTierSpec>) {
  return list<UpperTierSpec>(
      field("per", &UpperTierSpec::per, "scope of an upper tier",
            assumed("regional tiers are a common first step")),
      field("placement", &UpperTierSpec::placement,
            "choice of its PoP; if absent: nearest_users per region, nearest_origin if global"),
      field("capacity", &UpperTierSpec::capacity,
            "capacity in bytes; if absent: eight times the edge cache's", more_than(0_B)),
      field("ttl", &UpperTierSpec::ttl, "how long a response is fresh; if absent: as at the edge",
            at_least(Duration{0}), at_most(longest_ttl)),
      field("policy", &UpperTierSpec::policy, "eviction policy; if absent: as at the edge"),
      field("admission", &UpperTierSpec::admission, "admission policy; if absent: as at the edge"),
      field("connect_timeout", &UpperTierSpec::connect_timeout,
            "timeout of a PoP for an unresponsive tier, after which it contacts the origin",
            more_than(Duration{0}), assumed("connect timeouts inside a network are short")));
}

std::vector<Field> fields(Of<CacheSpec>) {
  return list<CacheSpec>(
      field("policy", &CacheSpec::policy, "eviction policy",
            assumed("the usual baseline of cache studies")),
      field("admission", &CacheSpec::admission, "admission policy",
            assumed("caches store every cacheable response")),
      field("capacity", &CacheSpec::capacity, "bytes of content per PoP for this design's objects",
            more_than(0_B), assumed("a customer's fair share of a PoP's disks; sites differ")),
      field("objects", &CacheSpec::objects, "maximum number of objects per PoP",
            at_least(std::int64_t{1}), assumed("bytes are the limiting resource")),
      field("largest_object", &CacheSpec::largest_object,
            "largest object that the cache and its tiers keep; larger ones are passed through",
            at_least(Bytes{1}),
            source("512 MB on the Free, Pro and Business plans, 5 GB on Enterprise (Cloudflare "
                   "docs, cache, limits)",
                   "2026-11")),
      field("ttl", &CacheSpec::ttl, "how long a response is fresh", at_least(Duration{0}),
            at_most(longest_ttl),
            source("default edge TTL for 200 responses: 120 min (Cloudflare docs, cache, edge TTL)",
                   "2026-11")),
      field("ttl_jitter", &CacheSpec::ttl_jitter,
            "each copy's ttl is shortened by a random part of it, uniform from 0 to this share, so "
            "that copies fetched together do not expire together",
            at_least(Share{0}), at_most(Share{1}), assumed("off: caches follow the stated ttl")),
      field("ttl_reset_on_hit", &CacheSpec::ttl_reset_on_hit,
            "whether a hit restarts the ttl (sliding ttl) instead of counting from the fetch",
            source("HTTP freshness counts from the response (RFC 9111, 4.2)", "2026-11")),
      field("age_inherited", &CacheSpec::age_inherited,
            "whether time spent in an upper tier counts towards the ttl (the Age header)",
            source("RFC 9111, 4.2.3: age is counted from the origin", "2026-11")),
      field("stale_while_revalidate", &CacheSpec::stale_while_revalidate,
            "how long after its ttl a response is served while it is refreshed behind it",
            at_least(Duration{0}),
            source("RFC 5861, 3: off unless the origin enables it", "2026-11")),
      field("stale_if_error", &CacheSpec::stale_if_error,
            "how long after its ttl a stale response is served if the origin fails",
            at_least(Duration{0}),
            source("RFC 5861, 4: off unless the origin enables it", "2026-11")),
      field("negative_ttl", &CacheSpec::negative_ttl, "how long a 404 or 410 response is cached",
            at_least(Duration{0}), at_most(longest_ttl),
            source("default edge TTL for 404 and 410: 3 min (Cloudflare docs, cache, edge TTL)",
                   "2026-11")),
      field("error_ttl", &CacheSpec::error_ttl, "how long an origin error (5xx) is cached",
            at_least(Duration{0}),
            source("not cached by default (Cloudflare docs, cache, edge TTL)", "2026-11")),
      field("revalidate", &CacheSpec::revalidate,
            "whether expired copies are revalidated with conditional requests, so that an "
            "unchanged object costs a round trip but no body (304)",
            source("RFC 9111, 4.3", "2026-11")),
      field("collapse", &CacheSpec::collapse,
            "whether requests for an object wait for a fetch in progress (request collapsing)",
            source("RFC 9111, 4: a cache can collapse requests", "2026-11")),
      field("peers", &CacheSpec::peers,
            "nearby PoPs share their capacity: each object is stored in one of them"),
      field("regional_tier", &CacheSpec::regional_tier,
            "a cache in each region, between its PoPs and the upper tier"),
      field("upper_tier", &CacheSpec::upper_tier,
            "a second cache between PoPs and origin; absent: PoPs contact the origin"),
      field("reserve", &CacheSpec::reserve, "a persistent object store in front of the origin"));
}

void check(const UpperTierSpec& spec, Checker& checker) {
  if (spec.policy) check_policy(*spec.policy, checker);
}

void check(const CacheSpec& spec, Checker& checker) {
  check_policy(spec.policy, checker);
  if (spec.ttl_reset_on_hit && spec.ttl_jitter > Share{0}) {
    checker.report("ttl_jitter", {code::changes_nothing, "each hit restarts the whole ttl",
                                  "these keys are incompatible", "choose one of them"});
  }
  if (spec.regional_tier && spec.regional_tier->per != TierScope::region) {
    checker.report("regional_tier.per",
                   {code::out_of_range, "a regional tier has one cache per region",
                    "not allowed here", "use `upper_tier` for a global tier"});
  }
  if (spec.ttl_reset_on_hit && spec.stale_while_revalidate > Duration{0}) {
    checker.report("stale_while_revalidate",
                   {code::changes_nothing, "with ttl_reset_on_hit the age of a copy is unknown",
                    "these keys are incompatible", "choose one of them"});
  }
}

}  // namespace edgecase
