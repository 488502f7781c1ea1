#include "scenario/route_spec.hpp"

#include <cmath>

#include <fmt/core.h>

#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

std::vector<Field> fields(Of<VariantsSpec>) {
  return list<VariantsSpec>(
      field("values", &VariantsSpec::values, "how many different values requests carry",
            shorthand(), required(), at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000})),
      field("exponent", &VariantsSpec::exponent,
            "how unequal they are: request share of the k-th value is k^-exponent; 0: all alike",
            at_least(0.0), at_most(5.0), assumed("a few values make up most requests")));
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

std::vector<Field> fields(Of<RouteSpec>) {
  return list<RouteSpec>(
      field("share", &RouteSpec::share, "part of all requests", more_than(Share{0}),
            at_most(Share{1}), assumed("a single route takes all")),
      field("objects", &RouteSpec::objects, "how many different objects users ask for",
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000'000'000}),
            assumed("a small catalogue")),
      field("popularity", &RouteSpec::popularity, "how requests are spread over the objects"),
      field("size", &RouteSpec::size,
            "bytes of an answer; each object keeps its size. Required, unless the route replays a "
            "trace"),
      field("request", &RouteSpec::request,
            "bytes of a request, headers and body: what firewall rules look at", at_least(0_B),
            at_most(1_GB), assumed("headers with cookies, no body")),
      field("operations", &RouteSpec::operations,
            "what requests do: {read: 90%, write: 10%}; caches hold what is read"),
      field("trace", &RouteSpec::trace,
            "a recorded trace whose requests the route repeats, in place of objects, popularity "
            "and size"),
      field("personalised", &RouteSpec::personalised,
            "part of the requests whose answer is for one user only: no cache may keep it",
            at_least(Share{0}), at_most(Share{1}), assumed("public content")),
      field("missing", &RouteSpec::missing,
            "part of the objects that do not exist: their answer is a short 404",
            at_least(Share{0}), at_most(Share{1}), assumed("links are in order")),
      field("unique_queries", &RouteSpec::unique_queries,
            "part of the requests with a query string that nobody used before (cache busting)",
            at_least(Share{0}), at_most(Share{1}), assumed("nobody busts caches")),
      field("variants", &RouteSpec::variants,
            "in what answers to the same address differ, e.g. {device: 3, language: 20}; whether "
            "the cache tells them apart is the design's choice (design.routes.NAME.key)"),
      field("changes", &RouteSpec::changes,
            "how often an object changes at the origin; absent: never, so nothing can be outdated"),
      field("cpu", &RouteSpec::cpu,
            "CPU time that a request takes of the function that answers it, unless the function "
            "says so itself"),
      field("tags", &RouteSpec::tags, "how many tags the objects carry, one each, by chance",
            at_least(std::int64_t{0}), assumed("nobody purges by tag")),
      field("prefixes", &RouteSpec::prefixes,
            "into how many sections of neighbouring popularity the route is split",
            at_least(std::int64_t{0}), assumed("nobody purges by prefix")));
}

}  // namespace edgecase
