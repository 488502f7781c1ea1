#pragma once
// Rounding per item: a 33 kB message billed as two of 32 kB, a function that ran 3.2 ms billed for
// 4, an object stored for five days billed for thirty. Totals have no items, so usage may carry
// their properties (labels item_size, item_time, item_memory); a line of a price sheet defines the
// vendor's rounding.
// Assumes: all items of one count are equal; runs with many sizes add one count per size class.
// Errors: usage without items is billed as counted, which the line states.

#include <cstdint>
#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "cost/meters.hpp"
#include "cost/usage.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

/// Configured memory: a whole number of the vendor's MB, regardless of its size in bytes. GB is
/// rejected, since it is 1,000 MB for some vendors and 1,024 for others.
struct Memory {
  std::int64_t mb = 0;
  friend constexpr auto operator<=>(Memory, Memory) = default;
};
template <>
struct Scalar<Memory> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, Memory& out);
  static std::string print(Memory value);
  static long double number(Memory value);
};

/// A vendor's rounding of each item before summation.
struct PerItem {
  std::optional<Bytes> size_step;
  std::optional<Bytes> size_least;
  std::optional<Duration> time_step;
  std::optional<Duration> time_least;
  std::optional<Memory> memory_step;

  bool any() const;
};

/// The properties of each item of a count; absent: unknown.
struct Item {
  std::optional<Bytes> size;
  std::optional<Duration> time;
  std::optional<Memory> memory;
};

Labels with_item(Labels labels, const Item& item);
Item item_of(const Labels& labels);

/// The billed equivalent of `quantity`. A count becomes the number of steps of its items, at least
/// one each; anything else grows with its items. Empty: overflow.
std::optional<std::int64_t> billed_quantity(std::int64_t quantity, Dimension dimension,
                                            const Labels& labels, const PerItem& rule);

/// Whether the rule needs a property that these labels do not have.
bool lacks_items(Dimension dimension, const Labels& labels, const PerItem& rule);

/// "per item: size in steps of 4KiB".
std::string text_of(const PerItem& rule);

std::vector<Field> fields(Of<PerItem>);

}  // namespace edgecase
