// The columns of a table without a header. Assumes the orders in which traces are published: time,
// key, size (libCacheSim, webcachesim), key and size, or one column of text among numbers.
#include <algorithm>
#include <map>

#include "load/text/number.hpp"
#include "load/trace/clock.hpp"
#include "load/trace/layout.hpp"

namespace edgecase {
namespace {

using SampleRows = std::vector<std::vector<std::string>>;

constexpr std::size_t fewest_rising = 3;  // rows that make a rising column a clock

struct ColumnSort {
  bool numbers = true;
  bool sizes = true;   // whole and not negative, or none at all
  bool rising = true;  // never falls, and is not constant
  bool dates = false;
};

ColumnSort sort_of(const SampleRows& rows, std::size_t column) {
  ColumnSort sort;
  double last = 0, first = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string& cell = rows[i][column];
    double value = 0;
    const bool number = read_double(cell, value);
    sort.numbers &= number || cell == "-" || cell.empty();
    sort.sizes &= (number && value >= 0 && cell.find_first_of(".eE") == std::string::npos) ||
                  cell == "-" || cell.empty();
    sort.rising &= number && (i == 0 || value >= last);
    if (i == 0) first = value;
    last = value;
  }
  sort.rising &= rows.size() >= fewest_rising && last > first;
  if (!sort.numbers && !rows.empty()) {
    TraceClock clock;
    clock.learn(rows.front()[column], {}, {});
    sort.dates = !clock.is_number();
  }
  return sort;
}

/// Whether keys come again, each with the size that it had.
bool sizes_follow(const SampleRows& rows, std::size_t key, std::size_t size) {
  std::map<std::string, std::string> seen;
  std::size_t again = 0;
  for (const auto& row : rows) {
    const auto [at, is_new] = seen.emplace(row[key], row[size]);
    if (!is_new && at->second != row[size]) return false;
    again += is_new ? 0 : 1;
  }
  return again > 0;
}

}  // namespace

bool infer_roles(const SampleRows& rows, TraceRoles& roles) {
  if (rows.empty()) return false;
  std::vector<ColumnSort> sorts;
  for (std::size_t i = 0; i < rows.front().size(); ++i) sorts.push_back(sort_of(rows, i));
  const auto clock = std::ranges::find_if(sorts, [](const auto& s) { return s.dates; });
  if (clock != sorts.end())
    roles.time = static_cast<std::size_t>(clock - sorts.begin());
  else if (sorts.size() >= 3 && sorts[0].rising)
    roles.time = 0;
  std::vector<std::size_t> texts, numbers;
  for (std::size_t i = 0; i < sorts.size(); ++i) {
    if (i != roles.time) (sorts[i].numbers ? numbers : texts).push_back(i);
  }
  if (texts.size() == 1 && numbers.size() == 1) {
    // What only ever rises beside a key may be its time.
    if (roles.time == no_column && sorts[numbers[0]].rising) return false;
    roles.key = texts[0];
    roles.size = numbers[0];
  } else if (texts.empty() && numbers.size() == 2 &&
             (roles.time != no_column || (sizes_follow(rows, numbers[0], numbers[1]) &&
                                          !sizes_follow(rows, numbers[1], numbers[0])))) {
    roles.key = numbers[0];
    roles.size = numbers[1];
  } else {
    return false;
  }
  return sorts[roles.size].sizes;
}

}  // namespace edgecase
