// Values, keys and signs as other tools and other countries write them.
#include <string>

#include <doctest/doctest.h>

#include "diagnostics/shop_spec.hpp"

using edgecase::shop::complaints;

namespace {

/// The label below the carets of the only complaint.
std::string label_of(const std::string& text) {
  const std::string said = complaints(text);
  CAPTURE(said);
  const std::size_t carets = said.find("^ ");
  if (carets == std::string::npos) return "";
  CHECK(said.find("\n\n") == std::string::npos);
  return said.substr(carets + 2, said.find('\n', carets) - carets - 2);
}

std::string ttl(const std::string& value) {
  return label_of("caches: {e: {ttl: " + value + "}}\n");
}
std::string rate(const std::string& value) { return label_of("rate: " + value + "\n"); }
std::string line_rate(const std::string& value) { return label_of("access: " + value + "\n"); }
std::string money(const std::string& value) { return label_of("budget: " + value + "\n"); }
std::string count(const std::string& value) { return label_of("objects: " + value + "\n"); }

/// "LINE:COLUMN LABEL" of the first complaint.
std::string first_of(const std::string& text) {
  const std::string said = complaints(text);
  CAPTURE(said);
  const std::size_t at = said.find("shop.yaml:");
  if (at == std::string::npos) return said;
  const std::size_t end = said.find_first_of(" \n", at);
  const std::size_t carets = said.find("^ ");
  const std::string label = carets == std::string::npos
                                ? ""
                                : said.substr(carets + 1, said.find('\n', carets) - carets - 1);
  return said.substr(at + 10, end - at - 10) + label;
}

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("rates of other tools") {
    for (const char* text : {"500/sec", "500 req/s", "500 requests/s", "500 requests per second",
                             "500 qps", "500 RPS", "500 r/s", "500 per second", "500 hits/second"})
      CHECK_MESSAGE(rate(text) == "write 500 rps", text);
    CHECK(rate("500 rpm") == "write 500/min");
    CHECK(rate("20 req/min") == "write 20/min");
    CHECK(rate("3 requests per day") == "write 3/d");
    CHECK(rate("20K rps") == "write 20k rps");
    CHECK(rate("1 million req/s") == "write 1M rps");
    CHECK(rate("2,5 rps") == "write 2.5 rps");
  }

  TEST_CASE("durations of other tools: clocks, dates, ISO 8601, calendar units, endless ones") {
    CHECK(ttl("00:10:00") == "write 10min");
    CHECK(ttl("\"01:30:05\"") == "write 1h30min5s");
    CHECK(ttl("\"10:30\"") == "write 10min30s (min:s) or 10h30min (h:min)");
    CHECK(ttl("PT1H30M") == "write 1h30min");
    CHECK(ttl("2026-01-01") == "a date is not a duration");
    CHECK(ttl("2026-01-01T10:00:00Z") == "a date is not a duration");
    CHECK(ttl("2 weeks") == "write 14d");
    CHECK(ttl("5 Minutes") == "write 5min");
    CHECK(ttl("forever") == "write a long time, for example 365d");
    CHECK(ttl("10min#x") == "a comment needs a blank before the #");
    CHECK(ttl("“10min”") == "replace the typographic quote `“` by `\"`");
  }

  TEST_CASE("sizes, line rates, counts and shares of other tools") {
    CHECK(label_of("caches: {e: {capacity: 64 gigabytes}}\n") == "write 64GB");
    CHECK(label_of("caches: {e: {capacity: 2PB}}\n") == "write 2000TB");
    CHECK(line_rate("100 Mbit/s") == "write 100Mbps");
    CHECK(line_rate("1 Gb/s") == "write 1Gbps");
    CHECK(line_rate("10MB/s") == "write 80Mbps");
    CHECK(count("100K") == "write 100k");
    CHECK(count("2 million") == "write 2M");
    CHECK(count("1bn") == "write 1G");
    CHECK(count("1.000.000") == "write the digits without separators");
    CHECK(count("500 000") == "write the digits without separators");
    CHECK(label_of("surge: 20\n") == "write 20%");
    CHECK(label_of("surge: 99.9\n") == "write 99.9%");
    CHECK(label_of("surge: 0.2\n") == "write 20%");
    CHECK(label_of("surge: 2\n") == "write 2%, or 200% for a factor of 2");
    CHECK(label_of("surge: 20 percent\n") == "write 20%");
    CHECK(label_of("exponent: 80%\n") == "write 0.8");
  }

  TEST_CASE("money is in dollars, with the sign before it") {
    CHECK(money("20k€") == "write $20k");
    CHECK(money("€20k") == "write $20k");
    CHECK(money("20k EUR") == "write $20k");
    CHECK(money("£5") == "write $5");
    CHECK(complaints("budget: 20k€\n").find("amounts are in US dollars only") != std::string::npos);
    CHECK(money("20 USD") == "write $20");
    CHECK(money("20$") == "write $20");
    CHECK(money("$20K") == "write $20k");
    CHECK(money("$20,000") == "write $20000");
    CHECK(complaints("budget: $20 k\n").empty());
  }

  TEST_CASE("keys of other tools, and keys at the wrong level") {
    CHECK(first_of("caches: {edge: {max-age: 5min}}\n") == "1:17 did you mean `ttl`?");
    CHECK(first_of("caches: {edge: {staleWhileRevalidate: 5min}}\n") ==
          "1:17 did you mean `stale_while_revalidate`?");
    CHECK(first_of("ttl: 5min\ncaches: {edge: {}}\n") == "1:1 belongs in caches.edge");
    CHECK(first_of("caches:\n  edge: {}\n  ttl: 5min\n") == "3:3 belongs in caches.edge");
    CHECK(first_of("caches:\n  edge: {per: region}\n") == "2:10 belongs in caches.edge.upper_tier");
    CHECK(first_of("caches:\n  routes: {a: {share: 1%}}\n") ==
          "2:3 belongs at the top of the file");
    CHECK(first_of("caches: {edge: {ttl:5min}}\n") == "1:17 write ttl: 5min");
  }

  TEST_CASE("a key at the wrong level is not missed where it belongs") {
    const std::string said =
        complaints("routes:\n  a: {share: 1%, cache: edge}\n  caches:\n    edge: {ttl: 5min}\n");
    CHECK(said.find("error[EC0104]") == 0);
    CHECK(said.find("EC0115") == std::string::npos);
  }

  TEST_CASE("values of the wrong shape get the right one") {
    CHECK(label_of("thresholds: {a: \"< 5\"}\n") == "write [\"< 5\"]");
    CHECK(label_of("faults: {kind: slow, at: 1s}\n") == "write [{kind: slow, at: 1s}]");
    CHECK(label_of("replications: [4]\n") == "write 4");
    CHECK(label_of("caches: {edge: {upper_tier: true}}\n") == "write {per: region}");
    CHECK(label_of("caches: {edge: {upper_tier: off}}\n") == "write none, or remove the key");
    CHECK(label_of("caches: {edge: {upper_tier: global}}\n") == "write {per: global}");
    CHECK(label_of("caches: {edge: 5min}\n") == "write {ttl: 5min}");
    CHECK(label_of("routes: {a: {share: 1%, service: {type: lognormal, p50: 1ms, p99: 9ms}}}\n") ==
          "write {lognormal: {p50: 1ms, p99: 9ms}}");
    CHECK(label_of("routes: {a: {share: 1%, service: {p50: 1ms, p99: 9ms}}}\n") ==
          "write {lognormal: {p50: 1ms, p99: 9ms}}");
    CHECK(label_of("caches: {edge: {policy: {name: s3-fifo, small: 5%}}}\n") ==
          "write {s3_fifo: {small: 5%}}");
    CHECK(label_of("caches: {edge: {policy: LRU}}\n") == "did you mean `lru`?");
  }
}
