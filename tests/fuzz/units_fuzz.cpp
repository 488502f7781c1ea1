// Whatever a value is made of: each unit refuses it with a complaint that can be shown, or reads
// it, and what it prints of it reads back as the same. The first byte of the input chooses the
// unit.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "cost/amount.hpp"
#include "load/text/scalar.hpp"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

template <class T>
void read_and_print(const std::string& text) {
  T value{};
  if (const auto complaint = edgecase::Scalar<T>::parse(text, value)) {
    demand(!complaint->message.empty());
    return;
  }
  const std::string printed = edgecase::Scalar<T>::print(value);
  T again{};
  demand(!edgecase::Scalar<T>::parse(printed, again));
  demand(edgecase::Scalar<T>::print(again) == printed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  constexpr void (*units[])(const std::string&) = {
      read_and_print<bool>,
      read_and_print<std::int64_t>,
      read_and_print<std::uint64_t>,
      read_and_print<double>,
      read_and_print<edgecase::Duration>,
      read_and_print<edgecase::Bytes>,
      read_and_print<edgecase::Rate>,
      read_and_print<edgecase::Bandwidth>,
      read_and_print<edgecase::Share>,
      read_and_print<edgecase::Money>,
      read_and_print<edgecase::Count>,
      read_and_print<std::string>,
      read_and_print<edgecase::Amount>,
  };
  units[data[0] % std::size(units)](text);
  return 0;
}
