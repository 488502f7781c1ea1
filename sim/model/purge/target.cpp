#include "model/purge/target.hpp"

#include <string>

#include "core/check.hpp"
#include "load/text/codes.hpp"

namespace edgecase {
namespace {

std::string purge_duration(Duration d) { return Scalar<Duration>::print(d); }

/// The number given in a purge, how many exist, and its location in the scenario.
struct Named {
  std::int64_t number = 0;
  std::int64_t known = 0;
  const char* path = "";
  const char* noun = "";
};

Named named(const PurgeWhatChoice& what, const PurgedRoute& route) {
  if (const auto* url = what.get_if<PurgeUrlSpec>()) {
    return {url->rank.value, route.objects, "what.url", "objects"};
  }
  if (const auto* tag = what.get_if<PurgeTagSpec>()) {
    return {tag->number.value, route.tags.value, "what.tag", "tags"};
  }
  if (const auto* prefix = what.get_if<PurgePrefixSpec>()) {
    return {prefix->number.value, route.prefixes.value, "what.prefix", "prefixes"};
  }
  return {};
}

}  // namespace

PurgeTarget::PurgeTarget(const PurgeWhatChoice& what, const PurgedRoute& route, std::uint64_t seed,
                         std::uint64_t replication)
    : begin_(route.first_object),
      end_(route.first_object + route.objects),
      tag_bits_(seed, replication, "tags", route.first_object) {
  const Named which = named(what, route);
  EC_CHECK(which.number <= which.known, "a purge of what the route does not have");
  const auto number = static_cast<std::uint64_t>(which.number);
  if (what.get_if<PurgeUrlSpec>() != nullptr) {
    begin_ = route.first_object + static_cast<std::uint32_t>(number - 1);
    end_ = begin_ + 1;
    by_url_ = true;
  } else if (what.get_if<PurgePrefixSpec>() != nullptr) {
    // Borders by multiplication, so that the prefixes cover all objects and differ by one at most.
    const auto prefixes = static_cast<std::uint64_t>(which.known);
    EC_CHECK(prefixes > 0, "a purge by prefix of a route that has some");
    const auto border = [&](std::uint64_t i) {
      return route.first_object + static_cast<std::uint32_t>(i * route.objects / prefixes);
    };
    begin_ = border(number - 1);
    end_ = border(number);
  } else if (what.get_if<PurgeTagSpec>() != nullptr) {
    tags_ = static_cast<std::uint64_t>(which.known);
    tag_ = number - 1;
  }
}

void check_purge(const PurgeRequestSpec& request, const PurgedRoute& route, Duration end,
                 Checker& checker) {
  if (request.at >= end) {
    checker.report("at", {code::outside_horizon,
                          "a purge at " + purge_duration(request.at) + ", but the run ends at " +
                              purge_duration(end),
                          "after the end of the run", "the run lasts warm_up + measure"});
  }
  const Named which = named(request.what, route);
  if (which.number <= which.known) return;
  if (which.known == 0) {
    checker.report(
        which.path,
        {code::refers_to_nothing, "the route `" + request.route + "` has no " + which.noun,
         "set their number: world.routes." + request.route + "." + which.noun});
    return;
  }
  checker.report(which.path, {code::out_of_range,
                              "number " + std::to_string(which.number) + " of " +
                                  std::to_string(which.known) + " " + which.noun,
                              "write 1 to " + std::to_string(which.known)});
}

Menu menu(Of<PurgeWhatMenu>) {
  return {{alternative<PurgeEverythingSpec>("everything", "all of the route's content"),
           alternative<PurgeUrlSpec>("url", "one object"),
           alternative<PurgeTagSpec>("tag", "all objects with this tag"),
           alternative<PurgePrefixSpec>("prefix", "all objects under this path")}};
}

}  // namespace edgecase
