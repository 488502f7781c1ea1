#pragma once
// Values of command-line options, read by the loader that reads scenarios: the same syntax and the
// same diagnostics, located within the option.
//   --policy 'lru,s3_fifo{small: 20%}'   -> lru; {s3_fifo: {small: 20%}}

#include <optional>
#include <string>
#include <vector>

#include "load/read.hpp"

namespace edgecase {

struct ListedText {
  std::string text;   // as it was written
  Document document;  // its one value
};

/// Splits at commas outside braces, brackets and quotes. `name{...}` is a kind with parameters.
/// Values that cannot be read are left out; the diagnostics locate them within `option`.
std::vector<ListedText> split_list(const std::string& option, const std::string& text,
                                   Diagnostics& diagnostics);

template <class T>
struct ListedValue {
  std::string text;
  T value;
};

/// Empty unless all values are valid; the diagnostics hold the reasons.
template <class T>
std::optional<std::vector<ListedValue<T>>> read_list(const std::string& option,
                                                     const std::string& text,
                                                     Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.errors();
  std::vector<ListedValue<T>> all;
  for (ListedText& one : split_list(option, text, diagnostics)) {
    if (auto value = read<T>(one.document, diagnostics))
      all.push_back({std::move(one.text), std::move(*value)});
  }
  if (diagnostics.errors() > before) return std::nullopt;
  return all;
}

}  // namespace edgecase
