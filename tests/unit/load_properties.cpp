// Laws of the loader over random values and random damage.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "diagnostics/shop_spec.hpp"
#include "load/print.hpp"

using namespace edgecase;

namespace {

template <class T>
void survives(T value) {
  T back{};
  const std::string text = Scalar<T>::print(value);
  const auto complaint = Scalar<T>::parse(text, back);
  RC_LOG() << text << (complaint ? ": " + complaint->message : "") << '\n';
  RC_ASSERT(!complaint);
  RC_ASSERT(!(back < value) && !(value < back));
}

/// Magnitudes over many decades, as mantissa times a power of ten.
double spread() {
  const auto mantissa = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000);
  return static_cast<double>(mantissa) * std::pow(10.0, *rc::gen::inRange(-12, 6));
}

const char* const full_text = R"(
title: "a shop"
rate: 20k rps
caches:
  static: {capacity: 200GB, ttl: 1h, policy: {s3_fifo: 5%}, upper_tier: {per: global}}
  dynamic: {ttl: 30s, policy: lru}
routes:
  images: {share: 80%, cache: static, size: 30kB}
  api: {share: 20%, service: {lognormal: {p50: 40ms, p99: 250ms}}}
faults:
  - {name: gru, kind: pop_down, pop: GRU, at: 5min}
  - {name: slow, kind: slow, at: 7min, factor: 3}
thresholds: {cost.monthly: ["< $18k"]}
)";

std::string shuffled(std::vector<std::string> parts, const char* open, const char* close) {
  const auto order = *rc::gen::container<std::vector<std::uint32_t>>(
      parts.size(), rc::gen::arbitrary<std::uint32_t>());
  std::vector<std::size_t> index(parts.size());
  for (std::size_t i = 0; i < index.size(); ++i) index[i] = i;
  std::sort(index.begin(), index.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(order[a], a) < std::tie(order[b], b);
  });
  std::string text = open;
  for (std::size_t i = 0; i < index.size(); ++i) text += (i ? ", " : "") + parts[index[i]];
  return text + close;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("what is printed reads back as the same value") {
    CHECK(rc::check("durations", [] { survives(Duration{*rc::gen::inRange(0L, INT64_MAX)}); }));
    CHECK(
        rc::check("short durations", [] { survives(Duration{*rc::gen::inRange(-4000L, 4000L)}); }));
    CHECK(rc::check("sizes", [] { survives(Bytes{*rc::gen::inRange(0L, INT64_MAX)}); }));
    CHECK(
        rc::check("round sizes", [] { survives(Bytes{*rc::gen::inRange(0L, 5000L) * 1024000}); }));
    CHECK(rc::check("money", [] { survives(Money{*rc::gen::inRange(-INT64_MAX, INT64_MAX)}); }));
    CHECK(rc::check("counts", [] { survives(Count{*rc::gen::inRange(0L, INT64_MAX)}); }));
    CHECK(rc::check("whole numbers", [] { survives(*rc::gen::inRange(-INT64_MAX, INT64_MAX)); }));
    CHECK(rc::check("rates", [] { survives(Rate{spread()}); }));
    CHECK(rc::check("bandwidths", [] { survives(Bandwidth{spread()}); }));
    CHECK(rc::check("shares", [] { survives(Share{spread() * 1e-6}); }));
    CHECK(rc::check("numbers", [](double x) {
      RC_PRE(std::isfinite(x));
      survives(x);
    }));
  }

  TEST_CASE("a specification printed as JSON reads back as itself") {
    const shop::ShopSpec spec = shop::shop_of(full_text);
    const std::string once = print_json(spec);
    CHECK(print_json(shop::shop_of(once)) == once);
    CHECK(print_json(shop::shop_of(print_json(spec, -1))) == once);
  }

  TEST_CASE("the order of keys changes nothing") {
    const std::string expected = print_json(shop::shop_of(full_text));
    CHECK(rc::check("same specification", [&] {
      const std::string cache_a = shuffled(
          {"capacity: 200GB", "ttl: 1h", "policy: {s3_fifo: 5%}", "upper_tier: {per: global}"},
          "static: {", "}");
      const std::string caches =
          shuffled({cache_a, "dynamic: {policy: lru, ttl: 30s}"}, "caches: {", "}");
      const std::string routes =
          shuffled({shuffled({"share: 80%", "cache: static", "size: 30kB"}, "images: {", "}"),
                    "api: {service: {lognormal: {p99: 250ms, p50: 40ms}}, share: 20%}"},
                   "routes: {", "}");
      const std::string fault =
          shuffled({"factor: 3", "kind: slow", "name: slow", "at: 7min"}, "{", "}");
      const std::string faults =
          "faults: [{pop: GRU, at: 5min, name: gru, kind: pop_down}, " + fault + "]";
      const std::string text = shuffled({"title: a shop", "rate: 20k rps", caches, routes, faults,
                                         "thresholds: {cost.monthly: ['< $18k']}"},
                                        "{", "}");
      RC_ASSERT(print_json(shop::shop_of(text)) == expected);
    }));
  }

  TEST_CASE("no damage to a text makes the loader fail other than by a diagnostic") {
    const std::string alphabet = "{}[]:,-&*!|>'\"#%@`\n \t0a?~<=.\xff\x80";
    CHECK(rc::check("mutations", [&] {
      std::string text = full_text;
      const int edits = *rc::gen::inRange(1, 6);
      for (int i = 0; i < edits; ++i) {
        const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
        const char c = *rc::gen::elementOf(alphabet);
        switch (*rc::gen::inRange(0, 3)) {
          case 0:
            text[at] = c;
            break;
          case 1:
            text.insert(at, 1, c);
            break;
          default:
            text.erase(at, *rc::gen::inRange<std::size_t>(1, 8));
        }
      }
      Diagnostics diagnostics;
      const auto document = parse_document(text, "damaged.yaml", {}, diagnostics);
      const bool read_well = document && read<shop::ShopSpec>(*document, diagnostics);
      RC_ASSERT(read_well == !diagnostics.has_errors());
      for (const Diagnostic& d : diagnostics.sorted()) {
        RC_ASSERT(!d.code.empty());
        RC_ASSERT(!d.message.empty());
        RC_ASSERT(find_code(d.code) != nullptr);
      }
      render_text(diagnostics);
    }));
  }
}
