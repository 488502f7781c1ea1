#include "model/traffic/spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<UsersSpec>) {
  return list<UsersSpec>(
      field("by", &UsersSpec::by, "distribution of requests over metros",
            assumed("a product used equally in all countries")),
      field("weights", &UsersSpec::weights,
            "relative usage per person in a region; other regions: 1", at_least(0.0)),
      field("active", &UsersSpec::active,
            "monthly active users, for costs per user; does not affect traffic",
            at_least(std::int64_t{1})));
}

std::vector<Field> fields(Of<PhaseSpec>) {
  return list<PhaseSpec>(
      field("name", &PhaseSpec::name, "name in reports"),
      field("duration", &PhaseSpec::duration, "duration", required(), more_than(Duration{0})),
      field("rate", &PhaseSpec::rate, "demand during the phase, relative to world.demand.rate",
            at_least(Share{0}), at_most(Share{1000}), assumed("unchanged rate")),
      field("ramp_to", &PhaseSpec::ramp_to,
            "demand at the end of the phase; it changes linearly from `rate`", at_least(Share{0}),
            at_most(Share{1000})),
      field("regions", &PhaseSpec::regions,
            "affected regions; elsewhere demand stays at 100%. If empty: all regions"));
}

std::vector<Field> fields(Of<DiurnalSpec>) {
  return list<DiurnalSpec>(
      field("amplitude", &DiurnalSpec::amplitude,
            "deviation of the peak (and the trough) from the daily mean", at_least(Share{0}),
            at_most(Share{1}),
            assumed("evening peaks of consumer traffic are 30 to 60% above the daily mean")),
      field("peak", &DiurnalSpec::peak, "local solar time of the peak", at_least(Duration{0}),
            less_than(Duration{std::chrono::hours(24)}),
            assumed("consumer traffic peaks in the evening")),
      field("starts_at", &DiurnalSpec::starts_at, "time of day (UTC) at which the run starts",
            at_least(Duration{0}), less_than(Duration{std::chrono::hours(24)}),
            assumed("noon UTC: daytime in Europe and Africa, evening in Asia")));
}

std::vector<Field> fields(Of<DemandSpec>) {
  return list<DemandSpec>(
      field("rate", &DemandSpec::rate, "total requests per second of all users", required(),
            more_than(Rate{0})),
      field("users", &DemandSpec::users, "location of users"),
      field("phases", &DemandSpec::phases,
            "phases of demand, in sequence from the start of the run (warm-up included); "
            "after the last one demand stays at 100%"),
      field("diurnal", &DemandSpec::diurnal, "daily curve by local solar time; absent: none"));
}

std::vector<Field> fields(Of<ZipfSpec>) {
  return list<ZipfSpec>(
      field("exponent", &ZipfSpec::exponent,
            "exponent: the request share of rank k is proportional to k^-exponent", shorthand(),
            at_least(0.0), at_most(5.0),
            source("web proxies: 0.6 to 0.8 (Web Caching, O'Reilly, app. A)", "2026-11")));
}

std::vector<Field> fields(Of<UniformPopularitySpec>) { return list<UniformPopularitySpec>(); }

std::vector<Field> fields(Of<ConcentrationSpec>) {
  return list<ConcentrationSpec>(
      field("objects", &ConcentrationSpec::objects, "cumulative share of the most popular objects",
            required(), more_than(Share{0}), less_than(Share{1})),
      field("requests", &ConcentrationSpec::requests, "their share of requests", required(),
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
      field("ttl", &DnsSpec::ttl, "how long resolvers cache the address", at_least(Duration{0}),
            source("proxied records, TTL Auto: 300 s (Cloudflare docs, DNS, TTL)", "2026-11")),
      field("asked", &DnsSpec::asked,
            "share of new connections for which the device has not cached the address",
            at_least(Share{0}), at_most(Share{1}),
            assumed("browsers and operating systems cache addresses for about a minute")),
      field(
          "users_per_resolver", &DnsSpec::users_per_resolver, "people online per resolver cache",
          at_least(std::int64_t{1}),
          assumed("resolvers of access providers serve whole cities; public ones are partitioned")),
      field("extended", &DnsSpec::extended,
            "share of resolvers that keep addresses longer than their TTL; matters while the name "
            "servers are down",
            at_least(Share{0}), at_most(Share{1}),
            source("8.74% of 8,524 resolvers (Bhowmick, PAM 2023)", "2026-11")),
      field("extended_ttl", &DnsSpec::extended_ttl, "how long those keep them",
            at_least(Duration{0}), at_most(Duration{std::chrono::hours(24 * 7)}),
            assumed("from minutes to hours were observed")));
}

std::vector<Field> fields(Of<RetrySpec>) {
  return list<RetrySpec>(
      field("attempts", &RetrySpec::attempts, "maximum attempts of a request, the first included",
            at_least(std::int64_t{1}), at_most(std::int64_t{20}),
            assumed("browsers retry a GET once")),
      field("timeout", &RetrySpec::timeout,
            "timeout of an attempt, from its arrival at the PoP to the answer; time in challenges, "
            "waiting rooms and logins does not count",
            more_than(Duration{0}),
            source(
                "connecting and reading: 10 s each (OkHttp's defaults, the usual client of Android "
                "apps); browsers wait longer",
                "2026-11")),
      field("errors", &RetrySpec::errors,
            "error answers that are also retried, besides attempts without an answer",
            assumed("browsers show an error answer; SDKs retry all errors")),
      field("backoff", &RetrySpec::backoff,
            "longest wait before the second attempt, doubled for each further one; the wait is "
            "uniform between 0 and this limit (full jitter)",
            at_least(Duration{0}), at_most(Duration{std::chrono::hours(1)}),
            assumed("browsers retry at once")));
}

std::vector<Field> fields(Of<AccessLineSpec>) {
  return list<AccessLineSpec>(
      field("rtt", &AccessLineSpec::rtt, "round trip between the user and the provider's network",
            required()),
      field("bandwidth", &AccessLineSpec::bandwidth,
            "downstream bandwidth; absent: limited only by the congestion window",
            more_than(Bandwidth{0})));
}

std::vector<Field> fields(Of<PeopleSpec>) {
  return list<PeopleSpec>(
      field(
          "requests_per_minute", &PeopleSpec::requests_per_minute,
          "mean requests per minute of an active user; the number of active users follows from the "
          "demand",
          more_than(0.0), at_most(1e6), assumed("a page with a few objects every few minutes")),
      field("activity", &PeopleSpec::activity,
            "inequality of users: the most active share x of users sends x^(1/activity) of the "
            "requests; 1: all equal",
            at_least(1.0), at_most(10.0), assumed("10% of the users make a third of the requests")),
      field("asks_again", &PeopleSpec::asks_again,
            "share of a user's requests to a route that repeat this user's last one "
            "there",
            at_least(Share{0}), at_most(Share{0.99}),
            assumed("each request is drawn by popularity only")),
      field("per_address", &PeopleSpec::per_address, "users per IP address",
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000}),
            assumed("a household; mobile carriers put thousands behind one")),
      field("sessions", &PeopleSpec::sessions, "share of users with a session cookie",
            at_least(Share{0}), at_most(Share{1}), assumed("some users are new")),
      field("api_keys", &PeopleSpec::api_keys,
            "number of API consumers, to which requests are assigned at random; 0: no API keys",
            at_least(std::int64_t{0}), at_most(std::int64_t{1'000'000'000}), assumed("a web site")),
      field("networks", &PeopleSpec::networks, "access networks (ASNs) per metro",
            at_least(std::int64_t{1}), at_most(std::int64_t{10'000}),
            assumed("a few large providers and some small ones")));
}

std::vector<Field> fields(Of<ClientsSpec>) {
  return list<ClientsSpec>(
      field("http3", &ClientsSpec::http3, "share of connections over QUIC", at_least(Share{0}),
            at_most(Share{1}), assumed("about a third of the web's requests")),
      field("tls12", &ClientsSpec::tls12, "share of TCP connections with TLS 1.2",
            at_least(Share{0}), at_most(Share{1}), assumed("old devices and agents")),
      field("tls_resumption", &ClientsSpec::tls_resumption,
            "share of new connections that resume an earlier TLS session", at_least(Share{0}),
            at_most(Share{1}), assumed("CDNs aim for more than 80%; first visits do not resume")),
      field("early_data", &ClientsSpec::early_data,
            "share of resumed TLS 1.3 and QUIC connections that use 0-RTT", at_least(Share{0}),
            at_most(Share{1}), assumed("only for safe requests, and disabled in many stacks")),
      field("requests_per_connection", &ClientsSpec::requests_per_connection,
            "mean number of requests per connection", at_least(1.0), at_most(10'000.0),
            assumed("a page with a few objects from the same host")),
      field("dns", &ClientsSpec::dns, "DNS resolution"),
      field("retry", &ClientsSpec::retry, "retries after failures"),
      field("access", &ClientsSpec::access,
            "one access line for all users, instead of the network's mix of access types"),
      field("people", &ClientsSpec::people, "users and API consumers behind requests, for guards"));
}

}  // namespace edgecase
