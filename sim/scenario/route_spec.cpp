#include "scenario/route_spec.hpp"

#include <cmath>

#include <fmt/core.h>

#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

std::vector<Field> fields(Of<VariantsSpec>) {
  return list<VariantsSpec>(
      field("values", &VariantsSpec::values, "number of distinct values", shorthand(), required(),
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000})),
      field("exponent", &VariantsSpec::exponent,
            "Zipf exponent: the request share of the k-th value is proportional to k^-exponent; 0: "
            "uniform",
            at_least(0.0), at_most(5.0), assumed("a few values account for most requests")));
}

std::vector<Field> fields(Of<OperationsSpec>) {
  return list<OperationsSpec>(
      field("read", &OperationsSpec::read, "share of the requests that read an object",
            at_least(Share{0}), at_most(Share{1}), assumed("content is read")),
      field("write", &OperationsSpec::write,
            "share that writes it, with the value in the request: no cache answers, the origin or "
            "the function does",
            at_least(Share{0}), at_most(Share{1}), assumed("content is read")),
      field("read_modify_write", &OperationsSpec::read_modify_write,
            "share that reads and changes it in one step; bypasses caches like a write",
            at_least(Share{0}), at_most(Share{1}), assumed("content is read")));
}

void check(const OperationsSpec& spec, Checker& checker) {
  const double sum = spec.read.value + spec.write.value + spec.read_modify_write.value;
  constexpr double rounding = 1e-9;
  if (std::abs(sum - 1) <= rounding) return;
  checker.report("", {code::shares_sum, "the shares of the operations do not add up to 100%",
                      fmt::format("together {:.4g}%", sum * 100),
                      "name every operation, e.g. {read: 90%, write: 10%}"});
}

std::vector<Field> fields(Of<KeysSpec>) {
  return list<KeysSpec>(
      field("owner", &KeysSpec::owner, "whether an object belongs to one user", shorthand(),
            assumed("content is public")),
      field("roaming", &KeysSpec::roaming,
            "share of the requests for a user's object that come from elsewhere: the user travels",
            at_least(Share{0}), at_most(Share{1}), assumed("people are at home")),
      field("stock", &KeysSpec::stock,
            "units of each object: a read-modify-write takes one, and writes nothing when none is "
            "left; 0: it counts up",
            at_least(std::int64_t{0}), at_most(std::int64_t{1'000'000'000}),
            assumed("objects are not a stock")),
      field(
          "jurisdiction", &KeysSpec::jurisdiction,
          "the objects are personal data that should stay in this jurisdiction: what leaves it is "
          "counted (data.outside.share). With `owner: user` only the objects of users who live "
          "there; if absent: no personal data"));
}

void check(const KeysSpec& spec, Checker& checker) {
  if (spec.owner == KeyOwner::shared && checker.written("roaming"))
    checker.changes_nothing("roaming", "the objects have no owner",
                            "set `owner: user`, or remove it");
}

std::vector<Field> fields(Of<RouteSpec>) {
  return list<RouteSpec>(
      field("share", &RouteSpec::share, "share of all requests", more_than(Share{0}),
            at_most(Share{1}), assumed("a single route has all requests")),
      field("objects", &RouteSpec::objects, "number of distinct objects", at_least(std::int64_t{1}),
            at_most(std::int64_t{1'000'000'000'000}), assumed("a small catalogue")),
      field("popularity", &RouteSpec::popularity, "distribution of requests over objects"),
      field(
          "size", &RouteSpec::size,
          "bytes of a response; each object has a fixed size. Required, unless the route replays a "
          "trace"),
      field("request", &RouteSpec::request,
            "bytes of a request, headers and body, as inspected by firewall rules", at_least(0_B),
            at_most(1_GB), assumed("headers with cookies, no body")),
      field(
          "operations", &RouteSpec::operations,
          "what requests do, e.g. {read: 90%, write: 10%}; answers have the route's size whatever "
          "they do; absent: all read"),
      field("keys", &RouteSpec::keys,
            "whose data the objects are, e.g. user, or {owner: user, roaming: 5%}"),
      field("trace", &RouteSpec::trace,
            "a recorded trace that the route replays, in place of objects, popularity "
            "and size"),
      field("personalised", &RouteSpec::personalised,
            "share of requests with a personalised, uncacheable response", at_least(Share{0}),
            at_most(Share{1}), assumed("public content")),
      field("missing", &RouteSpec::missing, "share of objects that do not exist (404)",
            at_least(Share{0}), at_most(Share{1}), assumed("no broken links")),
      field("unique_queries", &RouteSpec::unique_queries,
            "share of requests with a unique query string (cache busting)", at_least(Share{0}),
            at_most(Share{1}), assumed("no cache busting")),
      field("variants", &RouteSpec::variants,
            "variants of the response to a URL, e.g. {device: 3, language: 20}; whether they are "
            "part of "
            "the cache key is set in design.routes.NAME.key"),
      field("changes", &RouteSpec::changes,
            "content changes at the origin; absent: none, so nothing can be stale"),
      field("cpu", &RouteSpec::cpu,
            "CPU time per request of the route's function, unless the function sets its own"),
      field("tags", &RouteSpec::tags, "number of tags, of which each object has one at random",
            at_least(std::int64_t{0}), assumed("no purges by tag")),
      field("prefixes", &RouteSpec::prefixes,
            "number of URL prefixes, which divide the objects by popularity",
            at_least(std::int64_t{0}), assumed("no purges by prefix")));
}

}  // namespace edgecase
