#include "cost/item.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/check.hpp"
#include "cost/exact.hpp"
#include "load/text/codes.hpp"
#include "load/text/decimal.hpp"

namespace edgecase {

namespace {

template <class T>
std::optional<T> parsed(const Labels& labels, std::string_view name) {
  const auto at = labels.find(std::string(name));
  if (at == labels.end()) return std::nullopt;
  T value{};
  EC_CHECK(!Scalar<T>::parse(at->second, value), "an item's label is not a quantity");
  return value;
}

std::int64_t in_steps(std::int64_t value, std::int64_t step) {
  return static_cast<std::int64_t>((Wide{value} + step - 1) / step * step);
}

struct Ratio {
  std::int64_t billed = 1;
  std::int64_t actual = 1;
};

Ratio size_ratio(Bytes size, const PerItem& rule) {
  std::int64_t billed = size.count;
  if (rule.size_least) billed = std::max(billed, rule.size_least->count);
  if (rule.size_step) billed = in_steps(billed, rule.size_step->count);
  return {billed, size.count};
}

Ratio time_ratio(Duration time, const PerItem& rule) {
  std::int64_t billed = time.count();
  if (rule.time_least) billed = std::max(billed, rule.time_least->count());
  if (rule.time_step) billed = in_steps(billed, rule.time_step->count());
  return {billed, time.count()};
}

Ratio memory_ratio(Memory memory, const PerItem& rule) {
  if (!rule.memory_step) return {};
  return {in_steps(memory.mb, rule.memory_step->mb), memory.mb};
}

std::optional<std::int64_t> times(std::optional<std::int64_t> quantity, Ratio ratio) {
  if (!quantity || ratio.actual <= 0 || ratio.billed == ratio.actual) return quantity;
  return narrow(divide_half_even(Wide{*quantity} * ratio.billed, ratio.actual));
}

bool has_size(Dimension d) { return d == Dimension::bytes || d == Dimension::byte_time; }
bool has_time(Dimension d) {
  return d == Dimension::time || d == Dimension::memory_time || d == Dimension::byte_time;
}

}  // namespace

std::vector<Field> fields(Of<PerItem>) {
  return list<PerItem>(
      field("size_step", &PerItem::size_step, "increment to which each item's size is rounded up",
            more_than(Bytes{})),
      field("size_least", &PerItem::size_least, "minimum billed size per item", at_least(Bytes{})),
      field("time_step", &PerItem::time_step,
            "increment to which each item's time is rounded up; 24h: the mean of daily peaks",
            more_than(Duration{})),
      field("time_least", &PerItem::time_least,
            "minimum billed time per item, such as a minimum storage duration",
            at_least(Duration{})),
      field("memory_step", &PerItem::memory_step,
            "increment to which each item's memory is rounded up", more_than(Memory{})));
}

ScalarForm Scalar<Memory>::form() {
  return {.name = "a configured memory size",
          .examples = "128MB, 1024MB, 2GiB",
          .pattern = "^[0-9]+ ?(MB|MiB|GiB)$",
          .lowest = 1};
}

std::optional<Complaint> Scalar<Memory>::parse(std::string_view text, Memory& out) {
  Quantity number;
  if (auto complaint = parse_quantity(text, number)) return complaint;
  if (number.unit == "GB")
    return Complaint{
        code::unknown_unit,
        fmt::format("`{}` is ambiguous: 1,000 MB for some vendors, 1,024 MB for others", text),
        {},
        "write MB, or GiB for 1,024 MB"};
  if (number.unit != "MB" && number.unit != "MiB" && number.unit != "GiB")
    return Complaint{code::unknown_unit,
                     fmt::format("`{}` is not a memory size", text),
                     {},
                     "units: MB, MiB, GiB"};
  return whole(number, number.unit == "GiB" ? 1024 : 1, "MB", out.mb);
}

std::string Scalar<Memory>::print(Memory value) { return fmt::format("{}MB", value.mb); }
long double Scalar<Memory>::number(Memory value) { return static_cast<long double>(value.mb); }

bool PerItem::any() const {
  return size_step || size_least || time_step || time_least || memory_step;
}

Labels with_item(Labels labels, const Item& item) {
  if (item.size) labels.emplace(label::item_size, Scalar<Bytes>::print(*item.size));
  if (item.time) labels.emplace(label::item_time, Scalar<Duration>::print(*item.time));
  if (item.memory) labels.emplace(label::item_memory, Scalar<Memory>::print(*item.memory));
  return labels;
}

Item item_of(const Labels& labels) {
  return {parsed<Bytes>(labels, label::item_size), parsed<Duration>(labels, label::item_time),
          parsed<Memory>(labels, label::item_memory)};
}

std::optional<std::int64_t> billed_quantity(std::int64_t quantity, Dimension dimension,
                                            const Labels& labels, const PerItem& rule) {
  if (!rule.any()) return quantity;
  const Item item = item_of(labels);
  std::optional<std::int64_t> billed = quantity;
  if (dimension == Dimension::count) {
    if (!item.size || !rule.size_step) return billed;
    const std::int64_t step = rule.size_step->count;
    const std::int64_t units = in_steps(size_ratio(*item.size, rule).billed, step) / step;
    return narrow(Wide{quantity} * std::max<std::int64_t>(units, 1));
  }
  if (item.size && has_size(dimension)) billed = times(billed, size_ratio(*item.size, rule));
  if (item.time && has_time(dimension)) billed = times(billed, time_ratio(*item.time, rule));
  if (item.memory && dimension == Dimension::memory_time)
    billed = times(billed, memory_ratio(*item.memory, rule));
  return billed;
}

bool lacks_items(Dimension dimension, const Labels& labels, const PerItem& rule) {
  const Item item = item_of(labels);
  const bool sizes = rule.size_step || rule.size_least;
  const bool times = rule.time_step || rule.time_least;
  if (dimension == Dimension::count) return sizes && !item.size;
  return (sizes && has_size(dimension) && !item.size) ||
         (times && has_time(dimension) && !item.time) ||
         (rule.memory_step && dimension == Dimension::memory_time && !item.memory);
}

std::string text_of(const PerItem& rule) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (rule.size_step) add("size in steps of " + Scalar<Bytes>::print(*rule.size_step));
  if (rule.size_least) add("size at least " + Scalar<Bytes>::print(*rule.size_least));
  if (rule.time_step) add("time in steps of " + Scalar<Duration>::print(*rule.time_step));
  if (rule.time_least) add("time at least " + Scalar<Duration>::print(*rule.time_least));
  if (rule.memory_step) add("memory in steps of " + Scalar<Memory>::print(*rule.memory_step));
  return text;
}

}  // namespace edgecase
