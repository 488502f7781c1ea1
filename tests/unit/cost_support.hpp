#pragma once
// Sheets for the tests of money: those that ship, and small ones written as text.

#include <string>

#include <doctest/doctest.h>

#include "cost/price.hpp"
#include "load/read.hpp"
#include "load/text/render.hpp"

namespace edgecase::test {

inline PriceSheet shipped_sheet(const std::string& name) {
  Diagnostics problems;
  const std::string file = std::string(EDGECASE_SOURCE_DIR) + "/scenarios/prices/" + name + ".yaml";
  const auto document = load_document(file, {}, problems);
  REQUIRE(document.has_value());
  auto sheet = read<PriceSheet>(*document, problems);
  for (const Diagnostic& d : problems.sorted()) FAIL_CHECK(d.path << ": " << d.message);
  REQUIRE(sheet.has_value());
  return std::move(*sheet);
}

/// A sheet of one edge product `shop` with these lines.
inline PriceSheet sheet_of(std::vector<PriceLine> lines) {
  PriceSheet sheet;
  sheet.name = "test-sheet";
  sheet.provider = "tester";
  sheet.source = {"a test", "2026-11-21", Grade::listed};
  PricedProduct product;
  product.name = "shop";
  product.title = "Shop";
  product.lines = std::move(lines);
  sheet.products.push_back(std::move(product));
  return sheet;
}

/// $`pico` x 10^-12 per `per` requests, everywhere.
inline PriceLine request_line(std::int64_t per, std::int64_t pico) {
  PriceLine line;
  line.name = "requests";
  line.title = "Requests";
  line.meter = meter::edge_requests;
  line.per = {per, Dimension::count};
  line.prices[std::string(everywhere)] = {{pico, true}};
  return line;
}

inline Usage requests(std::int64_t count, Labels labels = {}) {
  Usage usage;
  usage.add(meter::edge_requests, labels, count);
  return usage;
}

constexpr std::int64_t pico_per_dollar = 1'000'000'000'000;
constexpr Money dollars(std::int64_t whole) { return {whole * 1'000'000'000}; }

}  // namespace edgecase::test
