// Whatever bytes a scenario, its overrides or a path to explain are made of: the loader answers
// with diagnostics that can be rendered, or with a specification that prints and reads back as
// itself. The first line of the input is an override; the rest is the text.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "diagnostics/shop_spec.hpp"
#include "load/explain.hpp"
#include "load/origin.hpp"
#include "load/print.hpp"

namespace {

using edgecase::Diagnostics;
using edgecase::LoadLimits;
using edgecase::shop::ShopSpec;

void demand(bool holds) {
  if (!holds) std::abort();
}

/// Small limits reach what lies behind them sooner; no files, the bytes are not to name one.
constexpr LoadLimits limits{.bytes = 4096, .nodes = 2000, .depth = 32, .extends = 0};

std::string read_back(const std::string& text) {
  Diagnostics diagnostics;
  const auto document = edgecase::parse_document(text, "printed.json", {}, diagnostics,
                                                 {.bytes = 1 << 24, .nodes = 1 << 20});
  demand(document.has_value());
  const auto spec = edgecase::read<ShopSpec>(*document, diagnostics);
  demand(spec.has_value());
  return edgecase::print_json(*spec);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = input.find('\n');
  const std::string first = input.substr(0, end);
  const std::string text = end == std::string::npos ? input : input.substr(end + 1);
  std::vector<std::string> overrides;
  if (!first.empty() && end != std::string::npos) overrides.push_back(first);

  Diagnostics diagnostics;
  const auto document = edgecase::parse_document(text, "fuzz.yaml", overrides, diagnostics, limits);
  const bool understood = document && !diagnostics.has_errors();
  const auto spec = document ? edgecase::read<ShopSpec>(*document, diagnostics) : std::nullopt;
  demand(document || diagnostics.has_errors());
  if (understood) demand(spec.has_value() == !diagnostics.has_errors());
  edgecase::render_text(diagnostics, {.color = true});
  edgecase::render_json(diagnostics.sorted());
  edgecase::render_github(diagnostics.sorted());
  if (spec) {
    const std::string printed = edgecase::print_json(*spec);
    demand(read_back(printed) == printed);
    edgecase::config_rows(*spec, *document);
  }
  edgecase::explain(edgecase::type_of<ShopSpec>(), first);
  return 0;
}
