#include "model/traffic/spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<UsersSpec>) {
  return list<UsersSpec>(
      field("by", &UsersSpec::by, "how requests are spread over metros",
            assumed("a product that is used everywhere alike")),
      field("weights", &UsersSpec::weights,
            "how much more (or less) a region's people use it; regions not named: 1",
            at_least(0.0)),
      field("active", &UsersSpec::active,
            "people who use it in a month, wherever they are: money is also told for each of them. "
            "It changes no traffic",
            at_least(std::int64_t{1})));
}

std::vector<Field> fields(Of<PhaseSpec>) {
  return list<PhaseSpec>(
      field("name", &PhaseSpec::name, "how the report calls it"),
      field("duration", &PhaseSpec::duration, "how long it lasts", required(),
            more_than(Duration{0})),
      field("rate", &PhaseSpec::rate, "demand during the phase, relative to world.demand.rate",
            at_least(Share{0}), at_most(Share{1000}), assumed("the stated rate")),
      field("ramp_to", &PhaseSpec::ramp_to,
            "demand at the end of the phase; it changes linearly from `rate`", at_least(Share{0}),
            at_most(Share{1000})),
      field("regions", &PhaseSpec::regions,
            "where; elsewhere demand stays at 100%. If empty: everywhere"));
}

std::vector<Field> fields(Of<DiurnalSpec>) {
  return list<DiurnalSpec>(
      field("amplitude", &DiurnalSpec::amplitude,
            "how far the peak lies above the mean of the day (and the trough below it)",
            at_least(Share{0}), at_most(Share{1}),
            assumed("evening peaks of consumer traffic lie 30 to 60% above the daily mean")),
      field("peak", &DiurnalSpec::peak, "local solar time of the peak", at_least(Duration{0}),
            less_than(Duration{std::chrono::hours(24)}),
            assumed("consumer traffic peaks in the evening")),
      field("starts_at", &DiurnalSpec::starts_at, "time of day (UTC) at which the run starts",
            at_least(Duration{0}), less_than(Duration{std::chrono::hours(24)}),
            assumed("noon UTC: Europe and Africa awake, Asia in its evening")));
}

std::vector<Field> fields(Of<DemandSpec>) {
  return list<DemandSpec>(
      field("rate", &DemandSpec::rate, "requests per second of all users together", required(),
            more_than(Rate{0})),
      field("users", &DemandSpec::users, "where the users are"),
      field("phases", &DemandSpec::phases,
            "changes of demand, one after the other from the start of the run (warm-up included); "
            "after the last one demand is steady at 100%"),
      field("diurnal", &DemandSpec::diurnal, "a daily curve by local solar time; absent: none"));
}

std::vector<Field> fields(Of<ZipfSpec>) {
  return list<ZipfSpec>(
      field("exponent", &ZipfSpec::exponent, "how steep: request share of rank k is k^-exponent",
            shorthand(), at_least(0.0), at_most(5.0),
            source("web proxies: 0.6 to 0.8 (Web Caching, O'Reilly, app. A)", "2026-11")));
}

std::vector<Field> fields(Of<UniformPopularitySpec>) { return list<UniformPopularitySpec>(); }

std::vector<Field> fields(Of<ConcentrationSpec>) {
  return list<ConcentrationSpec>(
      field("objects", &ConcentrationSpec::objects, "the most popular part of all objects",
            required(), more_than(Share{0}), less_than(Share{1})),
      field("requests", &ConcentrationSpec::requests, "their part of all requests", required(),
            more_than(Share{0}), less_than(Share{1})));
}

std::vector<Field> fields(Of<EmpiricalPopularitySpec>) {
  return list<EmpiricalPopularitySpec>(
      field("points", &EmpiricalPopularitySpec::points,
            "cumulative shares, e.g. {objects: 1%, requests: 14%}; objects between two points are "
            "equally popular",
            required(), shorthand()));
}

std::vector<Field> fields(Of<DnsSpec>) {
  return list<DnsSpec>(
      field("ttl", &DnsSpec::ttl, "how long a resolver keeps the address", at_least(Duration{0}),
            source("proxied records, TTL Auto: 300 s (Cloudflare docs, DNS, TTL)", "2026-11")),
      field("asked", &DnsSpec::asked,
            "part of new connections for which the device itself does not know the address",
            at_least(Share{0}), at_most(Share{1}),
            assumed("browsers and systems keep addresses for about a minute")),
      field("users_per_resolver", &DnsSpec::users_per_resolver,
            "people online who share one resolver cache", at_least(std::int64_t{1}),
            assumed("resolvers of access providers serve whole cities; public ones are split")));
}

std::vector<Field> fields(Of<RetrySpec>) {
  return list<RetrySpec>(
      field("attempts", &RetrySpec::attempts, "tries in all when a PoP does not answer",
            at_least(std::int64_t{1}), at_most(std::int64_t{20}),
            assumed("browsers repeat a GET once")),
      field("timeout", &RetrySpec::timeout, "how long a try waits for a PoP that does not answer",
            more_than(Duration{0}), assumed("between connect timeouts of apps and browsers")));
}

std::vector<Field> fields(Of<AccessLineSpec>) {
  return list<AccessLineSpec>(
      field("rtt", &AccessLineSpec::rtt, "round trip between the user and the provider's network",
            required()),
      field("bandwidth", &AccessLineSpec::bandwidth,
            "down-stream bandwidth; absent: as fast as the window allows",
            more_than(Bandwidth{0})));
}

std::vector<Field> fields(Of<PeopleSpec>) {
  return list<PeopleSpec>(
      field("requests_per_minute", &PeopleSpec::requests_per_minute,
            "mean of one person who is using it: demand divided by this is how many there are",
            more_than(0.0), at_most(1e6), assumed("a page of some objects every few minutes")),
      field("activity", &PeopleSpec::activity,
            "how unequal people are: the most active share x of them sends x^(1/activity) of the "
            "requests; 1: all alike",
            at_least(1.0), at_most(10.0),
            assumed("a tenth of the people make a third of the load")),
      field("asks_again", &PeopleSpec::asks_again,
            "part of a person's requests to a route that ask for what this person asked for last "
            "there",
            at_least(Share{0}), at_most(Share{0.99}),
            assumed("each request is drawn by popularity alone")),
      field("per_address", &PeopleSpec::per_address, "people behind one address",
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000}),
            assumed("a household; mobile carriers put thousands behind one")),
      field("sessions", &PeopleSpec::sessions, "part of the people whose requests carry a session",
            at_least(Share{0}), at_most(Share{1}), assumed("some have just come")),
      field("api_keys", &PeopleSpec::api_keys,
            "consumers whose keys requests carry, spread over them by chance; 0: no keys",
            at_least(std::int64_t{0}), at_most(std::int64_t{1'000'000'000}),
            assumed("a site for people")),
      field("networks", &PeopleSpec::networks, "access networks (ASNs) in a metro",
            at_least(std::int64_t{1}), at_most(std::int64_t{10'000}),
            assumed("a few large providers and some small ones")));
}

std::vector<Field> fields(Of<ClientsSpec>) {
  return list<ClientsSpec>(
      field("http3", &ClientsSpec::http3, "part of connections over QUIC", at_least(Share{0}),
            at_most(Share{1}), assumed("about a third of the web's requests")),
      field("tls12", &ClientsSpec::tls12, "part of the TCP connections that speak TLS 1.2",
            at_least(Share{0}), at_most(Share{1}), assumed("old devices and agents")),
      field("tls_resumption", &ClientsSpec::tls_resumption,
            "part of new connections that resume an earlier session", at_least(Share{0}),
            at_most(Share{1}),
            assumed("targets of CDNs lie above 80%; first visits do not resume")),
      field("early_data", &ClientsSpec::early_data,
            "part of resumed TLS 1.3 and QUIC connections that send the request at once (0-RTT)",
            at_least(Share{0}), at_most(Share{1}),
            assumed("safe requests only, and off in many stacks")),
      field("requests_per_connection", &ClientsSpec::requests_per_connection,
            "mean number of requests on one connection", at_least(1.0), at_most(10'000.0),
            assumed("a page with a few objects from the same host")),
      field("dns", &ClientsSpec::dns, "how names are resolved"),
      field("retry", &ClientsSpec::retry, "what users do when nobody answers"),
      field("access", &ClientsSpec::access,
            "one access line for everybody, instead of the network's mix of access kinds"),
      field("people", &ClientsSpec::people, "who stands behind requests, for guards"));
}

}  // namespace edgecase
