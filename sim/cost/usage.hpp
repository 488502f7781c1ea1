#pragma once
// Usage: integer counts by meter and labels. Adding in any order, splitting and merging give the
// same usage, so a bill depends neither on the order of events nor on the number of threads.
// Units: the meter's own (a request, a byte), over the measured horizon. Errors: a negative
// quantity or a sum beyond 2^63 is a programming error (CheckFailure).

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace edgecase {

/// label -> value, sorted by label: {country: BR, route: images}.
using Labels = std::map<std::string, std::string>;
Labels labels_of(std::initializer_list<std::pair<std::string_view, std::string_view>> pairs);

class Usage {
 public:
  using Counts = std::map<Labels, std::int64_t>;

  void add(std::string_view meter, const Labels& labels, std::int64_t quantity);
  void merge(const Usage& other);

  /// The counts of one meter, sorted by labels; empty if nothing was counted.
  const Counts& of(std::string_view meter) const;
  std::int64_t total(std::string_view meter) const;
  const std::map<std::string, Counts, std::less<>>& by_meter() const { return by_meter_; }

  friend bool operator==(const Usage&, const Usage&) = default;

 private:
  std::map<std::string, Counts, std::less<>> by_meter_;
};

}  // namespace edgecase
