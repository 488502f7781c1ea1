#pragma once
// A small specification with one of everything, for the tests of the loader.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "load/checker.hpp"
#include "load/distribution/distribution.hpp"
#include "load/read.hpp"
#include "load/text/codes.hpp"
#include "load/text/render.hpp"
#include "load/type/fields.hpp"

namespace edgecase::shop {

struct NoParameters {};
inline auto fields(Of<NoParameters>) { return list<NoParameters>(); }

struct S3FifoSpec {
  Share small = 10_percent;
};
inline auto fields(Of<S3FifoSpec>) {
  return list<S3FifoSpec>(field("small", &S3FifoSpec::small, "part of the small queue", shorthand(),
                                source("S3-FIFO, section 4", "2023-10")));
}

struct PolicyTag {};
using PolicyChoice = Choice<PolicyTag>;
inline Menu menu(Of<PolicyTag>) {
  return {{alternative<NoParameters>("lru", "evicts what was used longest ago"),
           alternative<S3FifoSpec>("s3_fifo", "three queues")}};
}

enum class Scope { region, global };
inline auto names(Of<Scope>) {
  return enumerators<Scope>({{"region", Scope::region, "one for each region"},
                             {"global", Scope::global, "one for the world"}});
}

struct TierSpec {
  Scope per = Scope::region;
  Bytes capacity = 1_GB;
};
inline auto fields(Of<TierSpec>) {
  return list<TierSpec>(
      field("per", &TierSpec::per, "what one tier serves", assumed("the common first step")),
      field("capacity", &TierSpec::capacity, "bytes it keeps", at_least(1_MB),
            assumed("a round number")));
}

struct CacheSpec {
  Bytes capacity = 64_GB;
  Duration ttl = 2h;
  Duration stale_while_revalidate = 0s;
  PolicyChoice policy{"lru"};
  std::optional<TierSpec> upper_tier;
};
inline auto fields(Of<CacheSpec>) {
  return list<CacheSpec>(
      field("capacity", &CacheSpec::capacity, "bytes of content one PoP keeps", at_least(1_MB),
            assumed("varies by site")),
      field("ttl", &CacheSpec::ttl, "how long an answer is fresh", more_than(0s),
            source("default edge TTL for 200 responses: 120 min", "2026-08")),
      field("stale_while_revalidate", &CacheSpec::stale_while_revalidate,
            "how long a stale answer is served while a fresh one is fetched",
            assumed("off unless asked for")),
      field("policy", &CacheSpec::policy, "what is evicted first", assumed("the common choice")),
      field("upper_tier", &CacheSpec::upper_tier, "a second cache between edge and origin"));
}
inline void check(const CacheSpec& spec, Checker& checker) {
  if (spec.stale_while_revalidate > spec.ttl)
    checker.report("stale_while_revalidate",
                   {code::unordered, "`stale_while_revalidate` must not be more than `ttl`"});
}

struct RouteSpec {
  Share share;
  std::optional<std::string> cache;
  SizeChoice size = constant(20_kB);
  DurationChoice service = constant(Duration{20ms});
};
inline auto fields(Of<RouteSpec>) {
  return list<RouteSpec>(
      field("share", &RouteSpec::share, "part of all requests", required()),
      field("cache", &RouteSpec::cache, "the cache that serves it", refers_to("caches")),
      field("size", &RouteSpec::size, "size of its objects", assumed("a round number")),
      field("service", &RouteSpec::service, "time to make an answer", assumed("a round number")));
}

struct PopDownSpec {
  std::string pop;
};
inline auto fields(Of<PopDownSpec>) {
  return list<PopDownSpec>(field("pop", &PopDownSpec::pop, "which PoP", required()));
}
struct SlowSpec {
  double factor = 2;
};
inline auto fields(Of<SlowSpec>) {
  return list<SlowSpec>(field("factor", &SlowSpec::factor, "how much slower", more_than(1.0),
                              at_most(100.0), assumed("a noticeable brownout")));
}
struct FaultTag {};
inline Menu menu(Of<FaultTag>) {
  return {{alternative<PopDownSpec>("pop_down", "a PoP disappears"),
           alternative<SlowSpec>("slow", "everything takes longer")}};
}
struct FaultSpec {
  std::string name;
  Choice<FaultTag> kind;
  Duration at{};
};
inline auto fields(Of<FaultSpec>) {
  return list<FaultSpec>(field("name", &FaultSpec::name, "what it is called"),
                         field("kind", &FaultSpec::kind, "what goes wrong", beside(), required()),
                         field("at", &FaultSpec::at, "when it starts", required()));
}

struct ShopSpec {
  std::string title;
  bool http3 = true;
  std::int64_t replications = 10;
  double exponent = 0.8;
  Count objects = Count{2000000};
  Rate rate = Rate{100};
  Bandwidth access = Bandwidth{50e6};
  Money budget = Money{18'000'000'000'000};
  Share surge = 100_percent;
  std::map<std::string, CacheSpec> caches;
  std::map<std::string, RouteSpec> routes;
  std::vector<FaultSpec> faults;
  std::map<std::string, std::vector<std::string>> thresholds;
};
inline auto fields(Of<ShopSpec>) {
  return list<ShopSpec>(
      field("title", &ShopSpec::title, "what it is about"),
      field("http3", &ShopSpec::http3, "whether clients may use HTTP/3", assumed("most may")),
      field("replications", &ShopSpec::replications, "independent runs", at_least(1),
            at_most(10000), assumed("enough for an interval")),
      field("exponent", &ShopSpec::exponent, "Zipf exponent", at_least(0.0), less_than(3.0),
            source("web traffic", "2026-08")),
      field("objects", &ShopSpec::objects, "how many objects there are", at_least(1),
            assumed("a mid-size shop")),
      field("rate", &ShopSpec::rate, "requests per second", assumed("a small shop")),
      field("access", &ShopSpec::access, "a user's line", assumed("a common line")),
      field("budget", &ShopSpec::budget, "what a month may cost", assumed("given by the case")),
      field("surge", &ShopSpec::surge, "load in the peak", at_most(1000_percent), assumed("none")),
      field("caches", &ShopSpec::caches, "caches by name"),
      field("routes", &ShopSpec::routes, "kinds of requests by name"),
      field("faults", &ShopSpec::faults, "what goes wrong, and when"),
      field("thresholds", &ShopSpec::thresholds, "limits by metric"));
}

/// What a user sees of everything wrong with this text.
inline std::string complaints(std::string text, const std::vector<std::string>& overrides = {},
                              LoadLimits limits = {}) {
  Diagnostics diagnostics;
  const auto document =
      parse_document(std::move(text), "shop.yaml", overrides, diagnostics, limits);
  if (document) read<ShopSpec>(*document, diagnostics);
  return render_text(diagnostics);
}

/// The text read; throws what is wrong with it.
inline ShopSpec shop_of(std::string text, const std::vector<std::string>& overrides = {}) {
  Diagnostics diagnostics;
  const auto document = parse_document(std::move(text), "shop.yaml", overrides, diagnostics);
  std::optional<ShopSpec> spec;
  if (document) spec = read<ShopSpec>(*document, diagnostics);
  if (!spec || diagnostics.has_errors()) throw std::runtime_error(render_text(diagnostics));
  return *spec;
}

}  // namespace edgecase::shop
