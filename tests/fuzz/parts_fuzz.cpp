// Whatever bytes a price sheet, a usage file or a network is made of: it is refused with a
// diagnostic, or it can be used. Usage is priced on a sheet of one line of each kind of unit; a
// network says where its users go. The first byte of the input chooses the kind.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "cost/price.hpp"
#include "cost/usage_file.hpp"
#include "load/read.hpp"
#include "load/text/render.hpp"
#include "model/net/network.hpp"

namespace {

using edgecase::Diagnostics;

void demand(bool holds) {
  if (!holds) std::abort();
}

/// Small limits reach what lies behind them sooner; no files, the bytes are not to name one.
constexpr edgecase::LoadLimits limits{.bytes = 4096, .nodes = 2000, .depth = 32, .extends = 0};

/// Nothing: there is a diagnostic that says why.
template <class T>
std::optional<T> understood(const std::string& text) {
  Diagnostics diagnostics;
  const auto document = edgecase::parse_document(text, "fuzz.yaml", {}, diagnostics, limits);
  auto spec = document ? edgecase::read<T>(*document, diagnostics) : std::nullopt;
  if (diagnostics.has_errors()) {
    demand(!edgecase::render_text(diagnostics).empty());
    return std::nullopt;
  }
  demand(spec.has_value());
  return spec;
}

/// What a bill promises: lines sum to the total, contributions to their line.
void check_bill(const edgecase::PriceSheet& sheet, const edgecase::Usage& usage,
                edgecase::Duration measured) {
  edgecase::BillingTerms terms;
  terms.measured = measured;
  const edgecase::Bill bill = edgecase::price(sheet, usage, terms);
  edgecase::Money total{};
  for (const edgecase::BillLine& line : bill.lines) total = total + line.known();
  demand(edgecase::Scalar<edgecase::Money>::print(total) ==
         edgecase::Scalar<edgecase::Money>::print(bill.total));
}

void price_sheet(const std::string& text) {
  const auto sheet = understood<edgecase::PriceSheet>(text);
  if (!sheet) return;
  edgecase::Usage usage;
  for (const edgecase::PricedProduct& product : sheet->products)
    for (const edgecase::PriceLine& line : product.lines)
      if (!line.meter.empty()) usage.add(line.meter, {}, 1'234'567'891'011);
  check_bill(*sheet, usage, edgecase::billing_month);
}

void usage_file(const std::string& text) {
  const auto spec = understood<edgecase::UsageSpec>(text);
  if (spec) check_bill({}, edgecase::usage_of(*spec), spec->measured);
}

void network(const std::string& text) {
  const auto spec = understood<edgecase::NetworkSpec>(text);
  if (!spec || spec->pops.rows.empty()) return;
  const edgecase::Network network(*spec);
  for (edgecase::MetroIndex metro = 0; metro < network.metros().size(); ++metro) {
    double share = 0;
    for (const edgecase::Serving& serving : network.catchment(metro)) share += serving.share;
    demand(std::abs(share - 1) < 1e-9);
    for (edgecase::PopIndex pop = 0; pop < network.pops().size(); ++pop)
      demand(network.metro_to_pop_ms(metro, pop) >= 0);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  constexpr void (*kinds[])(const std::string&) = {price_sheet, usage_file, network};
  kinds[data[0] % std::size(kinds)](text);
  return 0;
}
