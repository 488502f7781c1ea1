#pragma once
// Rounding per item: a 33 kB message billed as two of 32 kB, a function that ran 3.2 ms billed for
// 4, an object kept five days billed for thirty. A total no longer knows its items, so usage may
// carry what each of them is (labels item_size, item_time, item_memory); a line of a price sheet
// says how its vendor rounds that.
// Assumes: all items of one count are alike; runs with many sizes add one count per size class.
// Errors: usage that does not say its items is billed as it is counted, and the line says so.

#include <cstdint>
#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "cost/meters.hpp"
#include "cost/usage.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

/// Memory as it is configured: a whole number of the vendor's MB, whatever that is of bytes. GB is
/// refused, since it is 1,000 MB to some vendors and 1,024 to others.
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

/// How a vendor rounds each item before it adds them up.
struct PerItem {
  std::optional<Bytes> size_step;
  std::optional<Bytes> size_least;
  std::optional<Duration> time_step;
  std::optional<Duration> time_least;
  std::optional<Memory> memory_step;

  bool any() const;
};

/// What each item of a count is; absent: not known.
struct Item {
  std::optional<Bytes> size;
  std::optional<Duration> time;
  std::optional<Memory> memory;
};

Labels with_item(Labels labels, const Item& item);
Item item_of(const Labels& labels);

/// What `quantity` is billed as. A count becomes the number of steps that its items take, at least
/// one each; anything else grows with its items. Nothing: more than can be counted.
std::optional<std::int64_t> billed_quantity(std::int64_t quantity, Dimension dimension,
                                            const Labels& labels, const PerItem& rule);

/// Whether the rule asks for something that these labels do not tell.
bool lacks_items(Dimension dimension, const Labels& labels, const PerItem& rule);

/// "per item: size in steps of 4KiB".
std::string text_of(const PerItem& rule);

std::vector<Field> fields(Of<PerItem>);

}  // namespace edgecase
