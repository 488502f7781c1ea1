// Each way in which a value does not fit its key, and what the user is told.
#include <doctest/doctest.h>

#include "diagnostics/shop_spec.hpp"

using edgecase::shop::complaints;

TEST_SUITE("diagnostics") {
  TEST_CASE("an unknown key: the nearest one, and all there are") {
    CHECK(complaints("caches:\n  edge:\n    tll: 60s\n") ==
          "error[EC0104]: unknown key `tll`\n"
          " --> shop.yaml:3:5   caches.edge.tll\n"
          "3 |     tll: 60s\n"
          "  |     ^^^ did you mean `ttl`?\n"
          "  = help: valid keys: capacity, ttl, stale_while_revalidate, policy, upper_tier   "
          "(edgecase explain caches.edge)\n");
  }

  TEST_CASE("a required key that is missing") {
    CHECK(complaints("routes:\n  images: {size: 20kB}\n") ==
          "error[EC0105]: the key `share` is missing\n"
          " --> shop.yaml:2:3   routes.images.share\n"
          "2 |   images: {size: 20kB}\n"
          "  |   ^^^^^^\n"
          "  = help: part of all requests: a share (35%, 99.95%)\n");
  }

  TEST_CASE("a mapping where a list belongs, a list where a value belongs") {
    CHECK(complaints("faults: {kind: slow}\n") ==
          "error[EC0106]: a mapping is not allowed here\n"
          " --> shop.yaml:1:9   faults\n"
          "1 | faults: {kind: slow}\n"
          "  |         ^ write [{kind: slow}]\n"
          "  = help: expects a list, each a mapping with the keys name, kind, at\n");
    CHECK(complaints("replications: [4]\n") ==
          "error[EC0106]: a list is not allowed here\n"
          " --> shop.yaml:1:15   replications\n"
          "1 | replications: [4]\n"
          "  |               ^ write 4\n"
          "  = help: expects a whole number (1, 400)\n");
    CHECK(complaints("caches: many\n") ==
          "error[EC0106]: a single value is not allowed here\n"
          " --> shop.yaml:1:9   caches\n"
          "1 | caches: many\n"
          "  |         ^^^^\n"
          "  = help: expects a mapping from names, each to a mapping with the keys capacity, ttl, "
          "stale_while_revalidate, policy, upper_tier\n");
  }

  TEST_CASE("a key without a value") {
    CHECK(
        complaints("caches:\n  edge:\nrate: 5 rps\n") ==
        "error[EC0107]: the value is missing\n"
        " --> shop.yaml:2:3   caches.edge\n"
        "2 |   edge:\n"
        "  |   ^^^^\n"
        "  = help: expects a mapping with the keys capacity, ttl, stale_while_revalidate, policy, "
        "upper_tier\n");
    CHECK(complaints("title: null\n").find("error[EC0107]") == 0);
    CHECK(complaints("title: ''\n").empty());
  }

  TEST_CASE("what is not a number") {
    CHECK(complaints("replications: many\n") ==
          "error[EC0108]: `many` is not a number\n"
          " --> shop.yaml:1:15   replications\n"
          "1 | replications: many\n"
          "  |               ^^^^\n"
          "  = help: expects a whole number (1, 400)\n");
    CHECK(complaints("objects: 2,000,000\n") ==
          "error[EC0108]: `2,000,000` is not a number\n"
          " --> shop.yaml:1:10   objects\n"
          "1 | objects: 2,000,000\n"
          "  |          ^^^^^^^^^ write the digits without separators\n");
    CHECK(complaints("exponent: .nan\n").find("`.nan` is not a finite number") !=
          std::string::npos);
    CHECK(complaints("exponent: 0x1p3\n").find("^ write a decimal number") != std::string::npos);
  }

  TEST_CASE("a number that lacks its unit gets the whole fix") {
    const auto label = [](const char* text) {
      const std::string said = complaints(text);
      REQUIRE(said.find("error[EC0109]") == 0);
      const std::size_t from = said.find("^ ") + 2;
      return said.substr(from, said.find('\n', from) - from);
    };
    CHECK(complaints("caches: {edge: {ttl: 300}}\n") ==
          "error[EC0109]: `300` needs a unit\n"
          " --> shop.yaml:1:22   caches.edge.ttl\n"
          "1 | caches: {edge: {ttl: 300}}\n"
          "  |                      ^^^ write 300s\n");
    CHECK(label("caches: {edge: {capacity: 64}}\n") == "write 64MB");
    CHECK(label("rate: 20k\n") == "write 20k rps");
    CHECK(label("access: 50\n") == "write 50Mbps");
    CHECK(label("surge: 0.35\n") == "write 35%");
    CHECK(label("budget: 250\n") == "write $250");
  }

  TEST_CASE("an unknown unit") {
    CHECK(complaints("caches: {edge: {ttl: 5m}}\n") ==
          "error[EC0110]: `5m` has an unknown unit `m`\n"
          " --> shop.yaml:1:22   caches.edge.ttl\n"
          "1 | caches: {edge: {ttl: 5m}}\n"
          "  |                      ^^ write 5min\n"
          "  = help: units: ns, us, ms, s, min, h, d\n");
    CHECK(complaints("caches: {edge: {capacity: 64gb}}\n").find("^ write 64GB\n") !=
          std::string::npos);
    CHECK(complaints("rate: 5 per second\n") ==
          "error[EC0110]: `5 per second` has an unknown unit `per second`\n"
          " --> shop.yaml:1:7   rate\n"
          "1 | rate: 5 per second\n"
          "  |       ^^^^^^^^^^^^ write 5 rps\n"
          "  = help: units: rps, /s, /min, /h, /d, each with k, M or G before it\n");
  }

  TEST_CASE("a leading zero") {
    CHECK(complaints("replications: 010\n") ==
          "error[EC0111]: `010` starts with 0\n"
          " --> shop.yaml:1:15   replications\n"
          "1 | replications: 010\n"
          "  |               ^^^ write 10\n"
          "  = help: some YAML parsers read a leading 0 as octal, others ignore it\n");
  }

  TEST_CASE("values out of range say the limit in the field's unit") {
    CHECK(complaints("routes: {a: {share: 120%}}\n") ==
          "error[EC0112]: `120%` is out of range\n"
          " --> shop.yaml:1:21   routes.a.share\n"
          "1 | routes: {a: {share: 120%}}\n"
          "  |                     ^^^^ must be at most 100%\n");
    CHECK(complaints("surge: 1000%\n").empty());
    CHECK(complaints("surge: 1001%\n").find("must be at most 1000%") != std::string::npos);
    CHECK(complaints("caches: {edge: {capacity: 20kB}}\n").find("must be at least 1MB") !=
          std::string::npos);
    CHECK(complaints("caches: {edge: {ttl: 0}}\n").find("must be more than 0s") !=
          std::string::npos);
    CHECK(complaints("exponent: 3\n").find("must be less than 3") != std::string::npos);
    CHECK(complaints("caches: {edge: {ttl: -5s}}\n").find("must be more than 0s") !=
          std::string::npos);
    CHECK(complaints("rate: -5 rps\n").find("must be at least 0") != std::string::npos);
  }

  TEST_CASE("values that cannot be represented exactly") {
    CHECK(complaints("caches: {edge: {ttl: 0.3ns}}\n") ==
          "error[EC0113]: `0.3ns` is not a whole number of nanoseconds\n"
          " --> shop.yaml:1:22   caches.edge.ttl\n"
          "1 | caches: {edge: {ttl: 0.3ns}}\n"
          "  |                      ^^^^^\n"
          "  = help: expects a duration (300s, 20ms, 5min, 1h30min)\n");
    CHECK(complaints("caches: {edge: {ttl: 400000d}}\n")
              .find("error[EC0113]: `400000d` is too "
                    "large") == 0);
    CHECK(complaints("exponent: 1e999\n").find("error[EC0113]") == 0);
    CHECK(complaints("objects: 1.5\n").find("error[EC0113]: `1.5` is not a whole number\n") == 0);
  }

  TEST_CASE("a name or a kind that is not on the list") {
    CHECK(complaints("caches: {edge: {policy: s3fifo}}\n") ==
          "error[EC0114]: unknown kind `s3fifo`\n"
          " --> shop.yaml:1:25   caches.edge.policy\n"
          "1 | caches: {edge: {policy: s3fifo}}\n"
          "  |                         ^^^^^^ did you mean `s3_fifo`?\n"
          "  = help: available kinds: lru, s3_fifo\n");
    CHECK(complaints("caches: {edge: {upper_tier: {per: regoin}}}\n") ==
          "error[EC0114]: unknown name `regoin`\n"
          " --> shop.yaml:1:35   caches.edge.upper_tier.per\n"
          "1 | caches: {edge: {upper_tier: {per: regoin}}}\n"
          "  |                                   ^^^^^^ did you mean `region`?\n"
          "  = help: valid names: region, global\n");
    CHECK(complaints("http3: yes\n") ==
          "error[EC0114]: `yes` is neither true nor false\n"
          " --> shop.yaml:1:8   http3\n"
          "1 | http3: yes\n"
          "  |        ^^^ write true\n");
    CHECK(complaints("caches: {edge: {policy: {lru: {}, s3_fifo: {}}}}\n") ==
          "error[EC0106]: expects one kind, not several\n"
          " --> shop.yaml:1:35   caches.edge.policy\n"
          "1 | caches: {edge: {policy: {lru: {}, s3_fifo: {}}}}\n"
          "  |                                   ^^^^^^^\n"
          "  = help: available kinds: lru, s3_fifo\n");
  }

  TEST_CASE("a kind's parameters beside it are those of that kind") {
    CHECK(complaints("faults: [{kind: slow, at: 1s, pop: GRU}]\n") ==
          "error[EC0104]: unknown key `pop`\n"
          " --> shop.yaml:1:31   faults[0].pop\n"
          "1 | faults: [{kind: slow, at: 1s, pop: GRU}]\n"
          "  |                               ^^^\n"
          "  = help: valid keys: name, kind, at, factor   (edgecase explain 'faults[0]')\n");
    CHECK(complaints("faults: [{kind: pop_down, at: 1s}]\n")
              .find("error[EC0105]: the key `pop` is missing\n") == 0);
    CHECK(complaints("faults: [{kind: meteor, at: 1s, size: big}]\n") ==
          "error[EC0114]: unknown kind `meteor`\n"
          " --> shop.yaml:1:17   faults[0].kind\n"
          "1 | faults: [{kind: meteor, at: 1s, size: big}]\n"
          "  |                 ^^^^^^\n"
          "  = help: available kinds: pop_down, slow\n");
  }

  TEST_CASE("a name that refers to nothing") {
    CHECK(complaints(
              "caches: {static: {}, dynamic: {}}\nroutes: {a: {share: 1%, cache: statik}}\n") ==
          "error[EC0115]: `statik` is not defined in caches\n"
          " --> shop.yaml:2:32   routes.a.cache\n"
          "2 | routes: {a: {share: 1%, cache: statik}}\n"
          "  |                                ^^^^^^ did you mean `static`?\n"
          "  = help: defined: dynamic, static\n");
    CHECK(complaints("routes: {a: {share: 1%, cache: b}}\n").find("= help: caches is empty\n") !=
          std::string::npos);
  }

  TEST_CASE("two items of one name") {
    CHECK(complaints(
              "faults:\n  - {name: a, kind: slow, at: 1s}\n  - {name: a, kind: slow, at: 2s}\n") ==
          "error[EC0128]: two items are named `a`\n"
          " --> shop.yaml:3:12   faults[1].name\n"
          "3 |   - {name: a, kind: slow, at: 2s}\n"
          "  |            ^ the first is at line 2\n");
  }

  TEST_CASE("rules across fields point to the field they blame") {
    CHECK(complaints("caches: {edge: {ttl: 1s, stale_while_revalidate: 1min}}\n") ==
          "error[EC0127]: `stale_while_revalidate` must not be more than `ttl`\n"
          " --> shop.yaml:1:50   caches.edge.stale_while_revalidate\n"
          "1 | caches: {edge: {ttl: 1s, stale_while_revalidate: 1min}}\n"
          "  |                                                  ^^^^\n");
  }

  TEST_CASE("distributions check their parameters") {
    const auto route = [](const std::string& service) {
      return complaints("routes: {a: {share: 1%, service: " + service + "}}\n");
    };
    CHECK(
        route("{lognormal: {p50: 250ms, p99: 40ms}}") ==
        "error[EC0127]: `p99` must be more than `p50`\n"
        " --> shop.yaml:1:64   routes.a.service.lognormal.p99\n"
        "1 | routes: {a: {share: 1%, service: {lognormal: {p50: 250ms, p99: 40ms}}}}\n"
        "  |                                                                ^^^^ `p50` is 250ms\n");
    CHECK(route("{lognormal: {p50: 40ms}}").find("error[EC0105]: a lognormal needs") == 0);
    CHECK(route("{hyperexponential: {phases: [{share: 90%, mean: 1ms}]}}")
              .find("error[EC0201]: shares add up to 90%, not 100%\n") == 0);
    CHECK(route("{hyperexponential: {mean: 1ms, cv: 0.5}}").find("must be at least 1") !=
          std::string::npos);
    CHECK(route("{quantiles: [{share: 0%, value: 1ms}, {share: 90%, value: 2ms}]}")
              .find("error[EC0127]: the last point must be at 100%\n") == 0);
    CHECK(route("{gausian: {mean: 1ms}}").find("error[EC0114]: unknown kind `gausian`\n") == 0);
    CHECK(route("20").find("error[EC0109]: `20` needs a unit\n") == 0);
    CHECK(route("20ms").empty());
    CHECK(route("{exponential: 20ms}").empty());
    CHECK(route("{quantiles: [{share: 0%, value: 1ms}, {share: 100%, value: 2ms}]}").empty());
  }

  TEST_CASE("everything wrong is said at once, in the order of the text") {
    const std::string said =
        complaints("rate: 5\nrte: 1\nsurge: 2\nhttp3: 1\nreplications: 0\nexponent: x\n");
    std::size_t at = 0;
    for (const char* head : {"EC0109", "EC0104", "EC0109", "EC0114", "EC0112", "EC0108"}) {
      at = said.find(head, at);
      REQUIRE(at != std::string::npos);
      ++at;
    }
  }

  TEST_CASE("after twenty problems the rest is counted") {
    std::string text = "thresholds: {}\ncaches:\n";
    for (int i = 0; i < 25; ++i) text += "  c" + std::to_string(i) + ": {tll: 1s}\n";
    const std::string said = complaints(text);
    CHECK(said.find("\n… and 5 more\n") != std::string::npos);
    CHECK(said.find("c19") != std::string::npos);
    CHECK(said.find("c20") == std::string::npos);
  }

  TEST_CASE("thousands of problems are counted, not kept") {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "k" + std::to_string(i) + ": 1\n";
    CHECK(complaints(text).find("\n… and 2980 more\n") != std::string::npos);
  }
}
