#include "cost/usage.hpp"

#include "core/check.hpp"

namespace edgecase {

Labels labels_of(std::initializer_list<std::pair<std::string_view, std::string_view>> pairs) {
  Labels all;
  for (const auto& [name, value] : pairs) all.emplace(name, value);
  return all;
}

void Usage::add(std::string_view meter, const Labels& labels, std::int64_t quantity) {
  EC_CHECK(quantity >= 0, "usage cannot be negative");
  if (quantity == 0) return;
  auto at = by_meter_.find(meter);
  if (at == by_meter_.end()) at = by_meter_.emplace(std::string(meter), Counts{}).first;
  std::int64_t& count = at->second[labels];
  std::int64_t sum = 0;
  EC_CHECK(!__builtin_add_overflow(count, quantity, &sum), "usage beyond 2^63");
  count = sum;
}

void Usage::merge(const Usage& other) {
  for (const auto& [meter, counts] : other.by_meter_)
    for (const auto& [labels, quantity] : counts) add(meter, labels, quantity);
}

const Usage::Counts& Usage::of(std::string_view meter) const {
  static const Counts none;
  const auto at = by_meter_.find(meter);
  return at == by_meter_.end() ? none : at->second;
}

std::int64_t Usage::total(std::string_view meter) const {
  std::int64_t sum = 0;
  for (const auto& [labels, quantity] : of(meter))
    EC_CHECK(!__builtin_add_overflow(sum, quantity, &sum), "usage beyond 2^63");
  return sum;
}

}  // namespace edgecase
