#pragma once
// Values given to an option of the command line, read by the loader that reads scenarios: the same
// spellings, the same complaints, with the place inside the option.
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
/// What cannot be read is missing, and the diagnostics say where in `option` it stands.
std::vector<ListedText> split_list(const std::string& option, const std::string& text,
                                   Diagnostics& diagnostics);

template <class T>
struct ListedValue {
  std::string text;
  T value;
};

/// Nothing, and the diagnostics say why, unless every one of them is right.
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
